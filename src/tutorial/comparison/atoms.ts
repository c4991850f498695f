/** The smallest parts of a text that mean something by themselves. */
export type AtomKind =
  | 'address'
  | 'chain'
  | 'cidr'
  | 'digest'
  | 'duration'
  | 'mac'
  | 'mark'
  | 'number'
  | 'pattern'
  | 'time'
  | 'uid'
  | 'wildcard'
  | 'word';

/** One part; white space between parts is left out. */
export interface Atom {
  readonly kind: AtomKind;
  readonly text: string;
}

const TIME = [
  String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z| ?[+-]\d\d:?\d\d| UTC)?(?: UTC)?(?: m=\+[\d.]+)?`,
  String.raw`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d(?: [+-]\d{4}| [A-Z]{3,4})?`,
  String.raw`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d(?: [A-Z]{3,4})? \d{4}`,
  String.raw`\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4})?`,
  String.raw`\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d`,
  String.raw`\d{1,2}:\d\d:\d\d(?:\.\d+)?(?: ?[AP]M)?\b`,
].join('|');

/** `<some-time>`, as authors write for what changes; not `<none>`, which kubectl prints, nor an element of HTML. */
const PLACEHOLDER = String.raw`<(?!(?:none|unset|pending|nodes?|unknown|invalid|any|error|nil|html|head|body|title|style|script|meta|link|h[1-6]|p|a|em|b|i|br|hr|ul|ol|li|div|span|pre|code|center|address|strong|table|tr|td|th|thead|tbody|img|form|input|button|label|nav|main|section|article|footer|header|svg|path)\b)[A-Za-z][\w .:-]{0,60}>`;

const RULES: readonly (readonly [AtomKind, string])[] = [
  ['uid', String.raw`\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`],
  ['time', TIME],
  ['mac', String.raw`\b(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}\b`],
  ['cidr', String.raw`\b\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}\b`],
  ['address', String.raw`\b\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)`],
  ['wildcard', String.raw`\b(?:\d{1,3}|[xXyYzZ*]{1,3})(?:\.(?:\d{1,3}|[xXyYzZ*]{1,3})){3}(?![\w.-])`],
  ['address', String.raw`(?<![\w:.])(?:[0-9a-f]{1,4}:){1,7}(?::[0-9a-f]{1,4}){1,7}(?![\w:])`],
  ['address', String.raw`(?<![\w:.])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])`],
  ['address', String.raw`(?<![\w:.])(?:[0-9a-f]{1,4}:){1,7}:(?![\w:])`],
  ['chain', String.raw`\bKUBE-(?:SVC|SEP|FW|XLB|EXT|SVL)-[A-Z0-9]{16}\b`],
  ['wildcard', String.raw`\.{3,}|…|${PLACEHOLDER}|\[(?:snip|omitted|truncated)\]`],
  ['digest', String.raw`\b(?:sha256:)?[0-9a-f]{64}\b`],
  ['duration', String.raw`\b(?:\d+(?:\.\d+)?(?:ms|us|µs|ns|y|d|h|m|s))+\b`],
  ['number', String.raw`\b\d+(?:\.\d+)?(?![\w-])`],
  ['word', String.raw`[\p{L}\p{N}_]+(?:-+[\p{L}\p{N}_]+)*`],
  ['mark', String.raw`\S`],
];

const PATTERN = new RegExp(RULES.map(([, source]) => `(${source})`).join('|'), 'gu');

/** The atoms of a text, at most `limit` of them. */
export function atomsOf(text: string, limit = 4000): readonly Atom[] {
  const atoms: Atom[] = [];
  for (const match of text.matchAll(PATTERN)) {
    const index = match.slice(1).findIndex((group) => group !== undefined);
    const kind = RULES[index]?.[0] ?? 'mark';
    atoms.push({ kind: kind === 'word' && /x{3,}|X{3,}/.test(match[0]) ? 'pattern' : kind, text: match[0] });
    if (atoms.length >= limit) break;
  }
  return atoms;
}

/** Whether a word of the page with runs of x in it, such as `web-xxxxx`, stands for the other word. */
export function meetsPattern(pattern: string, word: string): boolean {
  const parts = pattern.split(/[xX]{3,}/);
  const last = parts.at(-1) ?? '';
  let at = (parts[0] ?? '').length;
  if (!word.startsWith(parts[0] ?? '') || !word.endsWith(last)) return false;
  // Each run stands for a letter at least: the nearest place for each part leaves most to those behind it.
  for (const part of parts.slice(1, -1)) {
    const found = word.indexOf(part, at + 1);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at + 1 <= word.length - last.length;
}
