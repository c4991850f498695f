import type { Address, Cidr, DnsQuery, DnsRecord, Reason, RecordType, Resolution } from '../../model/index.ts';
import { contains, parseAddress, parseCidr } from '../../model/index.ts';
import type { Ask } from './ask-servers.ts';
import { explainSearch, rcodeFor } from './explain-search.ts';
import { absoluteName, addressTypeOf, isWellFormed } from './names.ts';
import type { ResolverClient } from './resolver-client.ts';
import { search } from './search.ts';
import type { Question } from './zone.ts';

/** What getaddrinfo gives: the resolution, and the addresses in the order in which a client tries them. */
export interface AddressResolution {
  readonly resolution: Resolution;
  readonly addresses: readonly Address[];
}

/**
 * Resolves a name as the client's C library does: an address stands for itself, /etc/hosts comes before DNS, and DNS
 * goes through the search list unless the name ends with a dot. Any type is searched for alike.
 */
export function lookup(client: ResolverClient, question: Question, ask: Ask): Resolution {
  const { name, type } = question;
  return { name, type, ...resolve(client, name, [type], ask) };
}

/**
 * Resolves a name for a connection: A and AAAA of each name are asked together, and what the client has no address of
 * its own for is left out. Of two families IPv6 comes first; musl puts unique local addresses (fc00::/7) last.
 *
 * RFC 6724 as glibc sysdeps/posix/getaddrinfo.c and musl src/network/lookup_name.c have it.
 */
export function lookupAddresses(client: ResolverClient, name: string, ask: Ask): AddressResolution {
  const type = client.families[0] === 6 ? 'AAAA' : 'A';
  const resolution: Resolution = { name, type, ...resolve(client, name, ['A', 'AAAA'], ask) };
  const all = resolution.answers.flatMap(({ data }) => parseAddress(data) ?? []);
  if (addressTypeOf(name) !== undefined) return { resolution, addresses: all };
  const usable = all.filter(({ family }) => client.families.includes(family));
  const [first] = all;
  if (usable.length === 0 && first !== undefined) {
    const text = `${name} is ${all.map((each) => each.text).join(', ')}, and the client has no IPv${first.family}`;
    return { resolution: { ...resolution, reason: { code: 'no-usable-address', text } }, addresses: [] };
  }
  return { resolution, addresses: preferred(client, usable) };
}

const UNIQUE_LOCAL: Cidr | undefined = parseCidr('fc00::/7');

/** Each address once, in the order in which the client tries them. */
function preferred(client: ResolverClient, addresses: readonly Address[]): readonly Address[] {
  const rank = (address: Address): number => {
    if (address.family === 4) return 1;
    return client.libc === 'musl' && UNIQUE_LOCAL !== undefined && contains(UNIQUE_LOCAL, address) ? 2 : 0;
  };
  const distinct = new Map(addresses.map((address) => [address.text, address]));
  return [...distinct.values()].sort((a, b) => rank(a) - rank(b));
}

function resolve(
  client: ResolverClient,
  name: string,
  types: readonly RecordType[],
  ask: Ask,
): Omit<Resolution, 'name' | 'type'> {
  const forAddresses = types.every((type) => type === 'A' || type === 'AAAA');
  const literal = forAddresses ? addressTypeOf(name) : undefined;
  if (literal !== undefined) {
    const answers = types.includes(literal) ? [localRecord(name, name)] : [];
    const reason = { code: 'literal-address', text: `${name} is an address` };
    return { rcode: 'NOERROR', answers, queries: [], reason, considered: [] };
  }
  const hosts = forAddresses ? fromHosts(client, name, types) : [];
  if (hosts.length > 0) return hostsResolution(name, types, hosts);
  if (!isWellFormed(name)) {
    const reason = { code: 'malformed-name', text: `${name} is no domain name: a label is empty or too long` };
    return { rcode: 'NXDOMAIN', answers: [], queries: [], reason, considered: [] };
  }
  const found = search(client, name, types, ask);
  const answers = found.outcome === 'answered' ? (found.attempts.at(-1)?.answers ?? []) : [];
  const queries = found.attempts.flatMap((attempt) => attempt.queries);
  const explained = explainSearch(found);
  const reason = found.outcome === 'answered' ? explained.reason : withOrigin(client, explained.reason);
  return { rcode: rcodeFor(found.outcome), answers: distinctRecords(answers), queries, ...explained, reason };
}

/** A name that fails for a pod with another resolv.conf than the cluster's fails for that, as a rule. */
function withOrigin({ origin, resolvConf }: ResolverClient, reason: Reason): Reason {
  if (origin === undefined) return reason;
  const servers = resolvConf.nameservers.map((server) => `nameserver ${server}`).join(', ') || 'no nameserver';
  return { ...reason, text: `${reason.text}; the pod has ${origin}: ${servers}` };
}

// Both answers of an alias begin with the same CNAME.
function distinctRecords(answers: readonly { readonly records: readonly DnsRecord[] }[]): readonly DnsRecord[] {
  const records = answers.flatMap((answer) => answer.records);
  return [...new Map(records.map((record) => [`${record.name} ${record.type} ${record.data}`, record])).values()];
}

function fromHosts(client: ResolverClient, name: string, types: readonly RecordType[]): readonly DnsRecord[] {
  const wanted = name.toLowerCase();
  return client.hosts
    .filter((entry) => entry.names.includes(wanted))
    .map((entry) => localRecord(name, entry.ip))
    .filter(({ type }) => types.includes(type));
}

function hostsResolution(
  name: string,
  types: readonly RecordType[],
  answers: readonly DnsRecord[],
): Omit<Resolution, 'name' | 'type'> {
  const queries = types.map(
    (type): DnsQuery => ({ name: absoluteName(name), type, server: '/etc/hosts', rcode: 'NOERROR' }),
  );
  const text = `/etc/hosts says that ${name} is ${answers.map(({ data }) => data).join(', ')}`;
  return { rcode: 'NOERROR', answers, queries, reason: { code: 'hosts-file', text }, considered: [] };
}

function localRecord(name: string, ip: string): DnsRecord {
  return { name: absoluteName(name), type: addressTypeOf(ip) ?? 'A', ttl: 0, data: ip };
}
