import { type DnsRecord, SetupError } from '../engine/model/index.ts';
import { askOverNetwork, type Client, type Snapshot } from '../engine/network/datapath/index.ts';
import {
  answer,
  type Answer as DnsAnswer,
  type Question as DnsQuestion,
  resolvConf,
  zoneRecords,
} from '../engine/network/dns/index.ts';

export type { DnsAnswer, DnsQuestion };

/** What the server answers, or what becomes of a question that is lost on its way: dropped, or rejected. */
export type DnsReply = DnsAnswer | 'timeout' | 'refused';

/**
 * Puts a question to the cluster's DNS server itself: no hosts file and no search list come before it; with a client over the cluster's network, to the first nameserver of that
 * pod. Throws a SetupError for a client that is no pod.
 */
export function askDns(snapshot: Snapshot, client: Client | undefined, question: DnsQuestion): DnsReply {
  if (client === undefined) return snapshot.view.spec.dns.installed ? answer(snapshot.zone, question) : 'timeout';
  if (client.kind !== 'pod') throw new SetupError("only a pod has a view of the cluster's DNS");
  const [server] = resolvConf(snapshot.view, client.pod).nameservers;
  return server === undefined ? 'timeout' : askOverNetwork(snapshot, client, new Map())(server, question);
}

/** Every record that the server can list; none where the cluster has no DNS server. */
export function dnsRecords({ view, zone }: Snapshot): readonly DnsRecord[] {
  return view.spec.dns.installed ? zoneRecords(zone) : [];
}
