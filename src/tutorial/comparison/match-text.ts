import { type Atom, atomsOf, meetsPattern } from './atoms.ts';
import type { Bindings, Member, TokenKind } from './bindings.ts';
import type { Lacking } from './difference.ts';
import { isSameGenerated } from './generated-name.ts';
import type { KnownTokens } from './known.ts';

/** Where a text of the page is held against one of the cluster. */
export interface Scope {
  readonly bindings: Bindings;
  readonly known: KnownTokens;
  /** The line of the page. */
  readonly line: number;
  /** What the text belongs to, such as `Service shop/web`, where the printed row tells it. */
  readonly owner?: string;
  /** What addresses in it are: those of an entry (a load balancer) stand apart. */
  readonly addresses?: 'address' | 'external';
  /** The set in which its tokens are paired in an order that nothing tells. */
  readonly group?: Member;
  /** Something was just changed: workloads may be on their way where the page shows them. */
  readonly moving?: boolean;
}

/** The bindings afterwards; with `why` the texts differ, and the bindings are those from before. */
export interface Match {
  readonly bindings: Bindings;
  readonly why?: string;
  readonly lacks?: Lacking;
}

/** Addresses that mean the same everywhere, and masks: nothing is paired with them. */
const FIXED = /^(?:127\.|0\.0\.0\.0$|255\.|169\.254\.|::1$|::$|fe00:|ff0|8\.8\.[48]\.[48]$|1\.1\.1\.1$)/;

/** Whether a text of the page says what the cluster's says, whatever addresses and generated names they use. */
export function matchText(page: string, actual: string, scope: Scope): Match {
  const ours = atomsOf(page);
  const theirs = atomsOf(actual);
  return matchAtoms(ours, theirs, scope);
}

/** A wildcard of the page takes any number of atoms, as few as will do. */
function matchAtoms(page: readonly Atom[], actual: readonly Atom[], scope: Scope): Match {
  let bindings = scope.bindings;
  let at = 0;
  let to = 0;
  let star: { readonly at: number; to: number; readonly bindings: Bindings } | undefined;
  let why: string | undefined;
  while (to < actual.length) {
    const mine = page[at];
    const other = actual[to];
    if (mine !== undefined && isElision(mine)) {
      star = { at: at + 1, to, bindings };
      at += 1;
      continue;
    }
    const match =
      mine === undefined || other === undefined ? undefined : matchAtom(mine, other, { ...scope, bindings });
    if (match !== undefined && match.why === undefined) {
      bindings = match.bindings;
      at += 1;
      to += 1;
      continue;
    }
    why ??= match?.why;
    if (star === undefined) return { bindings: scope.bindings, why: why ?? '' };
    star.to += 1;
    at = star.at;
    to = star.to;
    bindings = star.bindings;
  }
  while (page[at] !== undefined && isElision(page[at] as Atom)) at += 1;
  return at === page.length ? { bindings } : { bindings: scope.bindings, why: why ?? '' };
}

function isElision({ kind, text }: Atom): boolean {
  return kind === 'wildcard' && !/^[\dxXyYzZ*]+\./.test(text);
}

const DIFFERS = '';

/** One atom of the page and one of the cluster; the reason is empty where it is plain. */
function matchAtom(page: Atom, actual: Atom, scope: Scope): Match {
  const same: Match = { bindings: scope.bindings };
  if (page.kind === 'wildcard') return same;
  if (page.kind === 'pattern') return matchPattern(page, actual, scope);
  if (page.kind === 'address' && actual.kind === 'address') return matchAddress(page.text, actual.text, scope);
  if (page.kind === actual.kind) {
    if (['time', 'duration', 'mac', 'digest'].includes(page.kind)) return same;
    if (page.kind === 'chain') return paired('chain', page.text, actual.text, scope);
    if (page.kind === 'uid') return paired('uid', page.text, actual.text, scope);
  }
  if (page.kind === 'number' && actual.kind === 'number') return matchNumber(page.text, actual.text, scope);
  return matchWord(page.text, actual.text, scope);
}

function matchPattern(page: Atom, actual: Atom, { bindings }: Scope): Match {
  return meetsPattern(page.text, actual.text) ? { bindings } : { bindings, why: DIFFERS };
}

/** Addresses stand for each other by what they belong to. */
export function matchAddress(page: string, actual: string, scope: Scope): Match {
  const { known, bindings } = scope;
  if (FIXED.test(page) || FIXED.test(actual) || known.isWritten(actual)) {
    return page === actual ? { bindings } : { bindings, why: DIFFERS };
  }
  return paired(scope.addresses ?? 'address', page, actual, scope);
}

function matchNumber(page: string, actual: string, scope: Scope): Match {
  const { bindings, known } = scope;
  const owner = known.chosenPort(actual);
  const isNodePort = owner !== undefined && /^\d{4,5}$/.test(page);
  if (isNodePort) return paired('port', page, actual, { ...scope, owner });
  return page === actual || (isDrawn(page) && isDrawn(actual)) ? { bindings } : { bindings, why: DIFFERS };
}

/** A port that a client's kernel draws for its end: from 32768 on, and above the node ports. */
function isDrawn(port: string): boolean {
  return /^\d{5}$/.test(port) && Number(port) > 32767 && Number(port) < 65536;
}

function matchWord(page: string, actual: string, scope: Scope): Match {
  const { bindings, known } = scope;
  if (isGenerated(actual, scope) && isSameGenerated(page, actual, known)) return matchName(page, actual, scope);
  if (page === actual) return { bindings };
  if (isSameGenerated(page, actual, known)) return matchName(page, actual, scope);
  if (known.isNode(actual) && bindings.ofPage('node', page)?.cluster === actual) return { bindings };
  if (/^\d+(?:-\d+){3}$/.test(page) && /^\d+(?:-\d+){3}$/.test(actual)) {
    return matchAddress(page.replaceAll('-', '.'), actual.replaceAll('-', '.'), scope);
  }
  return { bindings, why: DIFFERS };
}

function isGenerated(name: string, { known, bindings }: Scope): boolean {
  return known.baseOf(name) !== undefined || bindings.ofCluster('name', name) !== undefined;
}

/** Generated names of one workload stand for each other, once paired for good. */
export function matchName(page: string, actual: string, scope: Scope): Match {
  const [owner] = scope.known.objectsNamed(actual);
  return paired('name', page, actual, owner === undefined ? scope : { ...scope, owner });
}

/** The tokens stand for each other from here on, or an earlier pair says otherwise. */
function paired(kind: TokenKind, page: string, cluster: string, scope: Scope): Match {
  const { bindings, line, group } = scope;
  const owner = ownerOf(kind, cluster, scope);
  const pair = {
    kind,
    page,
    cluster,
    line,
    ...(owner === undefined ? {} : { owner }),
    ...(group === undefined ? {} : { group }),
  };
  const bound = bindings.with(pair);
  return 'bindings' in bound ? { bindings: bound.bindings } : { bindings, why: bound.conflict };
}

/** The owner that the row tells, if the cluster's token is its; else the only one that the token has. */
function ownerOf(kind: TokenKind, cluster: string, { owner, known }: Scope): string | undefined {
  if (kind !== 'address' && kind !== 'external') return owner;
  const owners = known.ownersOf(cluster);
  if (owner !== undefined && owners.includes(owner)) return owner;
  return owners[0] ?? undefined;
}
