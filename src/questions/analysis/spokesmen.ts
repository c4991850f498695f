import type { Pod, Protocol, Resource } from '../../engine/model/index.ts';
import { formatAddress } from '../../engine/model/index.ts';
import type { PolicyPeer, PortSet, ReachEnd } from '../../engine/network/policy/index.ts';
import { hasPort } from '../../engine/network/policy/index.ts';
import type { Connectivity, End } from './connectivity.ts';

/** One pod, or one address outside, that speaks for an end. */
export type Spokesman = Extract<PolicyPeer, { kind: 'pod' | 'external' }>;

export interface Port {
  readonly protocol: Protocol;
  readonly port: number;
}

/**
 * Where policies tell the pods of a workload apart, the pair that is allowed something (or, where a port is given, that
 * port) speaks for both ends.
 */
export function spokesmen(
  connectivity: Connectivity,
  from: End,
  to: End,
  at?: Port,
): { readonly source: Spokesman; readonly target: Spokesman } {
  const pairs = from.ends.flatMap((source) => to.ends.map((target) => ({ source, target })));
  const isOpen = (ports: PortSet): boolean =>
    at === undefined ? ports.bounds.length > 0 : hasPort(ports, at.protocol, at.port);
  const chosen = pairs.find(({ source, target }) => isOpen(connectivity.reach.between(source, target))) ?? pairs[0];
  return {
    source: spokesman(connectivity, from, chosen?.source),
    target: spokesman(connectivity, to, chosen?.target),
  };
}

function spokesman({ reach, podRanges }: Connectivity, end: End, chosen: ReachEnd | undefined): Spokesman {
  if (end.kind === 'outside') {
    const [first] = end.addresses;
    return { kind: 'external', ip: first === undefined ? '' : formatAddress({ ...first, value: first.first }) };
  }
  const { pods } = end.workload;
  const isChosen = (pod: Resource<Pod>): boolean => chosen?.kind === 'pods' && reach.classOf(pod) === chosen.class;
  const pod = pods.find(isChosen) ?? pods[0];
  return pod === undefined ? { kind: 'external', ip: '' } : { kind: 'pod', pod, ip: '', within: podRanges };
}
