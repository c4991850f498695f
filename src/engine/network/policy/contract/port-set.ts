import type { PortRange, PortRanges, Protocol } from '../../../model/index.ts';
import { PROTOCOLS } from '../../../model/index.ts';

/** A set of ports of all protocols; sets of one pool that hold the same are the same object. */
export interface PortSet {
  readonly id: number;
  /** Sorted and apart: from, up to and without to, from, to … on an axis that holds the protocols one behind the other. */
  readonly bounds: readonly number[];
}

/** One port of one protocol. */
export interface PortPoint {
  readonly protocol: Protocol;
  readonly port: number;
}

const SPAN = 65_536;

type Operation = 'union' | 'intersect' | 'subtract';

/** Makes port sets, and remembers what their unions and intersections are: there are few, and they come often. */
export class PortSets {
  readonly #byText = new Map<string, PortSet>();
  readonly #results: Readonly<Record<Operation, Map<number, PortSet>>> = {
    union: new Map(),
    intersect: new Map(),
    subtract: new Map(),
  };
  readonly none: PortSet = this.#intern([]);
  /** Ports 1 to 65535 of every protocol. */
  readonly all: PortSet = this.#intern(PROTOCOLS.flatMap((_, index) => [index * SPAN + 1, (index + 1) * SPAN]));

  /** Ports that no packet can go to are left out. */
  range(protocol: Protocol, from: number, to: number): PortSet {
    const start = Math.max(from, 1);
    const end = Math.min(to, SPAN - 1);
    if (!(start <= end)) return this.none;
    const offset = PROTOCOLS.indexOf(protocol) * SPAN;
    return this.#intern([offset + start, offset + end + 1]);
  }

  protocol(protocol: Protocol): PortSet {
    return this.range(protocol, 1, SPAN - 1);
  }

  union(a: PortSet, b: PortSet): PortSet {
    if (a === b || b === this.none) return a;
    return a === this.none ? b : this.#combine('union', a, b);
  }

  /** What any of them holds, without a set for each step on the way: rules may have thousands of ports. */
  unionOf(sets: readonly PortSet[]): PortSet {
    const [first, ...others] = new Set(sets);
    if (first === undefined) return this.none;
    if (others.length < 2) return this.union(first, others[0] ?? this.none);
    const ranges = [first, ...others].flatMap(({ bounds }) =>
      bounds.flatMap((from, index) => (index % 2 === 0 ? [[from, bounds[index + 1] ?? from] as const] : [])),
    );
    ranges.sort(([a], [b]) => a - b);
    const union: number[] = [];
    for (const [from, to] of ranges) {
      const end = union.at(-1) ?? -1;
      if (from > end) union.push(from, to);
      else if (to > end) union[union.length - 1] = to;
    }
    return this.#intern(union);
  }

  intersect(a: PortSet, b: PortSet): PortSet {
    if (a === b || b === this.all) return a;
    return a === this.all ? b : this.#combine('intersect', a, b);
  }

  subtract(a: PortSet, b: PortSet): PortSet {
    return b === this.none ? a : this.#combine('subtract', a, b);
  }

  /** The set that holds `bounds` and nothing else; see `PortSet`. */
  ofBounds(bounds: readonly number[]): PortSet {
    return this.#intern(bounds);
  }

  #combine(operation: Operation, a: PortSet, b: PortSet): PortSet {
    const key = a.id * 2 ** 26 + b.id;
    const results = this.#results[operation];
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = this.#intern(sweep(a.bounds, b.bounds, HOLDS[operation]));
    results.set(key, result);
    return result;
  }

  #intern(bounds: readonly number[]): PortSet {
    const text = bounds.join(' ');
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const set = { id: this.#byText.size, bounds };
    this.#byText.set(text, set);
    return set;
  }
}

const HOLDS: Readonly<Record<Operation, (inA: boolean, inB: boolean) => boolean>> = {
  union: (inA, inB) => inA || inB,
  intersect: (inA, inB) => inA && inB,
  subtract: (inA, inB) => inA && !inB,
};

/** Walks both lists of bounds at once: a bound belongs to the result where membership changes. */
function sweep(
  a: readonly number[],
  b: readonly number[],
  holds: (inA: boolean, inB: boolean) => boolean,
): readonly number[] {
  const result: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const at = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    if (a[i] === at) i++;
    if (b[j] === at) j++;
    const holdsAfter = holds(i % 2 === 1, j % 2 === 1);
    if (holdsAfter !== (result.length % 2 === 1)) result.push(at);
  }
  return result;
}

export function hasPort({ bounds }: PortSet, protocol: Protocol, port: number): boolean {
  const at = PROTOCOLS.indexOf(protocol) * SPAN + port;
  return bounds.filter((bound) => bound <= at).length % 2 === 1;
}

/** The protocol and port of a place on the axis. */
export function portAt(place: number): PortPoint {
  return { protocol: PROTOCOLS[Math.floor(place / SPAN)] ?? 'SCTP', port: place % SPAN };
}

/** The set by protocol, TCP first; a protocol without ports is left out. */
export function portRanges({ bounds }: PortSet): readonly PortRanges[] {
  return PROTOCOLS.flatMap((protocol, index) => {
    const ranges: PortRange[] = [];
    for (let at = 0; at < bounds.length; at += 2) {
      const [from = 0, to = 0] = bounds.slice(at, at + 2);
      if (Math.floor(from / SPAN) !== index) continue;
      ranges.push({ from: from % SPAN, to: (to - 1) % SPAN });
    }
    return ranges.length === 0 ? [] : [{ protocol, ranges }];
  });
}
