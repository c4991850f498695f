import type { Address, ClusterView, Labels, Pod, PolicyReading, Resource } from '../../../model/index.ts';
import { parseAddress, usesHostNetwork } from '../../../model/index.ts';
import type { PodClass, PodClasses } from '../compile/pod-class.ts';
import type { PeerRule } from '../contract/peer.ts';
import type { PolicyPeer, PolicyQuestion } from '../contract/question.ts';
import { type AskedService, serviceAskedBy } from './asked-service.ts';

/** A question with everything in it that rules look at, found once. */
export interface Connection extends PolicyQuestion {
  /** The same before Service translation; `undefined` where nothing translates it. */
  readonly untranslated: Connection | undefined;
  /** Before translation: the Service that is asked, none where the address is no cluster IP. `undefined` behind it. */
  readonly asksService: AskedService | 'none' | undefined;
  readonly address: Address | undefined;
  /** What selectors see of the peer; `undefined` where no selector of pods may match it. */
  readonly peerClass: PodClass | undefined;
  /** The labels of the node at the other end; `undefined` where that is no node. */
  readonly nodeLabels: Labels | undefined;
  /** The pod on which port names are looked up; `undefined` where the destination is not a pod of its own. */
  readonly destination: Resource<Pod> | undefined;
}

/** What the ends of a connection are found by. */
interface Surroundings {
  readonly view: ClusterView;
  readonly classes: PodClasses;
  readonly reading: PolicyReading;
}

/** Field by field: spreading takes twice the time of all the rest, and this is done for every question. */
export function connectionOf(
  around: Surroundings,
  question: PolicyQuestion,
  asksService?: Connection['asksService'],
): Connection {
  const { view, classes, reading } = around;
  const { direction, pod, asked } = question;
  const peer = reading.hostNetwork === 'pod' ? question.peer : asNode(question.peer);
  const peerPod = peer.kind === 'pod' ? peer.pod : undefined;
  return {
    direction,
    pod,
    peer,
    port: question.port,
    protocol: question.protocol,
    hairpin: question.hairpin === true,
    untranslated: asked === undefined ? undefined : connectionBefore(around, question, asked),
    asksService,
    address: parseAddress(peer.ip),
    peerClass: peerPod === undefined ? undefined : classes.of(peerPod),
    nodeLabels: peer.kind === 'node' ? (view.get('Node', peer.node)?.object.metadata.labels ?? {}) : undefined,
    destination: direction === 'ingress' ? pod : peerPod,
  };
}

function connectionBefore(
  around: Surroundings,
  question: PolicyQuestion,
  asked: NonNullable<PolicyQuestion['asked']>,
): Connection {
  return connectionOf(around, untranslated(question, asked), serviceAskedBy(around.view, asked.ip) ?? 'none');
}

function untranslated(question: PolicyQuestion, { ip, port }: NonNullable<PolicyQuestion['asked']>): PolicyQuestion {
  return { ...question, peer: { ...question.peer, ip }, port, asked: undefined };
}

/** The connection as the packet is where a rule's peer looks at it. */
export function seenBy({ at }: PeerRule, connection: Connection): Connection {
  return at === 'before-translation' ? (connection.untranslated ?? connection) : connection;
}

/** A pod on the host network has its node's address, and most plugins cannot tell the two apart. */
function asNode(peer: PolicyPeer): PolicyPeer {
  if (peer.kind !== 'pod' || !usesHostNetwork(peer.pod.object)) return peer;
  return { kind: 'node', node: peer.pod.object.spec.nodeName ?? '', ip: peer.ip };
}
