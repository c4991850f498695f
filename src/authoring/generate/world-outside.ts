import type { Cluster } from '../../api/index.ts';
import { insideBlocks } from '../../behaviour/index.ts';
import type { Address, AddressRange, Cidr, MatrixConnection, MatrixPeer, Protocol } from '../../engine/model/index.ts';
import {
  addressOf,
  compareText,
  contains,
  formatAddress,
  formatRange,
  formatSocket,
  groupBy,
  PROTOCOLS,
  parseAddress,
} from '../../engine/model/index.ts';
import { suffix } from './targets.ts';

/** Stands for every address outside that no policy names. */
const ANYWHERE = { name: 'anywhere.example', address: '203.0.113.10' } as const;

/** A host that stands for all addresses outside that policies treat alike, and the ports on which they tell clients apart. */
export interface Elsewhere {
  readonly name: string;
  readonly address: string;
  readonly ports: readonly { readonly port: number; readonly protocol: Protocol }[];
}

/** One host for each set of addresses that the policies' egress rules tell apart; none for addresses inside. */
export function worldOutside(cluster: Cluster): readonly Elsewhere[] {
  const { connections, denied = [] } = cluster.permitted({ to: 'outside', explain: true });
  // Asked what leads outside, the matrix has no other destinations.
  const sets = groupBy([...connections, ...denied], ({ to }) => rangesOf(to).map(formatRange).join());
  const inside = insideBlocks(cluster.view);
  return [...sets.values()].flatMap((rows) => {
    const address = addressIn(rangesOf(rows[0].to), inside);
    if (address === undefined) return [];
    const name = address === ANYWHERE.address ? ANYWHERE.name : `host-${address.replaceAll(/[.:]+/g, '-')}.example`;
    return [{ name, address, ports: telling(rows) }];
  });
}

/** How a sentence names a port of a host. */
export function elsewhereText({ name, address }: Elsewhere, port: Elsewhere['ports'][number], byName: boolean): string {
  const socket = byName ? `${name}:${port.port}` : formatSocket(address, port.port);
  return `${socket}${suffix(port.protocol)}`;
}

/** The well-known address if it is among them, else the first that is nobody's inside the cluster. */
function addressIn(ranges: readonly AddressRange[], inside: readonly Cidr[]): string | undefined {
  const anywhere = parseAddress(ANYWHERE.address);
  if (anywhere !== undefined && ranges.some((range) => isWithin(anywhere, range))) return ANYWHERE.address;
  for (const range of ranges) {
    const { family, first, last } = range;
    const address = freeFrom(addressOf(family, first + (first < last ? 1n : 0n)), inside);
    if (isWithin(address, range)) return formatAddress(address);
  }
  return undefined;
}

function rangesOf(peer: MatrixPeer): readonly AddressRange[] {
  return peer.kind === 'External' ? peer.ranges : [];
}

function isWithin({ family, value }: Address, range: AddressRange): boolean {
  return family === range.family && value >= range.first && value <= range.last;
}

function freeFrom(address: Address, inside: readonly Cidr[]): Address {
  const block = inside.find((each) => contains(each, address));
  return block === undefined ? address : freeFrom(addressOf(address.family, block.last + 1n), inside);
}

interface Interval {
  readonly protocol: Protocol;
  readonly first: number;
  readonly last: number;
  /** Who may connect there. */
  readonly who: string;
}

/** Every single port that rules name, and for all the others one port for each set of clients that they are open to. */
function telling(rows: readonly MatrixConnection[]): Elsewhere['ports'] {
  const intervals = PROTOCOLS.flatMap((protocol) => intervalsOf(protocol, rows));
  const single = intervals.filter(({ first, last }) => first === last);
  const wide = intervals.filter(({ first, last }) => first < last);
  const chosen = [...new Set(wide.map(({ who }) => who))].flatMap((who) => {
    const alike = wide.filter((each) => each.who === who);
    return alike.find(has(443)) ?? alike[0] ?? [];
  });
  return [...single, ...chosen]
    .map((each) => ({ protocol: each.protocol, port: has(443)(each) ? 443 : has(80)(each) ? 80 : each.first }))
    .sort((a, b) => PROTOCOLS.indexOf(a.protocol) - PROTOCOLS.indexOf(b.protocol) || a.port - b.port);
}

function has(port: number): (interval: Interval) => boolean {
  return ({ protocol, first, last }) => protocol === 'TCP' && first <= port && port <= last;
}

function intervalsOf(protocol: Protocol, rows: readonly MatrixConnection[]): readonly Interval[] {
  const allowed = rows.map(({ from, allowed: all }) => ({
    client: from.kind === 'Workload' ? `${from.workloadKind} ${from.namespace}/${from.name}` : '',
    spans: all.find((each) => each.protocol === protocol)?.ranges ?? [],
  }));
  const cuts = allowed.flatMap(({ spans }) => spans.flatMap(({ from, to }) => [from, to + 1]));
  const starts = [...new Set([1, ...cuts])].filter((port) => port <= 65535).sort((a, b) => a - b);
  return starts.map((first, index) => {
    const open = allowed.filter(({ spans }) => spans.some((span) => span.from <= first && first <= span.to));
    const who = open.map(({ client }) => client).sort(compareText);
    return { protocol, first, last: (starts[index + 1] ?? 65536) - 1, who: who.join() };
  });
}
