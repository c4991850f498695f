import type { Considered, SentPacket } from '../../model/index.ts';
import { deciderAt, type Explanation, formatDestination, formatPort, lazyDecision } from '../../model/index.ts';
import { nearMisses, undefinedPort } from './near-misses.ts';
import type { ProxyNode } from './proxy-node.ts';
import { isLocalAddress } from './proxy-node.ts';
import type { AddressRule, ServiceTable } from './table.ts';
import type { End, Translation } from './translation.ts';

/** What becomes of a packet that no Service port answers: mostly nothing, but it depends on the mode. */
export function unmatched(table: ServiceTable, packet: SentPacket, node: ProxyNode | undefined): Translation {
  if (node?.proxied === true) {
    const end = guard(table, packet, node);
    if (end !== undefined) return end;
  }
  let considered: readonly Considered[] | undefined;
  return {
    kind: 'not-handled',
    get considered() {
      considered ??= nearMisses(table, packet, node);
      return considered;
    },
  };
}

/**
 * nftables rejects undefined ports of cluster IPs and drops traffic to cluster IPs that nobody has (cluster-ips-check);
 * ipvs rejects undefined ports of every address on its dummy device (KUBE-IPVS-FILTER); iptables has neither.
 */
function guard(table: ServiceTable, packet: SentPacket, node: ProxyNode): End | undefined {
  const { mode } = table.view.spec.proxy;
  if (mode === 'iptables' || isLocalAddress(node, packet.destination)) return undefined;
  const owner = table.index.byIP
    .get(packet.destination.text)
    ?.find(({ via }) => mode === 'ipvs' || via === 'ClusterIP');
  if (owner !== undefined) return undefinedServicePort(table, packet, owner);
  const cidr = mode === 'nftables' ? table.serviceCIDROf(packet.destination) : undefined;
  return cidr === undefined ? undefined : unallocated(packet, cidr);
}

function undefinedServicePort(table: ServiceTable, packet: SentPacket, owner: AddressRule): End {
  const { ref } = owner.port.service;
  const explain = (): Explanation => ({
    reason: {
      code: 'undefined-service-port',
      text: undefinedText(`Service ${ref.namespace}/${ref.name}`, packet),
    },
    rule: table.rule(ref, ['spec', 'ports']),
    considered: undefinedPort(table, packet),
  });
  const decidedBy = () => [deciderAt(table.rule(ref, ['spec', 'ports']), table.rule(ref, []))];
  return {
    kind: 'end',
    outcome: 'refused',
    via: owner.via,
    service: ref,
    decision: lazyDecision('reject', explain, decidedBy),
  };
}

function undefinedText(service: string, packet: SentPacket): string {
  if (packet.protocol !== 'ICMP') return `${service} has no port ${formatPort(packet)}`;
  return `${service} answers at its ports alone, and kube-proxy rejects everything else`;
}

function unallocated(packet: SentPacket, cidr: string): End {
  return {
    kind: 'end',
    outcome: 'timeout',
    via: 'ClusterIP',
    decision: {
      action: 'drop',
      reason: {
        code: 'unallocated-cluster-ip',
        text: `${formatDestination(packet)} lies in the service CIDR ${cidr}, and no Service has that address`,
      },
      considered: [],
    },
  };
}
