import type { ClusterView, Pod, Resource, Service } from '../../engine/model/index.ts';
import { compareText, firstNames, formatSocket, podIPs, qualifiedName, SetupError } from '../../engine/model/index.ts';
import {
  type AddressAt,
  meaningOf,
  meetsAddress,
  type NamedObject,
  namePhrase,
  type Phrase,
  parseEndpoints,
  readAddressPattern,
} from '../../grammar/index.ts';
import { failExpectation } from '../failure.ts';
import type { Scope } from '../scope.ts';
import { serviceNamed } from './service-named.ts';

/** Holds if the pod has the address; `x` stands for any octet. */
export function expectAddress({ view, namespace }: Scope, name: NamedObject, address: string): void {
  const pod = podNamed(view, name, namespace);
  const ips = podIPs(pod.object);
  const meets = addressTest(address);
  if (ips.some((ip) => meets({ ip }))) return;
  failExpectation(
    `pod ${namePhrase(name)} has address ${address}`,
    ips.length === 0 ? whyNotRunning(pod) : `it has ${ips.join(', ')}`,
  );
}

/** Holds if the pod is bound to the node. */
export function expectNode({ view, namespace }: Scope, name: NamedObject, node: string): void {
  const pod = podNamed(view, name, namespace);
  const bound = pod.object.spec.nodeName;
  if (bound === node) return;
  failExpectation(
    `pod ${namePhrase(name)} runs on node ${node}`,
    bound === undefined ? whyNotRunning(pod) : `it runs on node ${bound}`,
  );
}

/** Holds if the pod stays Pending, for a reason that contains `message`. */
export function expectPending({ view, namespace }: Scope, name: NamedObject, message: string | undefined): void {
  const pod = podNamed(view, name, namespace);
  const why = whyNotRunning(pod);
  if ((pod.object.status?.phase ?? 'Pending') === 'Pending' && (message === undefined || why.includes(message))) return;
  failExpectation(`pod ${namePhrase(name)} is pending${message === undefined ? '' : ` with "${message}"`}`, why);
}

function whyNotRunning(pod: Resource<Pod>): string {
  const scheduled = pod.object.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  const why = scheduled?.status === 'False' ? scheduled.message : pod.object.status?.reason;
  return `it is ${pod.object.status?.phase ?? 'Pending'}${why === undefined ? '' : `: ${why}`}`;
}

function podNamed(view: ClusterView, written: NamedObject, namespace: string): Resource<Pod> {
  const { name, namespace: inNamespace = namespace } = namePhrase(written).means;
  const pod = view.get('Pod', name, inNamespace);
  if (pod !== undefined) return pod;
  const names = view.list('Pod', inNamespace).map(({ ref }) => ref.name);
  throw new SetupError(`no pod named "${name}" in namespace ${inNamespace}; there are: ${firstNames(names) || 'none'}`);
}

/** Holds if the ready endpoints of the Service, each of them, are these: `172.30.41.4:3306, 172.30.5.x:3306`, or `none`. */
export function expectEndpoints(scope: Scope, name: NamedObject, endpoints: string | Phrase<readonly string[]>): void {
  const service = serviceNamed(scope, name);
  const wanted = meaningOf(endpoints, parseEndpoints).map(addressTest);
  const found = readyEndpoints(scope.view, service);
  const complete = wanted.every((meets) => found.some(meets));
  if (complete && found.every((at) => wanted.some((meets) => meets(at)))) return;
  const texts = [...new Set(found.map(({ ip, port }) => (port === undefined ? ip : formatSocket(ip, port))))];
  failExpectation(
    `service ${qualifiedName(service.ref)} has endpoints ${endpoints}`,
    texts.length === 0 ? 'it has none' : `it has ${firstNames(texts.sort(compareText))}`,
  );
}

/** Whether an address is the one that is wanted, of which parts may be any; a text that is no address is met by none. */
function addressTest(wanted: string): (at: AddressAt) => boolean {
  const pattern = readAddressPattern(wanted);
  return (at) => pattern !== undefined && meetsAddress(pattern, at);
}

/** A pod that has none of the Service's ports is no endpoint; a Service without ports has addresses alone. */
function readyEndpoints(view: ClusterView, { ref, object: { spec } }: Resource<Service>): readonly AddressAt[] {
  const hasPorts = (spec.ports ?? []).length > 0;
  const slices = view.labelled('EndpointSlice', ref.namespace, { 'kubernetes.io/service-name': ref.name });
  return slices.flatMap(({ object }) =>
    object.endpoints
      .filter(({ conditions }) => conditions?.ready !== false)
      .flatMap((endpoint) =>
        endpoint.addresses.flatMap((ip): readonly AddressAt[] => {
          const numbers = (object.ports ?? []).flatMap(({ port }) => port ?? []);
          return hasPorts ? numbers.map((port) => ({ ip, port })) : [{ ip }];
        }),
      ),
  );
}
