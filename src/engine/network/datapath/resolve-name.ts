import { deciderAt, type Hop, parseAddress, type RecordType, type Resolution, ruleAt } from '../../model/index.ts';
import { type AddressResolution, lookup, lookupAddresses, reverseName } from '../dns/index.ts';
import { addressesOf, type Client } from './client.ts';
import { askOverNetwork } from './nameserver.ts';
import { resolveOutside } from './resolve-outside.ts';
import { resolvingOf } from './resolving.ts';
import type { Snapshot } from './snapshot.ts';

/** Looks a name up as the client would. For a PTR an address serves as well as its name in `in-addr.arpa`. */
export function resolveName(snapshot: Snapshot, client: Client, name: string, type: RecordType): Resolution {
  const asked = type === 'PTR' ? (reverseName(name) ?? name) : name;
  const resolving = resolvingOf(snapshot, client);
  if (resolving === undefined) return resolveOutside(snapshot, asked, type);
  const lost = new Map<string, Hop>();
  const found = lookup(resolving.resolver, { name: asked, type }, askOverNetwork(snapshot, client, lost));
  return decided(snapshot, found, lost);
}

/** Resolves the host of a connection: the addresses in the order in which the client tries them. */
export function resolveHost(snapshot: Snapshot, client: Client, host: string): AddressResolution {
  const resolving = resolvingOf(snapshot, client);
  if (resolving === undefined) return addressesFromOutside(snapshot, client, host);
  const { resolver } = resolving;
  const name = host.toLowerCase();
  const shared = resolver.hosts.some(({ names }) => names.includes(name)) ? undefined : resolving.shared;
  const known = shared?.get(host);
  if (known !== undefined) return known;
  const lost = new Map<string, Hop>();
  const { addresses, resolution } = lookupAddresses(resolver, host, askOverNetwork(snapshot, client, lost));
  const answer = { addresses, resolution: decided(snapshot, resolution, lost) };
  shared?.set(host, answer);
  return answer;
}

/** Of two families IPv6 comes first, as RFC 6724 has it. */
function addressesFromOutside(snapshot: Snapshot, client: Client, host: string): AddressResolution {
  const types = addressesOf(snapshot, client).some(({ family }) => family === 6)
    ? (['AAAA', 'A'] as const)
    : (['A'] as const);
  const resolutions = types.map((type) => resolveOutside(snapshot, host, type));
  const resolution = resolutions.find(({ answers }) => answers.length > 0) ?? resolveOutside(snapshot, host, 'A');
  return { resolution, addresses: resolution.answers.flatMap(({ data }) => parseAddress(data) ?? []) };
}

/**
 * Names who decided: the Service that the name is of. A look-up that failed because questions were lost tells what lost them
 * first, and then what other servers said.
 */
function decided({ view }: Snapshot, resolution: Resolution, lost: ReadonlyMap<string, Hop>): Resolution {
  const [first] = lost;
  if (first === undefined || resolution.answers.length > 0) {
    const { rule: found } = resolution;
    if (found?.ref.kind !== 'Service') return resolution;
    return { ...resolution, decidedBy: [deciderAt(found, ruleAt(view, found.ref))] };
  }
  const [server, { reason, rule, considered, decidedBy }] = first;
  const others = resolution.rcode === 'NXDOMAIN' || resolution.rcode === 'NOERROR' ? `; ${resolution.reason.text}` : '';
  return {
    ...resolution,
    reason: { code: 'nameserver-unreachable', text: `nameserver ${server} does not answer: ${reason.text}${others}` },
    ...(rule === undefined ? {} : { rule }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
    considered,
  };
}
