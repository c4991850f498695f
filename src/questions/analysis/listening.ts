import { listeningOf } from '../../engine/control-plane/kubelet/index.ts';
import type { PortSet } from '../../engine/network/policy/index.ts';
import type { Connectivity, End } from './connectivity.ts';

/** The ports that some pod of a workload listens on; outside, every port may be listened on. */
export function listeningPorts({ view, reach }: Connectivity, end: End): PortSet {
  const { sets } = reach;
  if (end.kind === 'outside') return sets.all;
  let ports = sets.none;
  for (const pod of end.workload.pods) {
    for (const { port, protocol } of listeningOf(view.spec, pod.object).listeners) {
      ports = sets.union(ports, sets.range(protocol, port, port));
    }
  }
  return ports;
}
