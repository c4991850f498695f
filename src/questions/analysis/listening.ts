import { listeningOf, type UnknownContainer } from '../../engine/control-plane/kubelet/index.ts';
import type { Doubted, Pod, Resource } from '../../engine/model/index.ts';
import { formatRef, ruleAt } from '../../engine/model/index.ts';
import type { PortSet } from '../../engine/network/policy/index.ts';
import type { Connectivity, End } from './connectivity.ts';

/** The ports of an end on which somebody listens. */
export interface ListenedPorts {
  readonly ports: PortSet;
  /** Why it may listen on all others as well. */
  readonly unknown?: Doubted;
}

/** The ports that some pod of a workload listens on; outside, every port may be listened on. */
export function listeningPorts(connectivity: Connectivity, end: End): ListenedPorts {
  const { view, reach } = connectivity;
  const { sets } = reach;
  if (end.kind === 'outside') return { ports: sets.all };
  let ports = sets.none;
  let unknown: Doubted | undefined;
  for (const pod of end.workload.pods) {
    const listening = listeningOf(view.spec, pod.object);
    if (listening.unknown !== undefined) unknown ??= doubtOf(connectivity, pod, listening.unknown);
    for (const { port, protocol } of listening.listeners) {
      ports = sets.union(ports, sets.range(protocol, port, port));
    }
  }
  return unknown === undefined ? { ports } : { ports, unknown };
}

function doubtOf({ view }: Connectivity, pod: Resource<Pod>, { name, path }: UnknownContainer): Doubted {
  const text = `nobody knows on what container ${name} of ${formatRef(pod.ref)} listens`;
  return { code: 'unknown-listeners', text, rule: ruleAt(view, pod.ref, path) };
}
