import type { ClusterView, Pod, Resource, Service } from '../engine/model/index.ts';
import { compareText, formatSocket, podIPs, qualifiedName, SetupError } from '../engine/model/index.ts';
import type { Scope } from './expect-trace.ts';
import { failExpectation } from './failure.ts';
import { matchesAddress } from './pattern.ts';
import { serviceNamed } from './service-named.ts';

/** Holds if the pod has the address; `x` stands for any octet. */
export function expectAddress({ view, namespace }: Scope, name: string, address: string): void {
  const pod = podNamed(view, name, namespace);
  const ips = podIPs(pod.object);
  if (ips.some((ip) => matchesAddress(address, ip))) return;
  failExpectation(
    `pod ${name} has address ${address}`,
    ips.length === 0 ? whyNotRunning(pod) : `it has ${ips.join(', ')}`,
  );
}

/** Holds if the pod is bound to the node. */
export function expectNode({ view, namespace }: Scope, name: string, node: string): void {
  const pod = podNamed(view, name, namespace);
  const bound = pod.object.spec?.nodeName;
  if (bound === node) return;
  failExpectation(
    `pod ${name} runs on node ${node}`,
    bound === undefined ? whyNotRunning(pod) : `it runs on node ${bound}`,
  );
}

/** Holds if the pod stays Pending, for a reason that contains `message`. */
export function expectPending({ view, namespace }: Scope, name: string, message: string | undefined): void {
  const pod = podNamed(view, name, namespace);
  const why = whyNotRunning(pod);
  if ((pod.object.status?.phase ?? 'Pending') === 'Pending' && (message === undefined || why.includes(message))) return;
  failExpectation(`pod ${name} is pending${message === undefined ? '' : ` with "${message}"`}`, why);
}

function whyNotRunning(pod: Resource<Pod>): string {
  const scheduled = pod.object.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  const why = scheduled?.status === 'False' ? scheduled.message : pod.object.status?.reason;
  return `it is ${pod.object.status?.phase ?? 'Pending'}${why === undefined ? '' : `: ${why}`}`;
}

function podNamed(view: ClusterView, text: string, namespace: string): Resource<Pod> {
  const [name = '', inNamespace = namespace] = text.split('/').reverse();
  const pod = view.get('Pod', name, inNamespace);
  if (pod !== undefined) return pod;
  const names = view.list('Pod', inNamespace).map(({ ref }) => ref.name);
  throw new SetupError(`no pod named "${name}" in namespace ${inNamespace}; there are: ${names.join(', ') || 'none'}`);
}

/** Holds if the ready endpoints of the Service, each of them, are these: `172.30.41.4:3306, 172.30.5.x:3306`, or `none`. */
export function expectEndpoints(scope: Scope, text: string, endpoints: string): void {
  const service = serviceNamed(scope, text);
  const { ref } = service;
  const wanted = /^(none|no endpoints)$/i.test(endpoints.trim()) ? [] : endpoints.trim().split(/\s*,\s*/);
  const found = readyEndpoints(scope.view, service);
  const complete = wanted.every((pattern) => found.some((address) => matchesAddress(pattern, address)));
  if (complete && found.every((address) => wanted.some((pattern) => matchesAddress(pattern, address)))) return;
  failExpectation(
    `service ${qualifiedName(ref)} has endpoints ${endpoints}`,
    found.length === 0 ? 'it has none' : `it has ${found.join(', ')}`,
  );
}

/** A pod that has none of the Service's ports is no endpoint; a Service without ports has addresses alone. */
function readyEndpoints(view: ClusterView, { ref, object: { spec } }: Resource<Service>): readonly string[] {
  const hasPorts = (spec?.ports ?? []).length > 0;
  const slices = view.labelled('EndpointSlice', ref.namespace ?? 'default', { 'kubernetes.io/service-name': ref.name });
  const addresses = slices.flatMap(({ object }) =>
    (object.endpoints ?? [])
      .filter(({ conditions }) => conditions?.ready !== false)
      .flatMap((endpoint) =>
        endpoint.addresses.flatMap((ip) => {
          const numbers = (object.ports ?? []).flatMap(({ port }) => port ?? []);
          return hasPorts ? numbers.map((port) => formatSocket(ip, port)) : [ip];
        }),
      ),
  );
  return [...new Set(addresses)].sort(compareText);
}
