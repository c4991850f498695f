import type { DiffJson, MatrixJson, PeerJson } from '../json/matrix-json.ts';
import { workloadName } from './names.ts';

const WHOLE: Readonly<Record<string, string>> = {
  '0.0.0.0-255.255.255.255': 'outside IPv4',
  '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff': 'outside IPv6',
};

/** Ranges that a name may list where others stand beside it in a line; ends with more of them get a number. */
const LISTED = 3;

/** Names the ends of one matrix, so that no two of them have the same name. */
export class EndNames {
  readonly #families: number;
  readonly #listed: number;
  readonly #numbers = new Map<string, string>();

  /** `listed`: how many ranges a name may spell out. */
  constructor(peers: readonly PeerJson[], listed: number = Number.POSITIVE_INFINITY) {
    this.#families = new Set(peers.flatMap(rangesOf).map((range) => range.includes(':'))).size;
    this.#listed = listed;
    for (const peer of peers) this.#number(peer);
  }

  /** `Deployment shop/web`, or `outside` with its addresses where they are not all there are. */
  of(peer: PeerJson): string {
    if (peer.kind === 'Workload') return workloadName(peer);
    return this.#numbers.get(rangesText(peer)) ?? this.#outside(peer.ranges);
  }

  /** What the numbers stand for, a line for each, in their order. */
  get legend(): readonly string[] {
    return [...this.#numbers].map(([ranges, name]) => `${name}: ${ranges}`);
  }

  #outside(ranges: readonly string[]): string {
    const whole = ranges.filter((range) => WHOLE[range] !== undefined);
    if (whole.length < ranges.length) return `outside ${ranges.map(shortRange).join(', ')}`;
    return whole.length === this.#families ? 'outside' : (WHOLE[whole[0] ?? ''] ?? 'outside');
  }

  #number(peer: PeerJson): void {
    const text = rangesText(peer);
    if (rangesOf(peer).length <= this.#listed || this.#numbers.has(text)) return;
    this.#numbers.set(text, `outside (${this.#numbers.size + 1})`);
  }
}

/** Names that say everything. */
export function fullNames(matrix: MatrixJson): EndNames {
  return new EndNames(endsOf(matrix));
}

/** Names for a place where there is little room; `legend` says what is missing from them. */
export function shortNames(matrix: MatrixJson | DiffJson): EndNames {
  return new EndNames('connections' in matrix ? endsOf(matrix) : changedEnds(matrix), LISTED);
}

function endsOf({ connections, unknown = [], denied = [] }: MatrixJson): readonly PeerJson[] {
  return [...connections, ...unknown, ...denied].flatMap(({ from, to }) => [from, to]);
}

function changedEnds({ opened, changed, closed }: DiffJson): readonly PeerJson[] {
  return [...opened, ...changed, ...closed].flatMap(({ from, to }) => [from, to]);
}

function rangesOf(peer: PeerJson): readonly string[] {
  return peer.kind === 'Workload' ? [] : peer.ranges;
}

function rangesText(peer: PeerJson): string {
  return rangesOf(peer).map(shortRange).join(', ');
}

/** A range of one address is that address. */
function shortRange(range: string): string {
  const [first = '', last] = range.split('-');
  return first === last ? first : range;
}
