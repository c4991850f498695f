import type { Decider, Decision, Pod, Resource } from '../../model/index.ts';
import { lazyDecision } from '../../model/index.ts';
import type { PodClass } from './compile/pod-class.ts';
import type { PolicySet } from './compile/policy-set.ts';
import type { PolicyTable } from './compile/table.ts';
import type { Direction, PolicyQuestion } from './contract/question.ts';
import { type Connection, connectionOf } from './decide/connection.ts';
import { decide, type Exemption, isDrop, type Verdict } from './decide/decide.ts';
import { decidersOf } from './decide/deciders.ts';
import { explainDrop, explainIgnored, explainPass, passesTold } from './explain/explain.ts';
import { tieText } from './explain/ties.ts';

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
  const connection = connectionOf(table, question);
  if (isFromOwnNode(connection)) return OWN_NODE;
  const decision = decisionOf(table, pod, connection);
  return table.enforced.hasTies ? withTie(table.enforced, { pod, connection, decision }) : decision;
}

function decisionOf(table: PolicyTable, pod: PodClass, connection: Connection): PolicyDecision {
  const verdict = decide(table.enforced, pod, connection);
  const decidedBy = () => decidersOf(table, verdict, connection);
  if (isDrop(verdict)) {
    const explain = () => explainDrop(table, { set: table.enforced, pod, connection, verdict });
    return lazyDecision('drop', explain, decidedBy);
  }
  if (table.written !== table.enforced) {
    const ignored = decide(table.written, pod, connection);
    if (isDrop(ignored)) {
      const explain = () => explainIgnored(table, ignored, verdict.passes);
      return lazyDecision('pass', explain, decidedBy);
    }
  }
  return passOf(table, connection, verdict);
}

interface Decided {
  readonly pod: PodClass;
  readonly connection: Connection;
  readonly decision: PolicyDecision;
}

/** Adds to the sentence where the verdict hangs on the order of two policies with the same priority. */
function withTie(set: PolicySet, { pod, connection, decision }: Decided): PolicyDecision {
  const explain = () => {
    const { reason, rule, considered } = decision;
    const tie = tieText(set, pod, connection);
    const text = tie === undefined ? reason.text : `${reason.text}; ${tie}`;
    return { reason: { code: reason.code, text }, rule, considered };
  };
  return lazyDecision(decision.action, explain, () => decision.decidedBy ?? NOBODY);
}

const NOBODY: readonly Decider[] = [];

type Passed = Exclude<Verdict, { kind: 'denied' | 'isolated' }>;

function passOf(table: PolicyTable, connection: Connection, verdict: Passed): PolicyDecision {
  const decidedBy = () => decidersOf(table, verdict, connection);
  switch (verdict.kind) {
    case 'allowed':
      return lazyDecision('pass', () => explainPass(table, connection, verdict), decidedBy);
    case 'not-isolated':
      return withPasses(table, NOT_ISOLATED[connection.direction], verdict, decidedBy);
    case 'exempt':
      return withPasses(table, exempt(table, verdict.because, verdict.by[0]?.ref.kind ?? ''), verdict, decidedBy);
  }
}

/** Adds the rules that passed the decision on, where no tier behind them made it. */
function withPasses(
  table: PolicyTable,
  decision: PolicyDecision,
  { passes }: Passed,
  decidedBy: () => readonly Decider[],
): PolicyDecision {
  if (passes.length === 0) return decision;
  const { action, reason, rule } = decision;
  return lazyDecision(action, () => ({ reason, rule, considered: passesTold(table, passes) }), decidedBy);
}

function exempt(table: PolicyTable, because: Exemption, kind: string): PolicyDecision {
  const { plugin } = table.view.spec.network;
  const what = because === 'icmp' ? 'ICMP' : 'what comes back to its own pod through a Service';
  return passBecause(`exempt-${because}`, `plugin ${plugin} lets pass ${what}, whichever ${kind} isolates the pod`);
}

/** The kubelet's probes must arrive (networking/v1 NetworkPolicySpec.ingress: "traffic ... from the pod's local node"). */
function isFromOwnNode({ direction, peer, pod }: Connection): boolean {
  return direction === 'ingress' && peer.kind === 'node' && peer.node === nodeOf(pod);
}

function nodeOf(pod: Resource<Pod>): string | undefined {
  return pod.object.spec.nodeName;
}

function passBecause(code: string, text: string): PolicyDecision {
  return { action: 'pass', reason: { code, text }, considered: [] };
}
