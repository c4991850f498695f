import { needExplained } from '../../backends/index.ts';
import type { Address, Branch, ObjectRef, Outcome, Trace, Via } from '../../engine/model/index.ts';
import { firstNames, formatSocket, qualifiedName } from '../../engine/model/index.ts';
import { isPolicyKind } from '../../engine/network/policy/index.ts';
import { type DestinationQuery, meetsAddress, type Phrase, readAddressPattern } from '../../grammar/index.ts';
import { explainTrace, traceEvidence } from '../../report/index.ts';
import { failExpectation } from '../failure.ts';
import type { Scope } from '../scope.ts';
import { type Destination, findDestination } from './destination.ts';

/** Holds if every way ends at the destination, addressed as `via` says where that is given. */
export function expectReaches(
  trace: Trace,
  destination: string | Phrase<DestinationQuery>,
  via: Via | undefined,
  scope: Scope,
): void {
  if (via !== undefined) needExplained(trace);
  const wanted = findDestination(scope.view, destination, scope.namespace);
  const meets = (branch: Branch) =>
    branch.outcome === 'connected' && wanted.meets(branch) && (via === undefined || branch.via === via);
  const odd = trace.branches.filter((branch) => !meets(branch));
  if (odd.length === 0) return;
  const how = via === undefined ? '' : ` via ${via}`;
  failExpectation(`it reaches ${wanted.text}${how}`, describe(trace, odd), traceEvidence(trace));
}

/** Holds if at least one of the ways ends at the destination: the client may be lucky. */
export function expectMayReach(trace: Trace, destination: string | Phrase<DestinationQuery>, scope: Scope): void {
  const wanted: Destination = findDestination(scope.view, destination, scope.namespace);
  if (trace.branches.some((branch) => branch.outcome === 'connected' && wanted.meets(branch))) return;
  failExpectation(`it may reach ${wanted.text}`, describe(trace, trace.branches), traceEvidence(trace));
}

/** Holds if every way ends with the outcome. */
export function expectOutcome(trace: Trace, outcome: Outcome): void {
  if (trace.outcome === outcome) return;
  const odd = trace.branches.filter((branch) => branch.outcome !== outcome);
  failExpectation(`it ${OUTCOME_PHRASE[outcome]}`, describe(trace, odd), traceEvidence(trace));
}

const OUTCOME_PHRASE: Readonly<Record<Outcome, string>> = {
  connected: 'connects',
  refused: 'is refused',
  timeout: 'times out',
  unresolved: 'fails to resolve',
  unreachable: 'is unreachable',
  unknown: 'is unknown',
};

/** Holds if every way connects, and the ways lead to exactly so many pods. */
export function expectBalanced(trace: Trace, count: number): void {
  const pods = new Set(
    trace.branches.flatMap(({ endpoint }) => (endpoint?.kind === 'Pod' ? qualifiedName(endpoint) : [])),
  );
  if (trace.reach === 'always' && pods.size === count) return;
  const failed = trace.branches.filter(({ outcome }) => outcome !== 'connected');
  const found =
    failed.length > 0 ? describe(trace, failed) : `it is balanced over ${pods.size}: ${firstNames([...pods].sort())}`;
  failExpectation(`it is balanced over ${count} ${count === 1 ? 'pod' : 'pods'}`, found, traceEvidence(trace));
}

/** Holds if every listener sees that source address; `x` stands for any octet. */
export function expectSourceSeen(trace: Trace, address: string): void {
  const pattern = readAddressPattern(address);
  const isSeen = (ip: Address | null) => ip !== null && pattern !== undefined && meetsAddress(pattern, { ip: ip.text });
  const odd = trace.branches.filter(({ sourceSeen }) => !isSeen(sourceSeen));
  if (odd.length === 0) return;
  const seen = [...new Set(trace.branches.map(({ sourceSeen }) => sourceSeen?.text ?? 'nothing'))];
  failExpectation(`the source address seen is ${address}`, `it sees ${firstNames(seen)}`, traceEvidence(trace));
}

/**
 * Holds if a policy of that name drops every way, or the question to the DNS that the way begins with: `db/allow-web`, or
 * a name alone in whatever namespace. A pod that several policies isolate is denied by each.
 */
export function expectDeniedBy(trace: Trace, policy: string): void {
  needExplained(trace);
  const denied = ({ hops, outcome }: Branch): boolean => {
    const last = hops.at(-1);
    if (last === undefined || outcome === 'connected') return false;
    return (last.decidedBy ?? []).some(({ part, rule }) => part !== 'passes' && isNamedPolicy(rule.ref, policy));
  };
  const odd = trace.branches.filter((branch) => !denied(branch));
  if (odd.length === 0) return;
  failExpectation(`it is denied by network policy ${policy}`, describe(trace, odd), traceEvidence(trace));
}

/** Holds if the trace, as people read it, contains the text. */
export function expectExplained(trace: Trace, text: string): void {
  needExplained(trace);
  const told = explainTrace(trace);
  if (!told.includes(text)) failExpectation(`the explanation contains "${text}"`, 'it does not', traceEvidence(trace));
}

/** Whether an object is the policy that a sentence names, with its namespace or by its name alone. */
export function isNamedPolicy(ref: ObjectRef, wanted: string): boolean {
  return isPolicyKind(ref.kind) && (qualifiedName(ref) === wanted || ref.name === wanted);
}

const LISTED = 3;

/** What happened on the ways that did not meet the expectation. */
function describe(trace: Trace, odd: readonly Branch[]): string {
  const { length: total } = trace.branches;
  const connected = trace.branches.filter(({ outcome }) => outcome === 'connected').length;
  const flaky = trace.outcome === 'flaky' && connected > 0 ? `flaky: ${connected} of ${total} connect; ` : '';
  const texts = [...new Set(odd.map(describeBranch))];
  const more = texts.length > LISTED ? `; and ${texts.length - LISTED} more` : '';
  return `${flaky}${texts.slice(0, LISTED).join('; ')}${more}`;
}

function describeBranch({ outcome, endpoint, via, hops }: Branch): string {
  if (endpoint === null) return `it ${OUTCOME_PHRASE[outcome]}: ${hops.at(-1)?.reason.text ?? ''}`;
  const how = via === null ? '' : ` via ${via}`;
  return `it reaches ${endpoint.kind.toLowerCase()} ${qualifiedName(endpoint)} at ${formatSocket(endpoint.ip?.text ?? '', endpoint.port)}${how}`;
}
