import type { Protocol } from '../../engine/model/index.ts';
import { formatAddress, formatRef, namedPort, PROTOCOLS, podIPs } from '../../engine/model/index.ts';
import type {
  Candidate,
  Direction,
  PolicyPeer,
  PolicyQuestion,
  PolicyRule,
  RuleVerdict,
} from '../../engine/network/policy/index.ts';
import { connectionOf, matches, protocolsOf, rangesOf } from '../../engine/network/policy/index.ts';
import type { Actor, PodGroup, PolicyUse } from './policy-scene.ts';
import { DIRECTIONS } from './policy-scene.ts';
import type { Scene } from './scene.ts';

/** How many connections may still be tried; once it is used up, the answer is `unknown`. */
export interface Budget {
  left: number;
}

/** A connection about which two policies disagree, so that it matters which of them is asked first. */
export interface Disagreement {
  /** `Pod default/api to Pod default/web on 80/TCP`. */
  readonly connection: string;
  readonly one: RuleVerdict;
  readonly other: RuleVerdict;
}

/**
 * Looks for a connection that reaches both policies of a tier and that they decide differently: `undefined` where there
 * is none among the pods, nodes and ports that tell their rules apart, `unknown` where there are too many to try.
 */
export function disagreementOf(
  scene: Scene,
  [one, other]: readonly [PolicyUse, PolicyUse],
  budget: Budget,
): Disagreement | 'unknown' | undefined {
  const shared = new Set(other.groups);
  for (const group of one.groups.filter((each) => shared.has(each))) {
    for (const direction of DIRECTIONS) {
      const lists = candidatesOf(scene, { group, direction, one, other });
      if (lists === undefined) continue;
      for (const { question, peer } of questionsOf(scene, group, {
        direction,
        candidates: [...lists.one, ...lists.other],
      })) {
        if (budget.left-- <= 0) return 'unknown';
        const found = judge(scene, question, lists);
        if (found !== undefined) return { connection: connectionText(question, { group, peer }), ...found };
      }
    }
  }
  return undefined;
}

interface Lists {
  /** What is asked before either of the two. */
  readonly before: readonly Candidate[];
  readonly one: readonly Candidate[];
  readonly other: readonly Candidate[];
}

interface Place {
  readonly group: PodGroup;
  readonly direction: Direction;
  readonly one: PolicyUse;
  readonly other: PolicyUse;
}

function candidatesOf({ policies }: Scene, { group, direction, one, other }: Place): Lists | undefined {
  const step = policies.steps(group, direction).find(({ tier }) => tier === one.policy.tier);
  if (step === undefined) return undefined;
  const of = ({ policy }: PolicyUse): readonly Candidate[] => step.candidates.filter((each) => each.policy === policy);
  const first = step.candidates.findIndex(({ policy }) => policy === one.policy || policy === other.policy);
  const lists = { before: step.candidates.slice(0, Math.max(first, 0)), one: of(one), other: of(other) };
  return lists.one.length === 0 || lists.other.length === 0 ? undefined : lists;
}

function judge(scene: Scene, question: PolicyQuestion, lists: Lists): Omit<Disagreement, 'connection'> | undefined {
  const connection = connectionOf(scene.policies.table, question);
  const verdictOf = (candidates: readonly Candidate[]) =>
    candidates.find((candidate) => matches(candidate, connection))?.rule.verdict;
  const [one, other] = [verdictOf(lists.one), verdictOf(lists.other)];
  if (one === undefined || other === undefined || one === other || verdictOf(lists.before) !== undefined)
    return undefined;
  return { one, other };
}

interface Asked {
  readonly direction: Direction;
  readonly candidates: readonly Candidate[];
}

interface Asking {
  readonly question: PolicyQuestion;
  readonly peer: Peer;
}

/** Every peer with every port at which some rule begins, and those right behind its end. */
function* questionsOf(scene: Scene, group: PodGroup, { direction, candidates }: Asked): Generator<Asking> {
  const [actor] = group.actors;
  if (actor === undefined) return;
  const rules = [...new Set(candidates.map(({ rule }) => rule))];
  for (const peer of peersOf(scene, candidates, group)) {
    const destination = direction === 'ingress' ? actor : peer.actor;
    for (const port of portsOf(rules, destination)) {
      yield { question: { direction, pod: actor.pod, peer: peer.peer, ...port }, peer };
    }
  }
}

interface Peer {
  readonly name: string;
  readonly peer: PolicyPeer;
  readonly actor?: Actor;
}

/** Pods of other workloads that somebody wrote come first, since they make the better example; the pod itself last. */
function peersOf({ view, policies }: Scene, candidates: readonly Candidate[], own: PodGroup): readonly Peer[] {
  const others = policies.groups.filter((group) => group !== own).flatMap(({ actors }) => actors.slice(0, 1));
  const [written, builtin] = [true, false].map((is) => others.filter(({ workload }) => workload.written === is));
  const outside = new Set(candidates.flatMap(({ peer }) => addressesIn(peer)));
  return [
    ...[...(written ?? []), ...own.actors.slice(1, 2), ...(builtin ?? []), ...own.actors.slice(0, 1)].map(podPeer),
    ...view.spec.nodes.map(
      ({ name, addresses: [ip = ''] }): Peer => ({ name: `node ${name}`, peer: { kind: 'node', node: name, ip } }),
    ),
    ...[...outside].map((ip): Peer => ({ name: ip, peer: { kind: 'external', ip } })),
  ];
}

function podPeer(actor: Actor): Peer {
  const [ip = ''] = podIPs(actor.pod.object);
  return { name: formatRef(actor.workload.ref), actor, peer: { kind: 'pod', pod: actor.pod, ip } };
}

/** An address of each range that a peer names, and of each that it leaves out. */
function addressesIn(peer: Candidate['peer']): readonly string[] {
  return rangesOf(peer).map(({ family, first }) => formatAddress({ family, value: first }));
}

function portsOf(
  rules: readonly PolicyRule[],
  destination: Actor | undefined,
): readonly { port: number; protocol: Protocol }[] {
  const starts = new Map(PROTOCOLS.map((protocol) => [protocol, new Set([1])]));
  const add = (protocol: Protocol, from: number, to: number): void => {
    starts.get(protocol)?.add(from);
    if (to < 65_535) starts.get(protocol)?.add(to + 1);
  };
  for (const port of rules.flatMap((rule) => rule.traffic)) {
    if (port.kind === 'range') add(port.protocol, port.from, port.to);
    if (port.kind !== 'named' || destination === undefined) continue;
    for (const protocol of protocolsOf(port)) {
      const number = namedPort(destination.pod.object, port.name, protocol);
      if (number !== undefined) add(protocol, number, number);
    }
  }
  return [...starts].flatMap(([protocol, ports]) => [...ports].map((port) => ({ port, protocol })));
}

function connectionText(
  { direction, port, protocol }: PolicyQuestion,
  { group, peer }: { readonly group: PodGroup; readonly peer: Peer },
): string {
  const [actor] = group.actors;
  const own = actor === undefined ? '' : formatRef(actor.workload.ref);
  const ends = direction === 'ingress' ? `${peer.name} to ${own}` : `${own} to ${peer.name}`;
  return `${ends} on ${port}/${protocol}`;
}
