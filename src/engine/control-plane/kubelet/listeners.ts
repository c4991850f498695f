import { containerListens, listensNowhereElse } from '../../images/index.ts';
import type {
  ClusterSpec,
  Container,
  FieldPath,
  ImageSpec,
  Listener,
  Pod,
  Probe,
  Protocol,
} from '../../model/index.ts';
import {
  isLoopback,
  LISTENS_ANNOTATION,
  LISTENS_NOWHERE,
  parseAddress,
  readPort,
  usesHostNetwork,
} from '../../model/index.ts';

/** Two containers of a pod that want the same port of their shared network namespace; the later one crashes. */
export interface PortConflict {
  readonly winner: Listener;
  readonly loser: Listener;
}

/** What the processes of a pod listen on, one entry for each port and protocol, in the order in which containers start. */
export interface Listening {
  readonly listeners: readonly Listener[];
  readonly conflicts: readonly PortConflict[];
  /** A container of which nothing says what it listens on, so that it may listen on every other port. */
  readonly unknown?: UnknownContainer;
  /** The probes that ask a port on which it is known that nobody listens. */
  readonly failing: readonly Asked[];
}

/** A probe that asks a port of its own pod, by number. */
export interface Asked {
  readonly container: string;
  readonly probe: 'startupProbe' | 'readinessProbe' | 'livenessProbe';
  readonly port: number;
  readonly path: FieldPath;
}

/** The container, and the field that names what nobody knows: its image, or the command that it runs instead. */
export interface UnknownContainer {
  readonly name: string;
  readonly path: FieldPath;
}

/**
 * Finds what a pod listens on: declared container ports, what its images and programs are known to open, ports that probes
 * name, and the annotation `curlew.dev/listens`, which says the rest: beside one no container is unknown, and `none` is that
 * nobody in the pod listens.
 *
 * `containerPort` opens nothing in a real cluster; it is the best sign of what the process does. Pods of one template
 * share the answer, whose paths lead into the pod.
 */
export function listeningOf(spec: ClusterSpec, pod: Pod): Listening {
  const annotation = pod.metadata.annotations?.[LISTENS_ANNOTATION];
  const containers = pod.spec.containers;
  const known = remembered.get(containers);
  if (known !== undefined && known.images === spec.images && known.annotation === annotation) return known.listening;
  const listening =
    annotation?.trim() === LISTENS_NOWHERE
      ? { listeners: [], conflicts: [], failing: containersOf(pod).flatMap(probesOf) }
      : startAll(pod, spec.images, annotated(pod, annotation));
  remembered.set(containers, { images: spec.images, annotation, listening });
  return listening;
}

const remembered = new WeakMap<
  object,
  { readonly images: readonly ImageSpec[]; readonly annotation: string | undefined; readonly listening: Listening }
>();

/** What the annotation says; one that nobody can read to its end leaves open what else there is. */
interface Annotated {
  readonly listeners: readonly Listener[];
  readonly saysAll: boolean;
}

interface Placed {
  readonly container: Container;
  readonly path: FieldPath;
}

/** In the order in which they start: sidecars first, so it is they that win a port. */
function containersOf(pod: Pod): readonly Placed[] {
  const { containers, initContainers = [] } = pod.spec;
  return [
    ...initContainers
      .map((container, index) => ({ container, path: ['spec', 'initContainers', index] }))
      .filter(({ container }) => container.restartPolicy === 'Always'),
    ...containers.map((container, index) => ({ container, path: ['spec', 'containers', index] })),
  ];
}

/**
 * A container that finds one of its ports taken crashes, and listens on nothing. Only what a container surely opens
 * counts for that: the ports that it declares, or its image's where it declares none. Probes may ask another container
 * of the pod, and an image whose container declares ports of its own was set up otherwise: these give way. A probe tells
 * nothing where all that the containers listen on is known: it fails, unless what answers is the node.
 */
function startAll(pod: Pod, images: readonly ImageSpec[], { listeners: said, saysAll }: Annotated): Listening {
  const placed = containersOf(pod);
  const byPort = new Map<string, Listener>();
  const conflicts: PortConflict[] = [];
  const guesses: Listener[] = [];
  const probes: Asked[] = [];
  let unknown: UnknownContainer | undefined;
  for (const each of placed) {
    const { container, path } = each;
    const own = declared(container, path);
    const opened = ofImage(images, container, path);
    const asked = probesOf(each);
    const known = opened ?? [];
    const sure = own.length > 0 ? own : known;
    if (opened === undefined && own.length === 0 && asked.length === 0) {
      const field = (container.command?.length ?? 0) > 0 ? 'command' : 'image';
      unknown ??= { name: container.name, path: [...path, field] };
    }
    const lost = sure.flatMap((loser): PortConflict[] => {
      const winner = byPort.get(keyOf(loser));
      return winner === undefined ? [] : [{ winner, loser }];
    });
    conflicts.push(...lost);
    if (lost.length > 0) continue;
    for (const listener of sure) if (!byPort.has(keyOf(listener))) byPort.set(keyOf(listener), listener);
    guesses.push(...(own.length > 0 ? known : []));
    probes.push(...asked);
  }
  const isSure = !usesHostNetwork(pod) && placed.every(({ container }) => listensNowhereElse(images, container));
  if (!isSure) guesses.push(...probes.map(probed));
  for (const guess of [...guesses, ...said]) if (!byPort.has(keyOf(guess))) byPort.set(keyOf(guess), guess);
  // What is said to be bound to loopback is so, whatever the container declares.
  for (const each of said) if (each.loopback !== undefined) byPort.set(keyOf(each), each);
  const failing = probes.filter((probe) => !isAnswered(byPort.get(keyOf(probed(probe)))));
  const listening = { listeners: [...byPort.values()], conflicts, failing };
  return saysAll || unknown === undefined ? listening : { ...listening, unknown };
}

function keyOf({ port, protocol }: Listener): string {
  return `${port}/${protocol}`;
}

function declared(container: Container, path: FieldPath): Listener[] {
  return (container.ports ?? []).map((port, index) => ({
    port: port.containerPort,
    protocol: port.protocol as Protocol,
    container: container.name,
    because: 'declared',
    path: [...path, 'ports', index],
  }));
}

function probesOf({ container, path }: Placed): readonly Asked[] {
  return (['startupProbe', 'readinessProbe', 'livenessProbe'] as const).flatMap((probe): readonly Asked[] => {
    const found = portOfProbe(container[probe]);
    const port = typeof found?.port === 'string' ? portByName(container, found.port) : found?.port;
    if (found === undefined || port === undefined) return [];
    return [{ container: container.name, probe, port, path: [...path, probe, found.by, 'port'] }];
  });
}

function probed({ container, port, path }: Asked): Listener {
  return { port, protocol: 'TCP', container, because: 'probe', path };
}

/** The kubelet asks the pod's own address, at which what is bound to loopback does not answer. */
function isAnswered(listener: Listener | undefined): boolean {
  return listener !== undefined && listener.loopback === undefined;
}

/** A probe that names a host of its own does not ask the pod. */
function portOfProbe(probe: Probe | undefined): { by: string; port: number | string } | undefined {
  const asked = probe?.httpGet?.host ?? probe?.tcpSocket?.host ?? '';
  if (asked !== '') return undefined;
  if (probe?.httpGet !== undefined) return { by: 'httpGet', port: probe.httpGet.port };
  if (probe?.tcpSocket !== undefined) return { by: 'tcpSocket', port: probe.tcpSocket.port };
  if (probe?.grpc !== undefined) return { by: 'grpc', port: probe.grpc.port };
  return undefined;
}

function portByName(container: Container, name: string): number | undefined {
  return container.ports?.find((port) => port.name === name)?.containerPort;
}

/** `undefined` where nobody knows what the container runs. */
function ofImage(images: readonly ImageSpec[], container: Container, path: FieldPath): Listener[] | undefined {
  const field = (container.command?.length ?? 0) > 0 ? 'command' : 'image';
  return containerListens(images, container)?.flatMap((text) => {
    const port = parsePort(text);
    return port === undefined
      ? []
      : [{ ...port, container: container.name, because: 'image' as const, path: [...path, field] }];
  });
}

function annotated(pod: Pod, annotation: string | undefined): Annotated {
  if (annotation === undefined) return { listeners: [], saysAll: false };
  const container = pod.spec.containers[0]?.name ?? '';
  const texts = annotation.split(',');
  const listeners = texts.flatMap((text): readonly Listener[] => {
    const port = parseListens(text);
    const path = ['metadata', 'annotations', LISTENS_ANNOTATION];
    return port === undefined ? [] : [{ ...port, container, because: 'annotation', path }];
  });
  return { listeners, saysAll: listeners.length === texts.length };
}

/** Reads what a process listens on: `8080`, `53/UDP`, or `127.0.0.1:8080` of one that is bound to loopback. */
export function parseListens(
  text: string,
): { readonly port: number; readonly protocol: Protocol; readonly loopback?: string } | undefined {
  const [, bound, rest = ''] = /^(?:(\[[\da-f:]+\]|[\d.]+|localhost):)?(.*)$/i.exec(text.trim()) ?? [];
  const port = parsePort(rest);
  if (port === undefined || bound === undefined) return port;
  const address = parseAddress(bound === 'localhost' ? '127.0.0.1' : bound.replace(/^\[|\]$/g, ''));
  if (address === undefined) return undefined;
  if (isLoopback(address)) return { ...port, loopback: address.text };
  return address.value === 0n ? port : undefined;
}

/** Reads a port as `readPort` does; without a protocol it is one of TCP. */
export function parsePort(text: string): { readonly port: number; readonly protocol: Protocol } | undefined {
  const read = readPort(text);
  return read === undefined ? undefined : { protocol: 'TCP', ...read };
}
