import type { Family, Pod, Protocol, Resource } from '../../engine/model/index.ts';
import { formatAddress } from '../../engine/model/index.ts';
import type { PolicyPeer, PortSet, ReachEnd } from '../../engine/network/policy/index.ts';
import { hasPort } from '../../engine/network/policy/index.ts';
import type { Connectivity, End } from './connectivity.ts';

/** One pod, or one address outside, of those that an end stands for. */
export type Representative = Extract<PolicyPeer, { kind: 'pod' | 'external' }>;

export interface Port {
  readonly protocol: Protocol;
  readonly port: number;
}

/**
 * A pair of pods or addresses of two ends, of which policies are asked for both. Where policies tell the pods of a workload
 * apart, it is a pair that is allowed something, or, where a port is given, that port.
 */
export function representatives(
  connectivity: Connectivity,
  from: End,
  to: End,
  at?: Port,
): { readonly source: Representative; readonly target: Representative } {
  const { reach } = connectivity;
  const pairs = from.ends.flatMap((source) => to.ends.map((target) => ({ source, target })));
  const isOpen = (ports: PortSet): boolean =>
    at === undefined ? ports.bounds.length > 0 : hasPort(ports, at.protocol, at.port);
  const mayMeet = pairs.filter(({ source, target }) => reach.mayMeet(source, target));
  const chosen = mayMeet.find(({ source, target }) => isOpen(reach.between(source, target))) ?? mayMeet[0];
  const family = reach.familyOf(chosen?.source) ?? reach.familyOf(chosen?.target);
  return {
    source: representative(connectivity, from, chosen?.source, family),
    target: representative(connectivity, to, chosen?.target, family),
  };
}

function representative(
  connectivity: Connectivity,
  end: End,
  chosen: ReachEnd | undefined,
  family: Family | undefined,
): Representative {
  if (end.kind === 'outside') {
    const [first] = end.addresses;
    return { kind: 'external', ip: first === undefined ? '' : formatAddress({ ...first, value: first.first }) };
  }
  const { pods } = end.workload;
  const isChosen = (pod: Resource<Pod>): boolean =>
    chosen?.kind === 'pods' && connectivity.reach.classesOf(pod).includes(chosen.class);
  const pod = pods.find(isChosen) ?? pods[0];
  return pod === undefined ? { kind: 'external', ip: '' } : connectivity.podPeer(pod, family);
}
