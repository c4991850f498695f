import type { ClusterView, DnsRecord, RecordType, Resolution } from '../../engine/model/index.ts';
import { NotModelled, parseAddress, podIPs, SetupError } from '../../engine/model/index.ts';
import type { Answer, Question, ResolverClient, Zone } from '../../engine/network/dns/index.ts';
import {
  askDirectly,
  compileZone,
  isUnknownOutside,
  lookup,
  nodeResolver,
  podResolver,
  reverseName,
} from '../../engine/network/dns/index.ts';
import { containerOf, fromOf, type Machine, traceTo } from './machine.ts';

/** The machine's own resolver: its C library, resolv.conf and hosts file. Throws a SetupError for a machine outside. */
export function resolverOf({ view, client }: Machine): ResolverClient {
  if (client.kind === 'pod') return podResolver(view, client.pod, containerOf(client));
  const spec = client.kind === 'node' ? view.nodeSpec(client.node.ref.name) : undefined;
  if (spec !== undefined) return nodeResolver(view, spec);
  throw new NotModelled('which nameserver a client outside the cluster asks is not modelled', {
    hint: 'name one: @10.0.0.10',
  });
}

/** What a command asks for is known to nobody. */
export class UnknownAnswer extends NotModelled {}

/**
 * Puts a question to one nameserver over the cluster's network: `timeout` and `refused` are what became of the packet. A
 * server that answers sometimes answers in the end, since clients ask again.
 */
export function askServer(machine: Machine, server: string, question: Question): Answer | 'timeout' | 'refused' {
  const zone = zoneOf(machine.view);
  const dnsServer = zone.servers.has(server) ? server : dnsPodServer(machine.view, zone, server);
  const way = traceTo(machine, { host: server, port: 53, protocol: 'UDP' });
  if (way.outcome === 'refused') return 'refused';
  if (way.reach === 'never') return 'timeout';
  if (way.reach === 'unknown') {
    const last = way.branches.find(({ outcome }) => outcome === 'unknown')?.hops.at(-1);
    const isOutside = dnsServer === undefined && last?.reason.code === 'unknown-host';
    if (!isOutside) throw new UnknownAnswer(`whether ${server} answers is unknown: ${last?.reason.text ?? ''}`);
  }
  return askDirectly(zone)(dnsServer ?? server, question);
}

/** A DNS server's pod answers as its Service does. */
function dnsPodServer(view: ClusterView, zone: Zone, server: string): string | undefined {
  const [first] = zone.servers;
  const { namespace, labels } = view.spec.dns;
  const pods = view.labelled('Pod', namespace, labels);
  return pods.some(({ object }) => podIPs(object).includes(server)) ? first : undefined;
}

const zones = new WeakMap<ClusterView, Zone>();

function zoneOf(view: ClusterView): Zone {
  const known = zones.get(view) ?? compileZone(view).table;
  zones.set(view, known);
  return known;
}

/** Looks a name up in DNS alone, with the search list: what nslookup and host do. */
export function lookupInDns(machine: Machine, resolver: ResolverClient, name: string, type: RecordType): Resolution {
  const asked = type === 'PTR' ? (reverseName(name) ?? name) : name;
  const client: ResolverClient = { ...resolver, libc: 'glibc', hosts: [] };
  const found = lookup(client, { name: asked, type }, (server, question) => askServer(machine, server, question));
  if (isUnknownOutside(zoneOf(machine.view), found)) throw new UnknownAnswer(found.reason.text);
  return found;
}

/** The resolver with another nameserver, which is given by address or name. Throws a SetupError for a name without an address. */
export function withServer(machine: Machine, resolver: ResolverClient, server: string): ResolverClient {
  const ip = addressOfServer(machine, server);
  return { ...resolver, resolvConf: { ...resolver.resolvConf, nameservers: [ip] } };
}

/** The address of a nameserver that is given by address or name. */
export function addressOfServer(machine: Machine, server: string): string {
  if (parseAddress(server) !== undefined) return server;
  const [first] = machine.cluster.lookUp({ from: fromOf(machine.client), name: server }).answers.filter(isAddress);
  if (first === undefined) throw new SetupError(`the nameserver "${server}" has no address`);
  return first.data;
}

/** The name of an address as getnameinfo gives it: from /etc/hosts, else from DNS. */
export function nameOfAddress(machine: Machine, resolver: ResolverClient, ip: string): string | undefined {
  const local = resolver.hosts.find((entry) => entry.ip === ip)?.names[0];
  if (local !== undefined) return local;
  const [pointer] = lookupInDns(machine, resolver, ip, 'PTR').answers.filter(({ type }) => type === 'PTR');
  return pointer === undefined ? undefined : withoutDot(pointer.data);
}

export function isAddress({ type }: DnsRecord): boolean {
  return type === 'A' || type === 'AAAA';
}

/** Reports whether the cluster's DNS answers for a name of its own accord; of any other it only passes answers on. */
export function isAuthoritative({ spec }: ClusterView, name: string): boolean {
  const canonical = withoutDot(name).toLowerCase();
  const zone = spec.dns.domain.toLowerCase();
  return canonical === zone || canonical.endsWith(`.${zone}`) || /\.(?:in-addr|ip6)\.arpa$/.test(canonical);
}

export function withoutDot(name: string): string {
  return name.replace(/\.$/, '');
}
