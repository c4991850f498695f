import { goRegExp } from './go-regexp.ts';
import { pattern, queryClass, queryType, rcode, unsigned } from './go-values.ts';

const MATCHES: readonly string[] = ['exact', 'prefix', 'suffix', 'substring', 'regex'];

/** What is wrong with the words of a rewrite rule (coredns plugin/rewrite/rewrite.go newRule); `undefined` where nothing is. */
export function rewriteFault(words: readonly string[]): string | undefined {
  if (words.length === 0) return 'no rule type specified for rewrite';
  const mode = words[0]?.toLowerCase();
  const hasMode = mode === 'continue' || mode === 'stop';
  if (hasMode && words.length < 2) return `${mode} rule must begin with a rule type`;
  const [type = '', ...args] = hasMode ? words.slice(1) : words;
  switch (type.toLowerCase()) {
    case 'answer':
      return 'response rewrites must begin with a name rule';
    case 'name':
      return nameFault(args);
    case 'class':
      return pairFault(type, args, queryClass);
    case 'type':
      return pairFault(type, args, queryType);
    case 'edns0':
      return ednsFault(args);
    case 'ttl':
      return matchFault('ttl', args, 1) ?? ttlFault(args.at(-1) ?? '');
    case 'cname':
      return cnameFault(args);
    case 'rcode':
      return matchFault('rcode', args, 2) ?? codesFault(args.slice(-2));
    default:
      return `invalid rule type "${type}"`;
  }
}

function pairFault(type: string, args: readonly string[], check: (word: string) => string | undefined) {
  if (args.length !== 2) return `${type.toLowerCase()} rules must have exactly two arguments`;
  return args.map((word) => check(word.toUpperCase())).find((fault) => fault !== undefined);
}

/** `[MATCH] NAME` and so many more words. */
function matchFault(rule: string, args: readonly string[], more: number): string | undefined {
  if (args.length < more + 1) return `too few (${args.length}) arguments for a ${rule} rule`;
  if (args.length > more + 2) return `too many (${args.length}) arguments for a ${rule} rule`;
  if (args.length === more + 1) return undefined;
  const [match = '', name = ''] = args;
  if (!MATCHES.includes(match.toLowerCase())) return `${rule} rule supports only ${matchesText} name matching`;
  return match.toLowerCase() === 'regex' ? pattern(name) : undefined;
}

const matchesText = `${MATCHES.slice(0, -1).join(', ')}, and ${MATCHES.at(-1)}`;

/** `30`, `30-60`, `-60` or `30-` (plugin/rewrite/ttl.go isValidTTL). */
function ttlFault(text: string): string | undefined {
  const fault = `invalid TTL '${text}' for a ttl rule`;
  const [from = '', to, ...rest] = text.split('-');
  if (to === undefined) return unsigned(from) === undefined ? undefined : fault;
  if (rest.length > 0 || text === '-') return fault;
  if ([from, to].some((each) => each !== '' && unsigned(each) !== undefined)) return fault;
  return Number(from) > (to === '' ? 2 ** 31 - 1 : Number(to)) ? fault : undefined;
}

function codesFault(codes: readonly string[]): string | undefined {
  const wrong = codes.find((code) => rcode(code.toUpperCase()) !== undefined && !/^\d+$/.test(code));
  return wrong === undefined ? undefined : `invalid RCODE '${wrong}' for a rcode rule`;
}

function cnameFault(args: readonly string[]): string | undefined {
  if (args.length < 2) return `too few (${args.length}) arguments for a cname rule`;
  if (args.length > 3) return `too many (${args.length}) arguments for a cname rule`;
  if (args.length === 2) return undefined;
  const [match = '', from = ''] = args;
  if (!MATCHES.includes(match)) return `unknown rule type: ${match}`;
  return match === 'regex' ? pattern(from) : undefined;
}

function ednsFault(args: readonly string[]): string | undefined {
  const [type = '', action = ''] = args.map((word) => word.toLowerCase());
  if (args.length < 2) return 'too few arguments for an EDNS0 rule';
  if (!['append', 'replace', 'set', 'unset'].includes(action)) return `invalid action: "${action}"`;
  const lengths: Readonly<Record<string, number>> = { local: 4, nsid: 2, subnet: 4 };
  const most = lengths[type];
  if (most === undefined) return `invalid rule type "${type}"`;
  const wanted = action === 'unset' && type !== 'nsid' ? (type === 'local' ? 3 : 2) : most;
  const given = action !== 'unset' && args.at(-1) === 'revert' ? args.length - 1 : args.length;
  return given === wanted ? undefined : `EDNS0 ${type} rules require ${wanted} words`;
}

function nameFault(args: readonly string[]): string | undefined {
  if (args.length < 2) return 'too few arguments for a name rule';
  const [match = 'exact', from = '', to = '', ...answers] = args.length === 2 ? ['exact', ...args] : args;
  const type = match.toLowerCase();
  const answer = answers.length === 0 ? undefined : answerFault(type, answers);
  if (answer !== undefined) return answer;
  if (!MATCHES.includes(type)) return `name rule supports only ${matchesText} name matching, received: ${type}`;
  if (type === 'regex') return groupsFault(from, to);
  return type === 'exact' && goRegExp(`${to}.`) === 'malformed' ? `invalid regex matching pattern: ${to}` : undefined;
}

/** Whether a replacement speaks of more groups than the pattern has. */
function groupsFault(from: string, to: string): string | undefined {
  const fault = pattern(from);
  const compiled = goRegExp(from);
  if (fault !== undefined) return `invalid regex matching pattern: ${from}`;
  if (typeof compiled === 'string') return undefined;
  const used = new Set(to.match(/\{(?:\d{1,2}|100)\}/g)).size;
  return used > compiled.groups
    ? `the rewrite regex pattern (${to}) uses more subexpressions than its corresponding matching regex pattern (${from})`
    : undefined;
}

/** `answer auto`, `answer name FROM TO`, `answer value FROM TO`, several after another (plugin/rewrite/name.go parseAnswerRules). */
function answerFault(type: string, words: readonly string[]): string | undefined {
  if (words.length < 2) return `invalid arguments for ${type} rule`;
  let [auto, names] = [false, false];
  for (let index = 0; index < words.length; ) {
    if (words[index] === 'answer') index++;
    else if (index === 0) return `exceeded the number of arguments for a non-answer rule argument for ${type} rule`;
    else return `exceeded the number of arguments for an answer rule for ${type} rule`;
    const kind = words[index++];
    if (kind === undefined) return `type missing for answer rule for ${type} rule`;
    if (kind === 'auto') auto = true;
    else if (kind !== 'name' && kind !== 'value') return `invalid type "${kind}" for answer rule for ${type} rule`;
    else {
      const [from, to] = [words[index], words[index + 1]];
      if (from === undefined || to === undefined) return `${kind} answer rule for ${type} rule: 2 arguments required`;
      const fault = groupsFault(from, to);
      if (fault !== undefined) return `${kind} answer rule for ${type} rule: ${fault}`;
      names ||= kind === 'name';
      index += 2;
    }
  }
  return auto && names ? 'auto name answer rule cannot be combined with explicit name anwer rules' : undefined;
}
