import type { ClusterView, Diagnostic, Pod, Resource } from '../../model/index.ts';
import { isFinished, isTerminating, parseAddress, podIPs, usesHostNetwork } from '../../model/index.ts';
import type { IpamResult, IpamState } from './ipam-state.ts';
import { hostIPsOf } from './node-addresses.ts';
import { NodeRanges } from './node-ranges.ts';

/**
 * Gives an address of each family to every bound pod that has none, in the order of namespace and name.
 *
 * hostNetwork pods take their node's addresses. A pod that finds its node's range used up stays without address, which
 * a warning says in the CNI plugin's words. Ended, ending and unbound pods, and pods of nodes that are down or unknown,
 * are left alone.
 */
export function assignPodIPs(view: ClusterView, state: IpamState): IpamResult {
  const pods = view.list('Pod');
  const waiting = pods.filter((pod) => needsAddress(view, pod.object));
  if (waiting.length === 0) return { changes: [], diagnostics: [], state };

  const lastReserved = new Map(state.lastReserved);
  const ranges = new NodeRanges(view, pods, lastReserved);
  const changes: IpamResult['changes'][number][] = [];
  const diagnostics: Diagnostic[] = [];
  for (const pod of waiting) {
    const node = pod.object.spec.nodeName ?? '';
    const hostIPs = hostIPsOf(view, node);
    const given = usesHostNetwork(pod.object) ? { addresses: hostIPs } : ranges.take(node);
    if (given.addresses.length > 0)
      changes.push({ kind: 'put', resource: withAddresses(pod, given.addresses, hostIPs) });
    else if ('failure' in given) diagnostics.push(unaddressed(view, pod, given.failure));
  }
  return { changes, diagnostics, state: { ...state, lastReserved } };
}

function needsAddress(view: ClusterView, pod: Pod): boolean {
  const node = pod.spec.nodeName;
  if (node === undefined || node === '' || podIPs(pod).length > 0) return false;
  if (isFinished(pod) || isTerminating(pod) || view.get('Node', node) === undefined) return false;
  return view.nodeSpec(node)?.up !== false;
}

function withAddresses(pod: Resource<Pod>, addresses: readonly string[], hostIPs: readonly string[]): Resource<Pod> {
  const ordered = nodeFamilyFirst(addresses, hostIPs[0]);
  const [podIP] = ordered;
  const [hostIP] = hostIPs;
  const status = {
    ...pod.object.status,
    ...(hostIP === undefined ? {} : { hostIP, hostIPs: hostIPs.map((ip) => ({ ip })) }),
    ...(podIP === undefined ? {} : { podIP, podIPs: ordered.map((ip) => ({ ip })) }),
  };
  return { ...pod, object: { ...pod.object, status } };
}

/** The kubelet puts the pod's address of its own primary family first. pkg/kubelet/kubelet_pods.go (sortPodIPs) */
function nodeFamilyFirst(addresses: readonly string[], hostIP: string | undefined): readonly string[] {
  const family = hostIP === undefined ? undefined : parseAddress(hostIP)?.family;
  if (addresses.length < 2 || family === undefined) return addresses;
  const isFirst = (ip: string) => parseAddress(ip)?.family === family;
  return [...addresses.filter(isFirst), ...addresses.filter((ip) => !isFirst(ip))];
}

function unaddressed(
  view: ClusterView,
  pod: Resource<Pod>,
  failure: { readonly code: string; readonly message: string },
): Diagnostic {
  const at = view.locate(pod.ref, []);
  return {
    code: failure.code,
    severity: 'warning',
    message: failure.message,
    hint: `the pod stays in ContainerCreating on node ${pod.object.spec.nodeName}`,
    about: pod.ref,
    ...(at === undefined ? {} : { at }),
  };
}
