import type { Pod, Resource, Service } from '../../../engine/model/index.ts';
import { qualifiedName, runningContainers } from '../../../engine/model/index.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { resourceType } from '../resource-types.ts';
import type { Reply, Session } from '../session.ts';
import { podNamed } from './exec.ts';

export const portForwardFlags: FlagSet = {
  command: 'port-forward',
  flags: [{ name: 'address', type: 'list' }],
  unmodelled: ['pod-running-timeout'],
};

/** A port of the developer's machine, and the port of the pod's loopback address that it leads to. */
interface Forwarding {
  readonly local: string;
  readonly remote: number;
}

/**
 * `kubectl port-forward` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/portforward/portforward.go). The kubelet connects to
 * the pod's own loopback address: no Service, no readiness and no policy is asked. A port of a Service is translated to that
 * of one of its pods first.
 */
export async function portForward(session: Session): Promise<Reply> {
  const { args, cluster, context } = session;
  const [name, ...ports] = args.words;
  if (name === undefined || ports.length === 0) {
    throw usageError('port-forward', 'TYPE/NAME and list of ports are required for port-forward');
  }
  const pod = podNamed(session, name);
  const phase = pod.object.status?.phase;
  if (phase !== 'Running') {
    throw new KubectlError(`unable to forward port because pod is not running. Current status=${phase}`);
  }
  const service = serviceNamed(session, name);
  const forwardings = ports.map((text) => forwardingOf(text, pod, service));
  const namespace = pod.ref.namespace;
  for (const { remote } of forwardings) {
    const to = { host: '127.0.0.1', port: remote, protocol: 'TCP' } as const;
    context.connected?.(cluster.trace({ from: { pod: pod.ref.name }, to, namespace }));
  }
  const addresses = args.isSet('address') ? args.list('address') : ['localhost'];
  const stdout = forwardings.flatMap((each) => addresses.flatMap((address) => linesOf(address, each))).join('');
  const forwards = new Map(
    forwardings.map(({ local, remote }) => [
      Number(local),
      { namespace: namespace ?? session.namespace, pod: pod.ref.name, port: remote },
    ]),
  );
  return { stdout, endless: true, forwards };
}

function linesOf(address: string, { local, remote }: Forwarding): readonly string[] {
  const hosts = address === 'localhost' ? ['127.0.0.1', '[::1]'] : [address.includes(':') ? `[${address}]` : address];
  return hosts.map((host) => `Forwarding from ${host}:${local} -> ${remote}\n`);
}

function serviceNamed({ cluster, namespace }: Session, name: string): Resource<Service> | undefined {
  const [type = '', named = ''] = name.split('/');
  if (!name.includes('/') || resourceType(cluster.view, type).kind !== 'Service') return undefined;
  return cluster.view.get('Service', named, namespace);
}

/** `8080`, `80:8080`, and a name in the place of the second: the local port is the one that was asked for. */
function forwardingOf(text: string, pod: Resource<Pod>, service: Resource<Service> | undefined): Forwarding {
  const parts = text.split(':');
  const remote = parts.at(-1) ?? '';
  const number = service === undefined ? numberOn(pod, remote) : targetOf(service, pod, remote);
  const first = parts[0] ?? '';
  const asked = service === undefined ? number : (servicePort(service, remote)?.port ?? number);
  const local = parts.length === 1 ? `${asked}` : first;
  return { local, remote: number };
}

function servicePort({ object }: Resource<Service>, text: string) {
  const isNumber = /^\d+$/.test(text);
  return object.spec.ports?.find((each) => (isNumber ? each.port === Number(text) : each.name === text));
}

function targetOf(service: Resource<Service>, pod: Resource<Pod>, text: string): number {
  const found = servicePort(service, text);
  if (found === undefined) {
    const what = /^\d+$/.test(text) ? `a service port ${text}` : `a service port named "${text}"`;
    throw new KubectlError(`Service ${service.ref.name} does not have ${what}`);
  }
  const { port, targetPort } = found;
  // A headless Service leads to the port itself (LookupContainerPortNumberByServicePort).
  if (service.object.spec.clusterIP === 'None') return port;
  return typeof targetPort === 'number' ? targetPort : numberOn(pod, targetPort);
}

function numberOn(pod: Resource<Pod>, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const ports = runningContainers(pod.object).flatMap((container) => container.ports ?? []);
  const named = ports.find(({ name }) => name === text);
  if (named !== undefined) return named.containerPort;
  throw new KubectlError(`Pod '${qualifiedName({ name: pod.ref.name })}' does not have a named port '${text}'`);
}
