import type { Considered, SentPacket } from '../../model/index.ts';
import { type Explanation, formatCidr, formatDestination } from '../../model/index.ts';
import { formatEndpoint, isUsable } from './endpoint.ts';
import type { ProxiedPort, ServiceVia } from './proxied-port.ts';
import type { ProxyNode } from './proxy-node.ts';
import type { ServiceTable } from './table.ts';

/** How many near misses an explanation lists at most. */
const SHOWN = 5;

/** Says which traffic policy keeps a packet from endpoints that are there, and where those are. */
export function explainNoLocalEndpoints(
  table: ServiceTable,
  { port, via, node }: { readonly port: ProxiedPort; readonly via: ServiceVia; readonly node: ProxyNode },
): Explanation {
  const field = via === 'ClusterIP' ? 'internalTrafficPolicy' : 'externalTrafficPolicy';
  const elsewhere = table.endpoints(port).filter(isUsable).slice(0, SHOWN);
  return {
    reason: {
      code: 'no-local-endpoints',
      text: `${field} is Local, and node ${node.name} has no endpoint of Service ${qualified(port)}`,
    },
    rule: table.rule(port.service.ref, ['spec', field]),
    considered: elsewhere.map(
      (endpoint): Considered => ({
        rule: table.rule(endpoint.targetRef ?? endpoint.slice, []),
        mismatch: `endpoint ${formatEndpoint(endpoint)} is ${place(endpoint.nodeName)}`,
      }),
    ),
  };
}

/** Says that the source may not use the load balancer's address, and which sources may. */
export function explainSourceRange(table: ServiceTable, port: ProxiedPort, packet: SentPacket): Explanation {
  const ranges = port.sourceRanges.map(formatCidr).join(', ');
  const ref = port.service.ref;
  const text = `${packet.source.text} lies outside loadBalancerSourceRanges (${ranges}) of ${formatDestination(packet)}`;
  return {
    reason: { code: 'source-range', text },
    rule: table.rule(ref, ['spec', 'loadBalancerSourceRanges']),
    considered: (port.service.object.spec.loadBalancerSourceRanges ?? []).slice(0, SHOWN).map((range, index) => ({
      rule: table.rule(ref, ['spec', 'loadBalancerSourceRanges', index]),
      mismatch: `${range} does not hold ${packet.source.text}`,
    })),
  };
}

function qualified({ service: { ref } }: ProxiedPort): string {
  return `${ref.namespace}/${ref.name}`;
}

function place(node: string | undefined): string {
  return node === undefined ? 'on no node of the cluster' : `on node ${node}`;
}
