import type { DnsServer, MatrixDiff, Pod, Resource, WorkloadPeer } from '../../engine/model/index.ts';
import { dnsServers, namespaced, parseAddress, podIPs } from '../../engine/model/index.ts';
import { judge } from '../../engine/network/policy/index.ts';
import type { Connectivity } from './connectivity.ts';
import type { Workload } from './workloads.ts';

/**
 * The workloads of both sides whose pods may ask the cluster's DNS on one of them alone, over UDP. The DNS is in no
 * manifest, and so in no matrix; yet a policy that keeps a pod from it keeps it from every name.
 */
export function diffNames(before: Connectivity, after: Connectivity): MatrixDiff['names'] {
  const [old, now] = [askersOf(before), askersOf(after)];
  const both = after.workloads.filter(({ peer }) => {
    const key = keyOf(peer);
    return old.has(key) && now.has(key) && old.get(key) !== now.get(key);
  });
  const peers = (asks: boolean) => both.filter(({ peer }) => now.get(keyOf(peer)) === asks).map(({ peer }) => peer);
  return { lost: peers(false), gained: peers(true) };
}

/** Whether all pods of a workload may ask every server, by the workload. */
function askersOf(side: Connectivity): ReadonlyMap<string, boolean> {
  const servers = dnsServers(side.view).filter(({ protocol }) => protocol === 'UDP');
  if (servers.length === 0) return new Map();
  const serverPods = servers.map(({ pod }) => pod);
  return new Map(
    side.workloads
      // Whether they may is unknown where something that is not modelled, or rejected, may decide.
      .filter(({ workload }) => serverPods.every((pod) => side.doubtOn(workload, asWorkload(pod)) === undefined))
      .map(({ workload, peer }) => [
        keyOf(peer),
        workload.pods.every((pod) => servers.every((server) => mayAsk(side, pod, server))),
      ]),
  );
}

function asWorkload(pod: Resource<Pod>): Workload {
  return { ref: namespaced(pod.ref), pods: [pod] };
}

function mayAsk(connectivity: Connectivity, pod: Resource<Pod>, { pod: server, port, protocol }: DnsServer): boolean {
  const { table, view } = connectivity;
  const asked = { ip: view.spec.dns.serviceIP, port: 53 };
  const at = { port, protocol };
  const [ip = ''] = podIPs(server.object);
  const to = { kind: 'pod', pod: server, ip } as const;
  const from = connectivity.podPeer(pod, parseAddress(ip)?.family);
  const leaves = judge(table, { direction: 'egress', pod, peer: to, asked, ...at });
  return (
    leaves.action === 'pass' && judge(table, { direction: 'ingress', pod: server, peer: from, ...at }).action === 'pass'
  );
}

function keyOf({ namespace, name, workloadKind }: WorkloadPeer): string {
  return `${workloadKind} ${namespace}/${name}`;
}
