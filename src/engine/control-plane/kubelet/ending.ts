import type { ClusterSpec, Container, DnsSpec, FieldPath, Pod } from '../../model/index.ts';
import { coreDnsLameduck, DRAINS_ANNOTATION, repositoryOf } from '../../model/index.ts';
import { type PreStop, preStopOf } from './pre-stop.ts';

/** How a container ends once its pod is deleted. Times are seconds since then. */
export interface Ending {
  readonly container: string;
  /** Its place in the pod. */
  readonly path: FieldPath;
  readonly preStop: PreStop;
  /** What is left for preStop and shutdown together. */
  readonly gracePeriod: number;
  /** For how long it accepts connections at least; and for how long it may, where a hook takes nobody knows how long. */
  readonly accepts: Span;
}

export interface Span {
  readonly surely: number;
  readonly perhaps: number;
}

/** What is left of a container that ends, after a while. */
export type Left = 'accepts' | 'stopped' | 'unknown';

/** The kubelet always leaves a container so much after SIGTERM (minimumGracePeriodInSeconds). */
const LEAST_AFTER_SIGTERM = 2;

/** A grace period of zero is one of a second to the kubelet (pkg/kubelet/pod_workers.go calculateEffectiveGracePeriod). */
const LEAST_GRACE_PERIOD = 1;

const DEFAULT_GRACE_PERIOD = 30;

/**
 * How the containers of a pod end: preStop within the grace period, SIGTERM, and SIGKILL when the period is over. A
 * sidecar gets its SIGTERM when the containers have ended, and the sidecars behind it. A server stops accepting at
 * SIGTERM unless its pod is annotated with `curlew.dev/drains`; CoreDNS goes on for its `lameduck`.
 *
 * kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer, kuberuntime_termination_order.go.
 */
export function endingsOf({ dns }: Pick<ClusterSpec, 'dns'>, pod: Pod): readonly Ending[] {
  const known = remembered.get(pod);
  if (known !== undefined && known.dns === dns) return known.endings;
  const { containers, initContainers = [], terminationGracePeriodSeconds } = pod.spec;
  const gracePeriod = Math.max(terminationGracePeriodSeconds ?? DEFAULT_GRACE_PERIOD, LEAST_GRACE_PERIOD);
  const said = drainsOf(pod);
  const end = (container: Container, path: FieldPath, turn: Span): Ending => {
    const preStop = preStopOf(container, path);
    const drains = said ?? (isCoreDns(dns, pod, container) ? coreDnsLameduck(dns) : 0);
    const accepts = acceptsAfter(latest(spanOf(preStop), turn), gracePeriod, drains);
    return { container: container.name, path, preStop, gracePeriod, accepts };
  };
  const endings = containers.map((container, index) => end(container, ['spec', 'containers', index], AT_ONCE));
  for (const [index, container] of [...initContainers.entries()].reverse()) {
    if (container.restartPolicy !== 'Always') continue;
    const turn = endings.reduce((last, { accepts }) => latest(last, accepts), AT_ONCE);
    endings.push(end(container, ['spec', 'initContainers', index], turn));
  }
  remembered.set(pod, { dns, endings });
  return endings;
}

const remembered = new WeakMap<Pod, { readonly dns: DnsSpec; readonly endings: readonly Ending[] }>();

/** The server of the DNS add-on, which waits with its end as its Corefile says. */
function isCoreDns({ namespace, labels }: DnsSpec, { metadata }: Pod, { image = '' }: Container): boolean {
  const isOfAddOn = Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value);
  return metadata.namespace === namespace && isOfAddOn && repositoryOf(image).endsWith('coredns');
}

const AT_ONCE: Span = { surely: 0, perhaps: 0 };

/** What a container does so many seconds after its pod was deleted. One that says nothing may have stopped: it counts as stopped. */
export function leftAfter(seconds: number, { accepts }: Pick<Ending, 'accepts'>): Left {
  if (accepts.surely >= seconds) return 'accepts';
  return accepts.perhaps >= seconds ? 'unknown' : 'stopped';
}

function spanOf(preStop: PreStop): Span {
  switch (preStop.kind) {
    case 'none':
      return AT_ONCE;
    case 'pause':
      return { surely: preStop.seconds, perhaps: preStop.exactly ? preStop.seconds : Number.POSITIVE_INFINITY };
    case 'unknown':
      return { surely: 0, perhaps: Number.POSITIVE_INFINITY };
  }
}

function latest(a: Span, b: Span): Span {
  return { surely: Math.max(a.surely, b.surely), perhaps: Math.max(a.perhaps, b.perhaps) };
}

function acceptsAfter(pause: Span, gracePeriod: number, drains: number): Span {
  const until = (seconds: number): number => {
    const sigterm = Math.min(seconds, gracePeriod);
    return sigterm + Math.min(drains, Math.max(gracePeriod - sigterm, LEAST_AFTER_SIGTERM));
  };
  return { surely: until(pause.surely), perhaps: until(pause.perhaps) };
}

/** The seconds of the annotation `curlew.dev/drains`; `undefined` where it is absent, or says nothing that can be read. */
export function drainsOf({ metadata }: Pick<Pod, 'metadata'>): number | undefined {
  return parseDrains(metadata.annotations?.[DRAINS_ANNOTATION] ?? '');
}

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** Reads `15s`, `1m30s`, `500ms`, as Kubernetes writes durations; a number needs its unit. */
export function parseDrains(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text.trim())) return undefined;
  let seconds = 0;
  for (const [, number, unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    seconds += Number(number) * (UNITS[unit] ?? 0);
  }
  return seconds;
}
