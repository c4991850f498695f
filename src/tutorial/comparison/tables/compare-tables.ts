import { type Difference, type Findings, lastLine, type PageLine, type Texts } from '../difference.ts';
import { kindOf } from '../kind-words.ts';
import { compareMessages, isMessage } from '../messages/compare-messages.ts';
import { isElision } from '../noise.ts';
import { assignRows } from './assign-rows.ts';
import { isMoment } from './match-row.ts';
import { type Heading, type Row, readHeading, readRow } from './row.ts';

/** The rows of one or several tables, and what stands between them. */
interface Tables {
  readonly rows: readonly Row[];
  readonly isElided: boolean;
  readonly messages: readonly PageLine[];
  readonly hasHeading: boolean;
}

/**
 * Tables by their headings: a column that one side lacks is no difference, rows are found by kind and name, none may be
 * missing or too many but where the page elides some. Several tables of one output are one set of rows, since their
 * order is another in each version.
 */
export function compareTables(texts: Texts): Findings {
  const { printed, actual, known, argv } = texts;
  const isAll = argv.some((word) => word === '-A' || word === '--all-namespaces' || word === '--all-namespaces=true');
  const actualLines = actual.map((text, index) => ({ line: index, text }));
  const theirs = readTables(actualLines, isAll);
  const mine = readTables(printed, isAll, theirs.hasHeading);
  const kind = listedKind(argv);
  const named = (row: Row): Row => (row.kind === undefined && kind !== undefined ? { ...row, kind } : row);
  const spaced = (row: Row): Row => {
    const namespace = row.namespace ?? (isAll ? undefined : namespaceOf(argv));
    return namespace === undefined ? row : { ...row, namespace };
  };
  const pageRows = lastOfEach(mine.rows.map((row) => spaced(named(row))));
  const actualRows = lastOfEach(theirs.rows.map((row) => spaced(named(row))));
  // `get -w` says nothing of an empty list, `get` does: both say that nothing is there.
  const isNothing = theirs.rows.length === 0 && theirs.messages.length === 0;
  const said = isNothing ? mine.messages.filter(({ text }) => !/^\s*No resources found/.test(text)) : mine.messages;
  const [told] = said;
  const [first] = actualRows.filter((row) => !known.isOwn(row.kind, row.namespace, row.name));
  if (told !== undefined && pageRows.length === 0 && first !== undefined && theirs.messages.length === 0) {
    const why = `there is ${first.name}`;
    return {
      bindings: texts.bindings,
      differences: [{ line: told.line, expected: told.text.trim(), actual: first.text, why }],
    };
  }
  const { bindings, assigned, missing, extra } = assignRows(pageRows, actualRows, texts);
  const differences: Difference[] = [];
  for (const { page, actual: other, mismatches } of assigned) {
    // How many pods the cluster runs for itself, no page decides.
    const isOwn = known.isOwn(page.kind, page.namespace, page.name);
    const faults = mismatches.filter(
      ({ why }) =>
        !isOwn || !(/^ENDPOINTS: \d+ endpoints, not/.test(why) || (isSystem(page.namespace) && SIZES.test(why))),
    );
    if (faults.length > 0) {
      const why = faults.map((fault) => fault.why).join('; ');
      const lacks = faults.length === 1 ? faults[0]?.lacks : undefined;
      const found = { line: page.line, expected: page.text, actual: other.text, why };
      differences.push(lacks === undefined ? found : { ...found, lacks });
    }
  }
  for (const row of missing) {
    if (isMoment(row) || /^(?:default|builder|deployer)-token-/.test(row.name)) continue;
    if (isAddOn(row, actualRows)) continue;
    differences.push({ line: row.line, expected: row.text, actual: '', why: missingWhy(row, actualRows) });
  }
  for (const row of extra) {
    if (mine.isElided || theirs.isElided || known.isOwn(row.kind, row.namespace, row.name) || isMoment(row)) continue;
    differences.push({
      line: lastLine(printed),
      expected: '',
      actual: row.text,
      why: `the page has no row for ${row.name}`,
    });
  }
  const messages = compareMessages({
    ...texts,
    bindings,
    printed: said,
    actual: theirs.messages.map(({ text }) => text),
  });
  const isTold = differences.length > 0 && said.length === 0;
  return {
    bindings: messages.bindings,
    differences: [...differences, ...(isTold ? [] : messages.differences)].sort((a, b) => a.line - b.line),
  };
}

/** How many of its own pods a cluster runs, and which ports of theirs are shown. */
const SIZES = /^(?:AVAILABLE|CURRENT|DESIRED|ENDPOINTS|PORT\(S\)|READY|UP-TO-DATE)\b/;

function isSystem(namespace: string | undefined): boolean {
  return /^(?:kube-(?:system|public|node-lease)|(?:calico|tigera|cilium)-\w+|kubernetes-dashboard|local-path-storage)$/.test(
    namespace ?? '',
  );
}

/** What the author's own cluster runs for itself: other clusters have other add-ons. */
function isAddOn({ namespace, cells, name }: Row, actual: readonly Row[]): boolean {
  if (!isSystem(namespace)) return false;
  if (['kube-dns', 'coredns'].includes(name)) return false;
  const theirs = new Set(actual.flatMap((row) => [...(row.cells?.keys() ?? [])]));
  return cells === undefined || theirs.size === 0 || [...cells.keys()].filter((key) => theirs.has(key)).length >= 3;
}

function missingWhy(row: Row, actual: readonly Row[]): string {
  const names = actual.map(({ name }) => name);
  const few = names.slice(0, 3).join(', ');
  return names.length === 0
    ? `there is no ${row.name}`
    : `there is no ${row.name}; there is ${few}${names.length > 3 ? ' and more' : ''}`;
}

function readTables(lines: readonly PageLine[], isAll: boolean, otherHasHeading = true): Tables {
  const rows: Row[] = [];
  const messages: PageLine[] = [];
  let heading: Heading | undefined;
  let isElided = false;
  for (const { line, text } of lines) {
    const next = readHeading(text);
    if (isElision(text)) isElided = true;
    else if (/^\s*#\s/.test(text)) continue;
    else if (isMessage(text)) messages.push({ line, text });
    else if (next !== undefined) heading = next;
    else
      rows.push(readRow(line, text, otherHasHeading ? heading : undefined, isAll || heading?.names[0] === 'NAMESPACE'));
  }
  return { rows, isElided, messages, hasHeading: heading !== undefined };
}

/** `-w` prints a row anew with each change: the last one stands. */
function lastOfEach(rows: readonly Row[]): readonly Row[] {
  const last = new Map<string, Row>();
  for (const row of rows) last.set(`${row.kind} ${row.namespace} ${row.name}`, row);
  return rows.filter((row) => last.get(`${row.kind} ${row.namespace} ${row.name}`) === row);
}

/** The one kind that `kubectl get` lists; `undefined` of several. */
function listedKind(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('get');
  const word = argv.slice(at + 1).find((each, index, words) => !each.startsWith('-') && !takesValue(words[index - 1]));
  if (at < 0 || word === undefined || /[,/]/.test(word) || word === 'all') return undefined;
  return kindOf(word);
}

function takesValue(word: string | undefined): boolean {
  return (
    word !== undefined &&
    /^-[nolLf]$|^--(?:namespace|output|selector|filename|label-columns|sort-by|field-selector|context)$/.test(word)
  );
}

/** The namespace that the command names. */
function namespaceOf(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  for (const [index, word] of words.entries()) {
    if (word === '-n' || word === '--namespace') return words[index + 1];
    const written = /^(?:--namespace=|-n=?)(.+)$/.exec(word);
    if (written !== null) return written[1];
  }
  return undefined;
}
