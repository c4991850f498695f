import type { ClusterView, Hop, RuleRef, Trace } from '../../engine/model/index.ts';
import { type Direction, type PolicyPeer, type PolicyTable, passedOn } from '../../engine/network/policy/index.ts';
import { podAt } from './pod-at.ts';

/** The peers of the Pass rules that left a hop to the next tier. */
export function passRulesOf(table: PolicyTable, { stage, place, before }: Hop, { to }: Trace): readonly RuleRef[] {
  if (stage !== 'ingress' && stage !== 'egress') return [];
  const { view } = table;
  const direction: Direction = stage;
  const pod = place.pod === undefined ? undefined : view.get('Pod', place.pod.name, place.pod.namespace);
  const { source, destination, port } = before;
  if (pod === undefined) return [];
  const peer = peerAt(view, direction === 'ingress' ? source : destination);
  return passedOn(table, { direction, pod, peer, port, protocol: to.protocol });
}

function peerAt(view: ClusterView, ip: string): PolicyPeer {
  const pod = podAt(view, ip);
  if (pod !== undefined) return { kind: 'pod', pod, ip };
  const node = view.spec.nodes.find(({ addresses }) => addresses.includes(ip));
  return node === undefined ? { kind: 'external', ip } : { kind: 'node', node: node.name, ip };
}
