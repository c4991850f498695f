import type { KnownTokens } from './known.ts';

/** What a token names: an address within the cluster, one that leads into it, a generated name, a node, a node port. */
export type TokenKind = 'address' | 'external' | 'name' | 'node' | 'port' | 'uid' | 'chain';

/** The page's token and the cluster's, which stand for each other. */
export interface Pair {
  readonly kind: TokenKind;
  readonly page: string;
  readonly cluster: string;
  /** The line of the page that paired them. */
  readonly line: number;
  /** What the cluster's token belongs to, such as `Pod shop/web-0`; absent where nobody knows. */
  readonly owner?: string;
  /**
   * Pairs of one group were paired in a set, such as the pods of a Deployment, where another order would have done as
   * well: members of it change places, each with all its pairs, where a later line shows that they must.
   */
  readonly group?: Member;
}

/** A member of a set whose order says nothing. */
export interface Member {
  readonly set: string;
  readonly index: number;
}

/** Bindings with one pair more, or why the pair contradicts an earlier one. */
export type Bound = { readonly bindings: Bindings } | { readonly conflict: string };

type Side = ReadonlyMap<string, Pair>;

/**
 * Which token of the page stands for which of the cluster, one to one. A value: each pair makes new bindings.
 *
 * @example
 * ```ts
 * const bound = Bindings.NONE.with({ kind: 'address', page: '172.30.41.2', cluster: '10.244.1.2', line: 47 });
 * if ('bindings' in bound) bound.bindings.rewrite('curl 172.30.41.2:80'); // curl 10.244.1.2:80
 * ```
 */
export class Bindings {
  static readonly NONE: Bindings = new Bindings(new Map(), new Map(), []);

  readonly #byPage: Side;
  readonly #byCluster: Side;
  /** Pairs whose thing is gone; a command may still name it. */
  readonly #past: readonly Pair[];

  private constructor(byPage: Side, byCluster: Side, past: readonly Pair[]) {
    this.#byPage = byPage;
    this.#byCluster = byCluster;
    this.#past = past;
  }

  /** The pairs that hold, in the order in which the page made them. */
  get pairs(): readonly Pair[] {
    return [...this.#byPage.values()];
  }

  /** The pair of the page's token. */
  ofPage(kind: TokenKind, page: string): Pair | undefined {
    return this.#byPage.get(keyOf(kind, page));
  }

  /** The pair of the cluster's token. */
  ofCluster(kind: TokenKind, cluster: string): Pair | undefined {
    return this.#byCluster.get(keyOf(kind, cluster));
  }

  /** With that pair, if both tokens are free or stand for each other already. */
  with(pair: Pair): Bound {
    const of = this.ofPage(pair.kind, pair.page);
    const by = this.ofCluster(pair.kind, pair.cluster);
    if (of !== undefined && of === by) return { bindings: sameMember(of, pair) ? this : this.#put([moved(of, pair)]) };
    if (of === undefined && by === undefined) return { bindings: this.#put([pair]) };
    const swapped = of !== undefined && by !== undefined ? this.#swapped(of, by) : undefined;
    if (swapped !== undefined) return swapped.with(pair);
    return { conflict: conflictOf(pair, of, by) };
  }

  /** With the pair if that contradicts nothing, else unchanged: for what the cluster is free to choose. */
  withIfFree(pair: Pair): Bindings {
    const bound = this.with(pair);
    return 'bindings' in bound ? bound.bindings : this;
  }

  /** Without the pairs of `owner`, such as `Pod shop/web-0`, which is gone; commands that name it still find it. */
  without(owner: string): Bindings {
    return this.#dropped((pair) => pair.owner === owner);
  }

  /** Without the pairs whose thing the cluster no longer has, or no longer has there. */
  settled(known: KnownTokens): Bindings {
    return this.#dropped((pair) => pair.owner !== undefined && !known.stillHas(pair.cluster, pair.owner));
  }

  /** The command with the page's tokens replaced by the cluster's. */
  rewrite(command: string): string {
    const words = new Map<string, string>();
    for (const { kind, page, cluster } of [...this.#past, ...this.pairs]) {
      if (kind !== 'uid') words.set(page, cluster);
    }
    if (words.size === 0) return command;
    const whole = (word: string): string | undefined => words.get(word);
    return command.replace(
      /[A-Za-z0-9][A-Za-z0-9.-]*(?:::?[A-Za-z0-9]+)*/g,
      (word) => whole(word) ?? rewriteParts(word, whole),
    );
  }

  #put(pairs: readonly Pair[]): Bindings {
    const byPage = new Map(this.#byPage);
    const byCluster = new Map(this.#byCluster);
    for (const pair of pairs) {
      byPage.set(keyOf(pair.kind, pair.page), pair);
      byCluster.set(keyOf(pair.kind, pair.cluster), pair);
    }
    return new Bindings(byPage, byCluster, this.#past);
  }

  /** Two members of a set change places, with all that was paired with them. */
  #swapped(of: Pair, by: Pair): Bindings | undefined {
    if (of.group === undefined || by.group === undefined || of.group.set !== by.group.set) return undefined;
    const mine = this.pairs.filter(({ group }) => group !== undefined && isSame(group, of.group));
    const other = this.pairs.filter(({ group }) => group !== undefined && isSame(group, by.group));
    if (mine.length !== other.length) return undefined;
    const pairs: Pair[] = [];
    for (const pair of mine) {
      const twin = other.find(({ kind }) => kind === pair.kind);
      if (twin === undefined) return undefined;
      pairs.push(standsFor(pair, twin), standsFor(twin, pair));
    }
    return this.#put(pairs);
  }

  #dropped(isGone: (pair: Pair) => boolean): Bindings {
    const gone = this.pairs.filter(isGone);
    if (gone.length === 0) return this;
    const byPage = new Map([...this.#byPage].filter(([, pair]) => !gone.includes(pair)));
    const byCluster = new Map([...this.#byCluster].filter(([, pair]) => !gone.includes(pair)));
    return new Bindings(byPage, byCluster, [...this.#past, ...gone]);
  }
}

function keyOf(kind: TokenKind, token: string): string {
  return `${kind} ${token}`;
}

function isSame(a: Member | undefined, b: Member | undefined): boolean {
  return a?.set === b?.set && a?.index === b?.index;
}

function sameMember(a: Pair, b: Pair): boolean {
  return isSame(a.group, b.group);
}

/** The pair as a member of the set in which it was last seen, or of none. */
function moved({ group: _, ...pair }: Pair, { group }: Pair): Pair {
  return group === undefined ? pair : { ...pair, group };
}

/** The pair's page token, for what the other one stood for. */
function standsFor({ owner: _, ...pair }: Pair, { cluster, owner }: Pair): Pair {
  return { ...pair, cluster, ...(owner === undefined ? {} : { owner }) };
}

/** Parts of a word between dots and colons, such as the pod's name in `web-5d4-x2v4f.web.shop` or the port in `node:31080`. */
function rewriteParts(word: string, whole: (word: string) => string | undefined): string {
  const socket = /^(.+?):(\d+)$/.exec(word);
  if (socket !== null) {
    const [, host = '', port = ''] = socket;
    return `${whole(host) ?? rewriteParts(host, whole)}:${whole(port) ?? port}`;
  }
  const parts = word.split('.');
  if (parts.length === 1 || parts.every((part) => /^\d+$/.test(part))) return word;
  return parts.map((part) => whole(part) ?? part).join('.');
}

const WORDS: Readonly<Record<TokenKind, string>> = {
  address: 'the address',
  external: 'the address',
  name: 'the name',
  node: 'the node',
  port: 'the port',
  uid: 'the UID',
  chain: 'the chain',
};

function conflictOf(pair: Pair, of: Pair | undefined, by: Pair | undefined): string {
  if (of !== undefined) {
    const now = pair.owner === undefined ? pair.cluster : `${pair.owner}, whose is ${pair.cluster}`;
    const then = of.owner === undefined ? of.cluster : of.owner;
    return of.owner === pair.owner
      ? `since line ${of.line}, ${pair.page} is ${WORDS[pair.kind]} ${of.cluster}, and here it would be ${pair.cluster}`
      : `since line ${of.line}, ${pair.page} is ${WORDS[pair.kind]} of ${then}, and here it is said of ${now}`;
  }
  const thing = pair.owner ?? pair.cluster;
  return `since line ${by?.line}, ${WORDS[pair.kind]} of ${thing} is ${by?.page}, and here it is ${pair.page}`;
}
