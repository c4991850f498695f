import type { Decision, Pod, Resource } from '../../model/index.ts';
import { lazyDecision } from '../../model/index.ts';
import { contestText } from './contest.ts';
import type { Verdict } from './decide.ts';
import { decide, isDrop } from './decide.ts';
import { explainDrop, explainIgnored, explainPass } from './explain.ts';
import type { PodClass } from './pod-class.ts';
import type { Exemption, PolicySet } from './policy-set.ts';
import type { Direction, PolicyQuestion } from './question.ts';
import type { PolicyTable } from './table.ts';
import type { Traffic } from './traffic.ts';
import { trafficOf } from './traffic.ts';

/** What policies decide about one connection; the sentence, rule and near misses are made when they are read. */
export type PolicyDecision = Decision<'pass' | 'drop'>;

const NOT_ISOLATED: Readonly<Record<Direction, PolicyDecision>> = {
  ingress: passBecause('not-isolated', 'no policy isolates ingress'),
  egress: passBecause('not-isolated', 'no policy isolates egress'),
};

const OWN_NODE = passBecause('own-node', "ingress from a pod's own node is always allowed");

/**
 * Judges one side of a connection. Replies are part of the connection; a connection between two pods needs a pass for
 * the source's egress and another for the destination's ingress.
 *
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function judge(table: PolicyTable, question: PolicyQuestion): PolicyDecision {
  const pod = table.classes.of(question.pod);
  if (pod === undefined) return NOT_ISOLATED[question.direction];
  const traffic = trafficOf(table, question);
  if (isFromOwnNode(traffic)) return OWN_NODE;
  const decision = decisionOf(table, pod, traffic);
  return table.enforced.hasTies ? contested(table.enforced, { pod, traffic, decision }) : decision;
}

function decisionOf(table: PolicyTable, pod: PodClass, traffic: Traffic): PolicyDecision {
  const verdict = decide(table.enforced, pod, traffic);
  if (isDrop(verdict)) {
    return lazyDecision('drop', () => explainDrop(table, { set: table.enforced, pod, traffic, verdict }));
  }
  if (table.written === table.enforced) return passOf(table, traffic, verdict);
  const ignored = decide(table.written, pod, traffic);
  if (!isDrop(ignored)) return passOf(table, traffic, verdict);
  return lazyDecision('pass', () => explainIgnored(table, ignored));
}

interface Decided {
  readonly pod: PodClass;
  readonly traffic: Traffic;
  readonly decision: PolicyDecision;
}

/** Adds to the sentence where the verdict hangs on the order of two policies with the same priority. */
function contested(set: PolicySet, { pod, traffic, decision }: Decided): PolicyDecision {
  return lazyDecision(decision.action, () => {
    const { reason, rule, considered } = decision;
    const contest = contestText(set, pod, traffic);
    const text = contest === undefined ? reason.text : `${reason.text}; ${contest}`;
    return { reason: { code: reason.code, text }, rule, considered };
  });
}

function passOf(table: PolicyTable, traffic: Traffic, verdict: Exclude<Verdict, { kind: 'denied' | 'isolated' }>) {
  if (verdict.kind === 'not-isolated') return NOT_ISOLATED[traffic.direction];
  if (verdict.kind === 'exempt') return exempt(table, verdict.because);
  return lazyDecision('pass', () => explainPass(table, traffic, verdict.by));
}

function exempt(table: PolicyTable, because: Exemption): PolicyDecision {
  const { plugin } = table.view.spec.network;
  const what = because === 'icmp' ? 'ICMP' : 'what comes back to its own pod through a Service';
  return passBecause(
    `exempt-${because}`,
    `plugin ${plugin} lets pass ${what}, whichever NetworkPolicy isolates the pod`,
  );
}

/** The kubelet's probes must arrive (networking/v1 NetworkPolicySpec.ingress: "traffic ... from the pod's local node"). */
function isFromOwnNode({ direction, peer, pod }: Traffic): boolean {
  return direction === 'ingress' && peer.kind === 'node' && peer.node === nodeOf(pod);
}

function nodeOf(pod: Resource<Pod>): string | undefined {
  return pod.object.spec?.nodeName;
}

function passBecause(code: string, text: string): PolicyDecision {
  return { action: 'pass', reason: { code, text }, considered: [] };
}
