import { listeningOf } from '../../engine/control-plane/kubelet/index.ts';
import type { PortSet } from '../../engine/network/policy/index.ts';
import type { Connectivity, End } from './connectivity.ts';

/** The ports that some pod of a workload may listen on; outside, and where nothing is known of a container, that is every port. */
export function listeningPorts({ view, reach }: Connectivity, end: End): PortSet {
  const { sets } = reach;
  if (end.kind === 'outside') return sets.all;
  let ports = sets.none;
  for (const pod of end.workload.pods) {
    const { listeners, unknown } = listeningOf(view.spec, pod.object);
    if (unknown !== undefined) return sets.all;
    for (const { port, protocol } of listeners) {
      ports = sets.union(ports, sets.range(protocol, port, port));
    }
  }
  return ports;
}
