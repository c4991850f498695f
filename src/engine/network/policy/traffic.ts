import type { Address, Labels, Pod, Resource } from '../../model/index.ts';
import { parseAddress, usesHostNetwork } from '../../model/index.ts';
import type { PodClass } from './pod-class.ts';
import type { PeerRule } from './policy.ts';
import type { PolicyPeer, PolicyQuestion } from './question.ts';
import type { PolicyTable } from './table.ts';

/** A question with everything in it that rules look at, found once. */
export interface Traffic extends PolicyQuestion {
  /** The same before Service translation, where the plugin sees that. */
  readonly untranslated: Traffic | undefined;
  readonly address: Address | undefined;
  /** What selectors see of the peer; `undefined` where no selector of pods may match it. */
  readonly peerClass: PodClass | undefined;
  /** The labels of the node at the other end; `undefined` where that is no node. */
  readonly nodeLabels: Labels | undefined;
  /** The pod on which port names are looked up; `undefined` where the destination is not a pod of its own. */
  readonly destination: Resource<Pod> | undefined;
}

/** Field by field: spreading takes twice the time of all the rest, and this is done for every question. */
export function trafficOf(table: PolicyTable, question: PolicyQuestion): Traffic {
  const { view, classes, plugin } = table;
  const { direction, pod, asked } = question;
  const peer = plugin.hostNetwork === 'pod' ? question.peer : asNode(question.peer);
  const peerPod = peer.kind === 'pod' ? peer.pod : undefined;
  return {
    direction,
    pod,
    peer,
    port: question.port,
    protocol: question.protocol,
    hairpin: question.hairpin === true,
    untranslated: asked === undefined ? undefined : trafficOf(table, untranslated(question, asked)),
    address: parseAddress(peer.ip),
    peerClass: peerPod === undefined ? undefined : classes.of(peerPod),
    nodeLabels: peer.kind === 'node' ? (view.get('Node', peer.node)?.object.metadata?.labels ?? {}) : undefined,
    destination: direction === 'ingress' ? pod : peerPod,
  };
}

function untranslated(question: PolicyQuestion, { ip, port }: NonNullable<PolicyQuestion['asked']>): PolicyQuestion {
  return { ...question, peer: { ...question.peer, ip }, port, asked: undefined };
}

/** What a rule's peer is held against: who selects pods means where they are reached, all others what the packet says. */
export function seenBy(peer: PeerRule, traffic: Traffic): Traffic {
  return peer.kind === 'pods' ? traffic : (traffic.untranslated ?? traffic);
}

/** A pod on the host network has its node's address, and most plugins cannot tell the two apart. */
function asNode(peer: PolicyPeer): PolicyPeer {
  if (peer.kind !== 'pod' || !usesHostNetwork(peer.pod.object)) return peer;
  return { kind: 'node', node: peer.pod.object.spec?.nodeName ?? '', ip: peer.ip };
}
