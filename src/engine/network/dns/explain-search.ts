import type { Considered, Rcode } from '../../model/index.ts';
import { ruleKey } from '../../model/index.ts';
import type { Outcome } from './ask-servers.ts';
import { explanationOf } from './explanation-of.ts';
import { displayName } from './names.ts';
import type { Search } from './search.ts';
import type { Answer, Explanation } from './zone.ts';

const MOST = 6;

/** The rcode that a client would report for the outcome. */
export function rcodeFor(outcome: Outcome): Rcode {
  switch (outcome) {
    case 'answered':
    case 'nodata':
      return 'NOERROR';
    case 'nxdomain':
      return 'NXDOMAIN';
    case 'servfail':
      return 'SERVFAIL';
    case 'refused':
    case 'rejected':
      return 'REFUSED';
    case 'timeout':
      return 'TIMEOUT';
  }
}

/** Says in one sentence why a look-up ended as it did; near misses come from every name that was tried. */
export function explainSearch(search: Search): Explanation {
  const answers = search.attempts.flatMap((attempt) => attempt.answers);
  if (search.outcome === 'answered') return explained(answers.find(({ records }) => records.length > 0));
  const considered = nearest(answers);
  const failed = serverFailure(search);
  if (failed !== undefined) return { ...failed, considered };
  const decisive = decisiveAnswer(search, answers);
  if (decisive !== undefined) return { ...explained(decisive), considered };
  const names = search.attempts.map(({ name }) => displayName(name));
  const outside = answers.find(({ reason }) => reason.code === 'unknown-external-host')?.reason.text;
  const alien = outside !== undefined && considered.length === 0 && names.at(-1)?.includes('.') === true;
  const text = textOf(search, names) + (alien ? ` (${outside})` : '');
  return { reason: { code: codeOf(search), text }, considered };
}

// An answer with a rule names an object that exists. The only answer of a search has a reason of its own, which says more
// than that no name of the search list exists.
function decisiveAnswer(search: Search, answers: readonly Answer[]): Answer | undefined {
  if (search.outcome === 'nodata') {
    return search.skipped === 'nodata' ? undefined : answers.find(({ rcode }) => rcode === 'NOERROR');
  }
  const ruled = answers.find((each) => each.rule !== undefined && !isStray(each));
  if (ruled !== undefined || search.attempts.length > 1) return ruled;
  return search.skipped === undefined || answers[0]?.reason.code !== 'unknown-external-host' ? answers[0] : undefined;
}

// `cart.shop` could be the endpoint `cart` of a Service `shop`; who writes it means the Service `cart` of namespace `shop`.
function isStray(answer: Answer): boolean {
  return answer.reason.code === 'no-such-endpoint' && answer.considered.length === 0;
}

function explained(answer: Answer | undefined): Explanation {
  if (answer !== undefined) return explanationOf(answer);
  return { reason: { code: 'no-such-name', text: 'no server was asked' }, considered: [] };
}

function nearest(answers: readonly Answer[]): readonly Considered[] {
  const all = answers.flatMap(({ considered }) => considered);
  const distinct = new Map(all.map((each) => [`${ruleKey(each.rule)} ${each.mismatch}`, each]));
  return [...distinct.values()].slice(0, MOST);
}

function serverFailure(search: Search): Pick<Explanation, 'reason' | 'rule'> | undefined {
  const servers = [...new Set(search.attempts.flatMap(({ queries }) => queries.map(({ server }) => server)))].join(
    ', ',
  );
  const said = search.attempts.flatMap(({ failures }) => failures)[0];
  const because = said === undefined ? '' : `: ${said.reason.text}`;
  const rule = said?.rule === undefined ? {} : { rule: said.rule };
  switch (search.outcome) {
    case 'timeout':
      return { reason: { code: 'dns-timeout', text: `no answer from nameserver ${servers}` } };
    case 'rejected':
    case 'refused':
      return { reason: { code: 'dns-refused', text: `nameserver ${servers} refuses the question${because}` }, ...rule };
    case 'servfail':
      return { reason: { code: 'dns-servfail', text: `nameserver ${servers} fails (SERVFAIL)${because}` }, ...rule };
    default:
      return undefined;
  }
}

function codeOf(search: Search): string {
  switch (search.skipped) {
    case 'enough-dots':
      return 'not-searched';
    case 'line-too-long':
      return 'search-line-too-long';
    case 'nodata':
      return 'nodata-ends-search';
    default:
      return 'no-such-name';
  }
}

function textOf(search: Search, names: readonly string[]): string {
  const [last = ''] = names.slice(-1);
  switch (search.skipped) {
    case 'enough-dots':
      return `${last} does not exist, and musl does not search for a name with as many dots as ndots says`;
    case 'line-too-long':
      return `${last} does not exist, and musl ignores a search line of more than 254 characters`;
    case 'nodata':
      return `${last} exists without such a record, and musl tries no further name`;
    default:
      return `no name of the search list exists: ${names.join(', ')}`;
  }
}
