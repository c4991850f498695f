import { type AddressResolution, lookup, lookupAddresses, reverseName } from '../dns/index.ts';
import type { DnsRecord, Hop, RecordType, Resolution } from '../model/index.ts';
import { parseAddress } from '../model/index.ts';
import { addressesOf, type Client } from './client.ts';
import { askOverNetwork } from './nameserver.ts';
import { resolvingOf } from './resolving.ts';
import type { Snapshot } from './snapshot.ts';

/** Looks a name up as the client would. For a PTR an address serves as well as its name in `in-addr.arpa`. */
export function resolveName(snapshot: Snapshot, client: Client, name: string, type: RecordType): Resolution {
  const asked = type === 'PTR' ? (reverseName(name) ?? name) : name;
  const resolving = resolvingOf(snapshot, client);
  if (resolving === undefined) return fromOutside(snapshot, asked, type);
  const lost = new Map<string, Hop>();
  return withLosses(lookup(resolving.resolver, { name: asked, type }, askOverNetwork(snapshot, client, lost)), lost);
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
  const answer = { addresses, resolution: withLosses(resolution, lost) };
  shared?.set(host, answer);
  return answer;
}

/** Of two families IPv6 comes first, as RFC 6724 has it. */
function addressesFromOutside(snapshot: Snapshot, client: Client, host: string): AddressResolution {
  const types = addressesOf(snapshot, client).some((ip) => ip.includes(':'))
    ? (['AAAA', 'A'] as const)
    : (['A'] as const);
  const resolutions = types.map((type) => fromOutside(snapshot, host, type));
  const resolution = resolutions.find(({ answers }) => answers.length > 0) ?? fromOutside(snapshot, host, 'A');
  return { resolution, addresses: resolution.answers.map(({ data }) => data) };
}

/** The world outside asks its own nameservers, which know the hosts that the user named, and no name of the cluster. */
function fromOutside(snapshot: Snapshot, name: string, type: RecordType): Resolution {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  const host = snapshot.view.spec.externalHosts.find((each) => each.name.toLowerCase() === wanted);
  const family = type === 'AAAA' ? 6 : 4;
  const addresses = host?.addresses.filter((ip) => parseAddress(ip)?.family === family) ?? [];
  const answers = addresses.map((data): DnsRecord => ({ name: `${wanted}.`, type, ttl: 30, data }));
  const found = addresses.length === 0 ? `has no ${type} record` : `is ${addresses.join(', ')}`;
  const text = host === undefined ? `${name} is not known outside the cluster` : `${name} ${found}`;
  return {
    name,
    type,
    rcode: host === undefined ? 'NXDOMAIN' : 'NOERROR',
    answers,
    queries: [],
    reason: { code: host === undefined ? 'not-known-outside' : 'external-host', text },
    considered: [],
  };
}

/** A look-up that failed because questions were lost tells what lost them first, and then what other servers said. */
function withLosses(resolution: Resolution, lost: ReadonlyMap<string, Hop>): Resolution {
  const [first] = lost;
  if (first === undefined || resolution.answers.length > 0) return resolution;
  const [server, { reason, rule, considered }] = first;
  const others = resolution.rcode === 'NXDOMAIN' || resolution.rcode === 'NOERROR' ? `; ${resolution.reason.text}` : '';
  return {
    ...resolution,
    reason: { code: 'nameserver-unreachable', text: `nameserver ${server} does not answer: ${reason.text}${others}` },
    ...(rule === undefined ? {} : { rule }),
    considered,
  };
}
