import type { Lacking } from '../difference.ts';
import type { Match, Scope } from '../match-text.ts';
import { matchText } from '../match-text.ts';
import { matchCell } from './match-cell.ts';
import type { Row } from './row.ts';

/** A page shows these while something is on its way; the cluster at rest never does. */
const MOMENT = /^(?:Terminating|ContainerCreating|Pending|PodInitializing|Init:\S+|NotReady,\S*Terminating)$/;

/** Whether the page shows a pod on its way from one state to another. */
export function isMoment({ cells, values }: Row): boolean {
  const status = cells?.get('STATUS');
  return status === undefined ? cells === undefined && values.some((value) => MOMENT.test(value)) : MOMENT.test(status);
}

/** What differs in a row, and whose address it is where nothing but that is missing. */
export interface Mismatch {
  readonly why: string;
  readonly lacks?: Lacking;
}

/** The bindings after a row, and what of it differs. */
export interface RowMatch {
  readonly bindings: Scope['bindings'];
  readonly mismatches: readonly Mismatch[];
}

/** Holds the cells of two rows of one name against each other. */
export function matchRow(page: Row, actual: Row, scope: Scope): RowMatch {
  const first = matchOnce(page, actual, scope);
  if (first.bindings === scope.bindings || first.mismatches.length > 0) return first;
  // Pairs that changed places for one cell may contradict another cell of the row.
  const again = matchOnce(page, actual, { ...scope, bindings: first.bindings });
  return again.mismatches.length === 0 ? first : again;
}

function matchOnce(page: Row, actual: Row, scope: Scope): RowMatch {
  if (isMoment(page) && !isMoment(actual)) return { bindings: scope.bindings, mismatches: [] };
  return page.cells !== undefined && actual.cells !== undefined
    ? matchCells(page, page.cells, actual.cells, scope)
    : matchValues(page, actual, scope);
}

type Cells = ReadonlyMap<string, string>;

function matchCells(row: Row, page: Cells, actual: Cells, scope: Scope): RowMatch {
  let bindings = scope.bindings;
  const mismatches: Mismatch[] = [];
  for (const [column, mine] of page) {
    const other = actual.get(column) ?? derived(column, actual);
    if (other === undefined || isOnItsWay(column, mine, other, { row, moving: scope.moving })) continue;
    const match = matchCell(column, mine, other, { ...scope, bindings });
    if (match.why === undefined) bindings = match.bindings;
    else mismatches.push(mismatchOf(column, mine, other, match));
  }
  return { bindings, mismatches };
}

function mismatchOf(column: string, mine: string, other: string, { why, lacks }: Match): Mismatch {
  const what = `${column} is ${other === '' ? 'empty' : other}, not ${mine === '' ? 'empty' : mine}`;
  return {
    why: why === undefined || why === '' ? what : `${column}: ${why}`,
    ...(lacks === undefined ? {} : { lacks }),
  };
}

/** Columns that a later version folded into one: DESIRED and CURRENT of Deployments went into READY with 1.15. */
function derived(column: string, actual: Cells): string | undefined {
  const ratio = /^(\d+)\/(\d+)$/.exec(actual.get('READY') ?? '');
  if (ratio === null || actual.has('STATUS')) return undefined;
  return column === 'DESIRED' || column === 'CURRENT' ? ratio[2] : undefined;
}

/** A workload of some seconds, or one that was just changed, whose pods were still starting when the page was written. */
function isOnItsWay(
  column: string,
  mine: string,
  other: string,
  { row: { cells }, moving }: { readonly row: Row; readonly moving: boolean | undefined },
): boolean {
  const isYoung = /^(?:\d{1,2}|<1)s$/.test(cells?.get('AGE') ?? '');
  if (!(isYoung || moving === true) || cells?.has('STATUS') === true) return false;
  const [a, b] = [/^(\d+)\/(\d+)$/.exec(mine), /^(\d+)\/(\d+)$/.exec(other)];
  if (a !== null && b !== null) return a[2] === b[2] && Number(a[1]) < Number(b[1]);
  return ['READY', 'AVAILABLE', 'UP-TO-DATE', 'CURRENT'].includes(column) && Number(mine) < Number(other);
}

/** Values of tables without headings: those of one class stand for each other, in their order. */
function matchValues(page: Row, actual: Row, scope: Scope): RowMatch {
  let bindings = scope.bindings;
  const mismatches: Mismatch[] = [];
  const mine = page.values.slice(page.namespace === undefined ? 1 : 2);
  const other = actual.values.slice(actual.namespace === undefined ? 1 : 2);
  for (const [left, right, after] of aligned(mine, other)) {
    if (after === 'state' && /^\d/.test(left)) continue;
    const column = scope.known.isNode(right)
      ? 'NODE'
      : /^[\d.]+:\d/.test(left)
        ? 'ENDPOINTS'
        : (COLUMN_OF[classOf(left)] ?? '');
    const match = matchCell(column, left, right, { ...scope, bindings });
    if (match.why === undefined) bindings = match.bindings;
    else
      mismatches.push(
        match.why === ''
          ? { why: `${right} stands there, not ${left}` }
          : { why: match.why, ...(match.lacks === undefined ? {} : { lacks: match.lacks }) },
      );
  }
  return { bindings, mismatches };
}

type ValueClass = 'address' | 'age' | 'labels' | 'number' | 'ports' | 'ratio' | 'state' | 'word';

const COLUMN_OF: Readonly<Partial<Record<ValueClass, string>>> = {
  age: 'AGE',
  labels: 'LABELS',
  ports: 'PORT(S)',
  state: 'STATUS',
  ratio: 'READY',
};

const VALUE_CLASSES: readonly (readonly [RegExp, ValueClass])[] = [
  [/^\d+\/\d+$/, 'ratio'],
  [/^\d+(?: \(.*\))?$/, 'number'],
  [/^(?:\d+[smhdy])+$|^<invalid>$/, 'age'],
  [/^\d+(?::\d+)?\/(?:TCP|UDP|SCTP)/, 'ports'],
  [/^[\d.]+:\d+/, 'address'],
  [/^\d+\.\d+\.\d+\.\d+$|^<(?:none|pending|nodes)>$|^None$/, 'address'],
  [/^[\w./-]+=/, 'labels'],
  [
    /^(?:Running|Pending|Completed|Error|CrashLoopBackOff|ErrImagePull|ImagePullBackOff|ContainerCreating|Terminating|Active|Ready\S*|NotReady\S*|Evicted|Unknown|Init:\S+)$/,
    'state',
  ],
];

function classOf(value: string): ValueClass {
  return VALUE_CLASSES.find(([words]) => words.test(value))?.[1] ?? 'word';
}

/** The pairs of values in their order, with the class of the value before each: the most that their classes allow. */
function aligned(
  mine: readonly string[],
  other: readonly string[],
): readonly (readonly [string, string, ValueClass | undefined])[] {
  const a = mine.slice(0, 20);
  const b = other.slice(0, 20);
  const best: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  const fits = (i: number, j: number) => classOf(a[i] ?? '') === classOf(b[j] ?? '');
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = best[i];
      if (row !== undefined) row[j] = Math.max(fits(i, j) ? at(i + 1, j + 1) + 1 : 0, at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: (readonly [string, string, ValueClass | undefined])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (fits(i, j) && at(i, j) === at(i + 1, j + 1) + 1) {
      const before = i === 0 ? undefined : classOf(a[i - 1] ?? '');
      pairs.push([a[i] ?? '', b[j] ?? '', before]);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Whether two rows may be of one thing: their kinds and namespaces allow it. */
export function isSamePlace(page: Row, actual: Row): boolean {
  if (page.kind !== undefined && actual.kind !== undefined && page.kind !== actual.kind) return false;
  return page.namespace === undefined || actual.namespace === undefined || page.namespace === actual.namespace;
}

/** Whether the page's name, with its wildcards, stands for the cluster's; nothing is paired by it. */
export function meetsName(page: string, actual: string, scope: Scope): boolean {
  return page === actual || (/[xX]{3}|<|\.\.\.|…|\*/.test(page) && matchText(page, actual, scope).why === undefined);
}
