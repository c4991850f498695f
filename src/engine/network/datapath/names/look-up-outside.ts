import type { DnsRecord, RecordType, Resolution } from '../../../model/index.ts';
import { formatRef, parseAddress, publishedHosts, ruleAt, wildcardFor } from '../../../model/index.ts';
import { isWorldly } from '../../dns/index.ts';
import { unservedFor } from '../../gateway/index.ts';
import type { Snapshot } from '../snapshot.ts';

/** Of any machine (RFC 6761, 6.3). */
const LOOPBACK = ['127.0.0.1', '::1'];

/**
 * Looks a name up where no cluster configures the resolver. The world outside asks its own nameservers, which know the
 * hosts that the user named, those of Ingresses that have an address, and no name of the cluster.
 */
export function lookUpOutside({ view, zone, gateways }: Snapshot, name: string, type: RecordType): Resolution {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  const named = (name: string) => view.spec.externalHosts.find((each) => each.name.toLowerCase() === name);
  const host = named(wanted) ?? named(wildcardFor(wanted));
  const published = publishedHosts(view);
  const entry = published.get(wanted) ?? published.get(wildcardFor(wanted));
  const ingress = host === undefined ? entry?.ingress : undefined;
  const own = wanted === 'localhost' || wanted.endsWith('.localhost') ? LOOPBACK : undefined;
  const known = host?.addresses ?? entry?.addresses ?? own;
  const family = type === 'AAAA' ? 6 : 4;
  const addresses = known?.filter((ip) => parseAddress(ip)?.family === family) ?? [];
  // The host of an Ingress that nobody serves has no address to publish.
  const near = known === undefined ? unservedFor(gateways, wanted) : [];
  const found = addresses.length === 0 ? `has no ${type} record` : `is ${addresses.join(', ')}`;
  const from = ingress === undefined ? '' : `, the address of ${formatRef(ingress.ref)}`;
  return {
    name,
    type,
    rcode: known !== undefined ? 'NOERROR' : near.length === 0 && isWorldly(zone, wanted) ? 'UNKNOWN' : 'NXDOMAIN',
    answers: addresses.map((data): DnsRecord => ({ name: `${wanted}.`, type, ttl: 30, data })),
    queries: [],
    reason:
      known === undefined
        ? { code: 'not-known-outside', text: `${name} is not known outside the cluster` }
        : { code: ingress === undefined ? 'external-host' : 'ingress-address', text: `${name} ${found}${from}` },
    ...(ingress === undefined ? {} : { rule: ruleAt(view, ingress.ref, ['spec', 'rules']) }),
    considered: near,
  };
}
