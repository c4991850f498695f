import type { Bindings } from '../bindings.ts';
import { isSameGenerated } from '../generated-name.ts';
import { matchName, type Scope } from '../match-text.ts';
import { isMoment, isSamePlace, type Mismatch, matchRow, meetsName } from './match-row.ts';
import type { Row } from './row.ts';

/** A row of the page, the row of the cluster that it stands for, and what differs between them. */
export interface Assigned {
  readonly page: Row;
  readonly actual: Row;
  readonly mismatches: readonly Mismatch[];
}

/** All rows of the page that stand for one, and the rest of both sides. */
export interface Assignment {
  readonly bindings: Bindings;
  readonly assigned: readonly Assigned[];
  readonly missing: readonly Row[];
  readonly extra: readonly Row[];
}

type Place = Omit<Scope, 'line'>;

/** More members of one set than these are taken in their order. */
const MOST_ORDERS = 6;

/**
 * Which row of the page stands for which of the cluster: by name, and the pods of one workload so that as little as
 * possible differs, since chance makes their names and with these their order.
 */
export function assignRows(page: readonly Row[], actual: readonly Row[], place: Place): Assignment {
  const free = new Set(actual);
  let bindings = place.bindings;
  const assigned: Assigned[] = [];
  const open: Row[] = [];
  for (const row of page) {
    const twin = [...free].find((other) => row.name === other.name && isSamePlace(row, other) && isPlain(other, place));
    if (twin === undefined) {
      open.push(row);
      continue;
    }
    free.delete(twin);
    const owner = ownerOf(twin);
    const match = matchRow(row, twin, {
      ...place,
      bindings,
      line: row.line,
      ...(owner === undefined ? {} : { owner }),
    });
    bindings = match.bindings;
    assigned.push({ page: row, actual: twin, mismatches: match.mismatches });
  }
  const missing: Row[] = [];
  for (const set of setsOf(open, [...free], { ...place, bindings })) {
    const candidates = set.candidates.filter((row) => free.has(row));
    const best = bestOrder(set.rows, candidates, { ...place, bindings });
    bindings = best.bindings;
    for (const each of best.assigned) {
      free.delete(each.actual);
      assigned.push(each);
    }
    missing.push(...best.missing);
  }
  return { bindings, assigned, missing, extra: [...free] };
}

/** A name that no chance made. */
function isPlain(row: Row, { known, bindings }: Place): boolean {
  return known.baseOf(row.name) === undefined && bindings.ofCluster('name', row.name) === undefined;
}

/** `Service web` without its namespace cannot be told from another; only what the cluster knows decides then. */
function ownerOf({ kind, namespace, name }: Row): string | undefined {
  if (kind === undefined || namespace === undefined) return undefined;
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${namespace}/${name}`;
}

interface RowSet {
  readonly rows: readonly Row[];
  readonly candidates: readonly Row[];
}

/** The rows that may stand for the same rows of the cluster; those that the page shows on their way come last. */
function setsOf(rows: readonly Row[], actual: readonly Row[], place: Place): readonly RowSet[] {
  const sets = new Map<string, { rows: Row[]; candidates: readonly Row[] }>();
  for (const row of [...rows.filter((each) => !isMoment(each)), ...rows.filter(isMoment)]) {
    const candidates = actual.filter((other) => canBe(row, other, place));
    const key = candidates.map(({ line }) => line).join(' ') + (isMoment(row) ? ' moment' : '');
    const set = sets.get(key) ?? { rows: [], candidates };
    set.rows.push(row);
    sets.set(key, set);
  }
  return [...sets.values()];
}

function canBe(page: Row, actual: Row, { known, bindings }: Place): boolean {
  if (!isSamePlace(page, actual)) return false;
  if (known.isNode(actual.name) && (actual.kind === undefined || actual.kind === 'node')) return true;
  return (
    isSameGenerated(page.name, actual.name, known) ||
    meetsName(page.name, actual.name, { known, bindings, line: page.line })
  );
}

interface Order {
  readonly bindings: Bindings;
  readonly assigned: readonly Assigned[];
  readonly missing: readonly Row[];
  readonly cost: number;
}

/** The order in which least differs: every one of few rows, the first that fits of many. */
function bestOrder(rows: readonly Row[], candidates: readonly Row[], place: Place): Order {
  if (rows.length > MOST_ORDERS || candidates.length > MOST_ORDERS) return greedyOrder(rows, candidates, place);
  const set =
    rows.length > 1 || candidates.length > 1 ? `${rows[0]?.line} ${rows.map(({ name }) => name).join(' ')}` : undefined;
  let best: Order | undefined;
  const walk = (index: number, free: readonly Row[], order: Order): void => {
    if (best !== undefined && (best.cost === 0 || order.cost >= best.cost)) return;
    const row = rows[index];
    if (row === undefined) {
      best = order;
      return;
    }
    for (const other of free) {
      const match = matchNamed(row, other, { ...place, bindings: order.bindings }, set, index);
      walk(
        index + 1,
        free.filter((each) => each !== other),
        {
          ...order,
          bindings: match.bindings,
          assigned: [...order.assigned, { page: row, actual: other, mismatches: match.mismatches }],
          cost: order.cost + match.mismatches.length,
        },
      );
    }
    if (free.length < rows.length - index)
      walk(index + 1, free, { ...order, missing: [...order.missing, row], cost: order.cost + 100 });
  };
  walk(0, candidates, { bindings: place.bindings, assigned: [], missing: [], cost: 0 });
  return best ?? { bindings: place.bindings, assigned: [], missing: rows, cost: 0 };
}

function greedyOrder(rows: readonly Row[], candidates: readonly Row[], place: Place): Order {
  const free = [...candidates];
  let bindings = place.bindings;
  const assigned: Assigned[] = [];
  const missing: Row[] = [];
  const set = `${rows[0]?.line} ${rows.length}`;
  for (const [index, row] of rows.entries()) {
    const bound = free.findIndex((other) => bindings.ofPage('name', row.name)?.cluster === other.name);
    const at = Math.max(bound, 0);
    const other = free[at];
    if (other === undefined) {
      missing.push(row);
      continue;
    }
    free.splice(at, 1);
    const match = matchNamed(row, other, { ...place, bindings }, set, index);
    bindings = match.bindings;
    assigned.push({ page: row, actual: other, mismatches: match.mismatches });
  }
  return { bindings, assigned, missing, cost: 0 };
}

/** A row whose name stands for another name. */
function matchNamed(page: Row, actual: Row, place: Place, set: string | undefined, index: number) {
  const owner = ownerOf(actual);
  const scope: Scope = {
    ...place,
    line: page.line,
    ...(owner === undefined ? {} : { owner }),
    ...(set === undefined ? {} : { group: { set, index } }),
  };
  if (isMoment(page) && !isMoment(actual)) return { bindings: place.bindings, mismatches: [] };
  if (place.known.isNode(actual.name)) {
    const pair = { kind: 'node', page: page.name, cluster: actual.name, line: page.line } as const;
    return matchRow(page, actual, { ...scope, bindings: place.bindings.withIfFree(pair) });
  }
  if (!isSameGenerated(page.name, actual.name, place.known)) return matchRow(page, actual, scope);
  const name = matchName(page.name, actual.name, scope);
  const row = matchRow(page, actual, { ...scope, bindings: name.bindings });
  const again = name.why === undefined ? matchName(page.name, actual.name, { ...scope, bindings: row.bindings }) : name;
  return again.why === undefined
    ? { bindings: again.bindings, mismatches: row.mismatches }
    : { bindings: place.bindings, mismatches: [{ why: again.why }, ...row.mismatches] };
}
