import type { Endpoints } from '../../model/index.ts';
import { canonicalJson, compareText } from '../../model/index.ts';

const CAPACITY = 1000;

export type EndpointSubset = NonNullable<Endpoints['subsets']>[number];
type Address = NonNullable<EndpointSubset['addresses']>[number];
type Port = NonNullable<EndpointSubset['ports']>[number];

/** Addresses that have the same ports; without ports for a headless Service that has none. */
export interface AddressedPorts {
  readonly ports: readonly Port[];
  readonly members: readonly { readonly address: Address; readonly isReady: boolean }[];
}

interface Entry {
  readonly key: string;
  readonly address: Address;
  readonly isReady: boolean;
}

/**
 * Packs addresses into the fewest subsets: ports that the same addresses have, equally ready, share one subset.
 * Addresses are ordered by IP, as text, and uid. (RepackSubsets in kubernetes pkg/api/v1/endpoints/util.go, which
 * orders ports and subsets by an MD5 of Go structs; here their text orders them.)
 */
export function repackSubsets(groups: readonly AddressedPorts[]): readonly EndpointSubset[] {
  const byPort = new Map<string, { port: Port | undefined; entries: Map<string, Entry> }>();
  for (const { ports, members } of groups) {
    const entries = members.map((member) => ({ ...member, key: entryKey(member.address) }));
    for (const port of ports.length === 0 ? [undefined] : ports) {
      const key = port === undefined ? '' : canonicalJson(port);
      const group = byPort.get(key) ?? { port, entries: new Map<string, Entry>() };
      for (const entry of entries)
        if (group.entries.get(entry.key)?.isReady !== false) group.entries.set(entry.key, entry);
      byPort.set(key, group);
    }
  }
  const bySet = new Map<string, { ports: Port[]; entries: readonly Entry[] }>();
  for (const [, { port, entries }] of [...byPort].sort(([a], [b]) => compareText(a, b))) {
    const sorted = [...entries.values()].sort((a, b) => compareText(a.key, b.key));
    const key = sorted.map((entry) => `${entry.key} ${entry.isReady}`).join();
    const subset = bySet.get(key) ?? { ports: [], entries: sorted };
    if (port !== undefined) subset.ports.push(port);
    bySet.set(key, subset);
  }
  return [...bySet.values()].map(({ ports, entries }) => subsetOf(ports, entries));
}

function entryKey({ ip, targetRef }: Address): string {
  return `${ip} ${targetRef?.uid ?? ''}`;
}

function subsetOf(ports: readonly Port[], entries: readonly Entry[]): EndpointSubset {
  const addresses = entries.filter(({ isReady }) => isReady).map(({ address }) => address);
  const notReadyAddresses = entries.filter(({ isReady }) => !isReady).map(({ address }) => address);
  return {
    ...(addresses.length > 0 && { addresses }),
    ...(notReadyAddresses.length > 0 && { notReadyAddresses }),
    ...(ports.length > 0 && { ports }),
  };
}

/**
 * Cuts down to 1000 addresses, those that are not ready first, each subset in proportion (truncateEndpoints in
 * pkg/controller/endpoint/endpoints_controller.go); the same array where nothing is cut.
 */
export function truncateSubsets(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  const ready = total(subsets, 'addresses');
  const unready = total(subsets, 'notReadyAddresses');
  if (ready + unready <= CAPACITY) return subsets;
  const field = ready > CAPACITY ? 'addresses' : 'notReadyAddresses';
  const capacity = ready > CAPACITY ? CAPACITY : CAPACITY - ready;
  const whole = ready > CAPACITY ? ready : unready;
  let left = capacity;
  return subsets.map((subset) => {
    const own = subset[field] ?? [];
    const kept = own.slice(0, Math.min(left, Math.ceil((own.length / whole) * capacity)));
    left -= kept.length;
    const { notReadyAddresses: _dropped, ...rest } = subset;
    return field === 'addresses' ? { ...rest, addresses: kept } : { ...subset, notReadyAddresses: kept };
  });
}

function total(subsets: readonly EndpointSubset[], field: 'addresses' | 'notReadyAddresses'): number {
  return subsets.reduce((sum, subset) => sum + (subset[field]?.length ?? 0), 0);
}
