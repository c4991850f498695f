import type { Bindings } from './bindings.ts';
import { compareDescriptions } from './descriptions/compare-descriptions.ts';
import { type Difference, type Findings, lastLine, linesOf, type PageLine, type Texts } from './difference.ts';
import { compareEnvironment, isEnvironment } from './files/compare-environment.ts';
import { compareHosts } from './files/compare-hosts.ts';
import { compareInterfaces } from './files/compare-interfaces.ts';
import { compareResolvConf } from './files/compare-resolv-conf.ts';
import { compareSockets } from './files/compare-sockets.ts';
import { type Form, formOf } from './form.ts';
import type { KnownTokens } from './known.ts';
import { compareContained, compareExactly } from './lines/compare-exactly.ts';
import { compareLines } from './lines/compare-lines.ts';
import { compareRules } from './lines/compare-rules.ts';
import { compareMessages, isMessage } from './messages/compare-messages.ts';
import { compareLookUps } from './names/compare-lookups.ts';
import { comparePings } from './names/compare-pings.ts';
import { isElision, isNoise } from './noise.ts';
import { compareTables } from './tables/compare-tables.ts';
import { headingsOf } from './tables/row.ts';
import { compareFlat, isFlat } from './trees/compare-flat.ts';
import { compareTrees } from './trees/compare-trees.ts';
import { compareAnswers } from './web/compare-answers.ts';

/** How a page's author wants an output compared; without a word of theirs, by its meaning. */
export type CompareMode = 'contains' | 'exact' | 'lines' | 'none';

/** An output of a page, and what the cluster printed there. */
export interface Comparison {
  readonly printed: readonly PageLine[];
  /** What a terminal shows of the command: standard output and standard error in their order. */
  readonly actual: string;
  /** What else it may print, where the cluster chooses at random: the page may show any of them. */
  readonly alternatives?: readonly string[];
  /** The simulated programs that ran, each with its arguments. */
  readonly commands: readonly (readonly string[])[];
  readonly mode?: CompareMode;
  /** Something was just changed: workloads may be on their way where the page shows them. */
  readonly moving?: boolean;
  readonly bindings: Bindings;
  readonly known: KnownTokens;
}

/** What differs, and which tokens stand for each other from here on. */
export interface Verdict {
  readonly differences: readonly Difference[];
  readonly bindings: Bindings;
  /** Whether the page prints anything that could be compared: not where all of it is noise, or nobody wants it. */
  readonly judged: boolean;
  /** Which output the page is nearest to: 0 is `actual`, 1 the first alternative. */
  readonly nearest: number;
}

/**
 * Compares what a page prints under a command with what the cluster printed, by meaning: addresses, generated names and
 * chosen ports stand for each other one to one; ages, widths and the words of other versions do not matter; names,
 * counts and states do.
 *
 * The bindings of a verdict that differs hold the pairs of what did agree.
 */
export function compare(comparison: Comparison): Verdict {
  const outputs = [comparison.actual, ...(comparison.alternatives ?? [])];
  let best: Verdict | undefined;
  for (const [nearest, actual] of outputs.entries()) {
    const verdict = compareOne({ ...comparison, actual }, nearest);
    if (verdict.differences.length === 0) return verdict;
    if (best === undefined || verdict.differences.length < best.differences.length) best = verdict;
  }
  return best ?? { differences: [], bindings: comparison.bindings, judged: false, nearest: 0 };
}

/** Longer outputs are compared line by line, as they are written. */
const MOST_PAIRS = 100_000;
/** What stands further right on a line is not read. */
const LONGEST = 2_000;

function shortened({ line, text }: PageLine): PageLine {
  return { line, text: text.slice(0, LONGEST) };
}

function compareOne(
  { printed, actual, commands, mode, moving = false, bindings, known }: Comparison,
  nearest: number,
): Verdict {
  const lines = linesOf(actual);
  if (mode === 'none') return { differences: [], bindings, judged: false, nearest };
  const judged = printed.map(shortened).some(({ text }) => !isNoise(text) && !isElision(text));
  if (mode === 'exact') return { differences: compareExactly(printed, lines), bindings, judged, nearest };
  if (mode === 'contains') return { differences: compareContained(printed, lines), bindings, judged, nearest };
  if (!judged) return { differences: [], bindings, judged, nearest };
  if (printed.length * lines.length > MOST_PAIRS) {
    return { differences: compareContained(printed, lines), bindings, judged, nearest };
  }
  const argv = commands[0] ?? [];
  const settled = bindings.settled(known);
  const isHistory = argv.includes('rollout') && argv.includes('history');
  const plain = (text: string) => (isHistory ? withoutOldKind(text) : text);
  const texts: Texts = {
    printed: dedented(withoutEmptyList(printed.map(shortened).filter(({ text }) => !isNoise(text)))).map(
      ({ line, text }) => ({ line, text: plain(text) }),
    ),
    actual: lines.map((text) => plain(text.slice(0, LONGEST))).filter((text) => !isNoise(text)),
    bindings: settled,
    known,
    argv,
    moving,
  };
  const findings = mode === 'lines' ? compareLines(texts) : compareByForm(texts, commands);
  return { ...findings, judged, nearest };
}

/** Until 1.16, a history began with `deployments "web"`, and does with `deployment.apps/web` since. */
function withoutOldKind(text: string): string {
  return text.replace(
    /^(deployment|daemonset|statefulset)s?(?:\.\w+)?(?:\/| ")([\w.-]+)"?(?: with revision.*)?\s*$/,
    '$1/$2',
  );
}

/** kubectl said that nothing is found beside the error that tells which, until 1.15. */
function withoutEmptyList(lines: readonly PageLine[]): readonly PageLine[] {
  if (!lines.some(({ text }) => text.startsWith('Error from server (NotFound)'))) return lines;
  return lines.filter(({ text }) => text.trim() !== 'No resources found.');
}

/** Without the indentation that all lines have. */
function dedented(lines: readonly PageLine[]): readonly PageLine[] {
  const widths = lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text }) => text.length - text.trimStart().length);
  const common = widths.length === 0 ? 0 : Math.min(...widths);
  return lines.map(({ line, text }) => ({ line, text: text.slice(common).trimEnd() }));
}

type Comparer = (texts: Texts) => Findings;

const COMPARERS: Readonly<Record<Exclude<Form, 'answers'>, Comparer>> = {
  descriptions: (texts) => (isHeaded(texts) ? compareTables(texts) : compareDescriptions(texts)),
  environment: (texts) =>
    isEnvironment(texts.printed.map(({ text }) => text)) ? compareEnvironment(texts) : compareLines(texts),
  hosts: compareHosts,
  interfaces: compareInterfaces,
  lines: (texts) => (isObject(texts) ? compareTrees(texts) : compareLines(texts)),
  log: (texts) => compareLines(texts, { isPart: true }),
  lookups: compareLookUps,
  messages: (texts) => (isHeaded(texts) ? compareTables(texts) : compareMessages(texts)),
  pings: comparePings,
  'resolv.conf': compareResolvConf,
  rules: compareRules,
  sockets: compareSockets,
  tables: (texts) => (isNameless(texts) ? compareLines(texts, { isSet: true }) : compareTables(texts)),
  versions: ({ bindings }) => ({ bindings, differences: [] }),
  trees: (texts) =>
    isWhole(texts)
      ? compareTrees(texts)
      : isFlat(texts.printed.map(({ text }) => text))
        ? compareFlat(texts)
        : compareLines(texts),
};

function compareByForm(texts: Texts, commands: readonly (readonly string[])[]): Findings {
  const forms = commands.map(formOf);
  const form = forms[0] ?? 'lines';
  const isEnded = form !== 'answers' && form !== 'pings' && texts.printed.some(({ text }) => /^\s*\^C/.test(text));
  if (isEnded)
    return compareByForm({ ...texts, printed: texts.printed.filter(({ text }) => !/^\s*\^C/.test(text)) }, commands);
  if (isFailure(texts) && form !== 'tables')
    return form === 'messages' ? compareMessages(texts) : compareFailure(texts);
  if (new Set(forms).size > 1) return compareMixed(texts, forms);
  return form === 'answers' ? compareAnswers(texts, commands.length > 1) : COMPARERS[form](texts);
}

/** kubectl failed where the page shows what it found, or the other way round. */
function isFailure({ printed, actual, argv }: Texts): boolean {
  const isError = (text: string | undefined) =>
    text !== undefined && isMessage(text) && /^(?:error|The .* is invalid|Unable to connect)/i.test(text.trim());
  return (
    /kubectl$/.test(argv[0] ?? '') && (isError(actual[0]) !== isError(printed[0]?.text) || isError(printed[0]?.text))
  );
}

/** The command fails on one side: the page's first line tells, the others need not be held against an error. */
function compareFailure(texts: Texts): Findings {
  const { differences, bindings } = compareMessages({
    ...texts,
    printed: texts.printed.slice(0, 1),
    actual: texts.actual.slice(0, 1),
  });
  const [first] = differences;
  return first === undefined
    ? { differences, bindings }
    : { bindings, differences: [{ ...first, why: isMessage(first.actual) ? 'the command fails' : first.why }] };
}

/** Several programs of one statement: messages and tables are told apart by what stands on the line. */
function compareMixed(texts: Texts, forms: readonly Form[]): Findings {
  const isTable = forms.every((form) => form === 'tables' || form === 'messages');
  if (isTable) return compareTables(texts);
  return compareLines(texts, { isPart: forms.includes('answers'), isPiece: forms.includes('answers') });
}

/** Columns of somebody's own choice, without the name that tells one row from another. */
function isNameless({ actual, argv }: Texts): boolean {
  const isChosen = argv.some((word) => word.includes('custom-columns='));
  return isChosen && !/(?:^|\s)NAME(?:\s|$)/.test(actual[0] ?? '');
}

function isHeaded({ actual }: Texts): boolean {
  return headingsOf(actual[0] ?? '') !== undefined;
}

/** Both sides are an object of JSON, whatever its indentation. */
function isObject({ actual, printed }: Texts): boolean {
  if (!/^\s*[[{]/.test(printed[0]?.text ?? '') || !/^\s*[[{]/.test(actual[0] ?? '')) return false;
  try {
    return typeof JSON.parse(actual.join('\n')) === 'object';
  } catch {
    return false;
  }
}

/** Whether the cluster printed whole objects, and no filter left single lines of them. */
function isWhole({ actual, printed }: Texts): boolean {
  const isStart = (text: string | undefined) => /^\s*(?:apiVersion:|\{|\[|kind:|items:|---)/.test(text ?? '');
  return isStart(actual[0]) && (isStart(printed[0]?.text) || printed.length === 0 || lastLine(printed) > 0);
}
