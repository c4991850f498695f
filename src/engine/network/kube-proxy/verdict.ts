import type { Address, Cidr, ProxySpec } from '../../model/index.ts';
import { contains, sameAddress } from '../../model/index.ts';
import type { EndpointChoice } from './categorize-endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import type { ProxiedPort, TrafficPolicy } from './proxied-port.ts';
import type { ProxyNode } from './proxy-node.ts';
import { isLocalAddress, isPodSource, primaryAddress } from './proxy-node.ts';
import type { ServiceVia } from './table.ts';

/** Everything that decides about a packet for which a Service rule was found. */
export interface Traffic {
  readonly proxy: ProxySpec;
  readonly node: ProxyNode;
  readonly from: 'pod' | 'node' | 'outside';
  readonly source: Address;
  readonly via: ServiceVia;
  readonly port: ProxiedPort;
  readonly choice: EndpointChoice;
}

/** What the rules of one Service port do with a packet. */
export type Verdict =
  | { readonly kind: 'endpoints'; readonly endpoints: readonly Endpoint[]; readonly masquerade: boolean }
  | { readonly kind: 'no-endpoints' }
  | { readonly kind: 'no-local-endpoints'; readonly outcome: 'timeout' | 'refused' }
  | { readonly kind: 'source-range' };

/** The way through the chains of iptables and nftables mode (kubernetes pkg/proxy/{iptables,nftables}/proxier.go). */
export function chainVerdict(traffic: Traffic): Verdict {
  const { proxy, via, choice } = traffic;
  // nftables asks for the source before it looks for endpoints, iptables makes no firewall chain without endpoints.
  const firewall = via === 'LoadBalancer' && (proxy.mode === 'nftables' || choice.any);
  if (firewall && !inSourceRanges(traffic)) return { kind: 'source-range' };
  if (!choice.any) return { kind: 'no-endpoints' };
  return via === 'ClusterIP' ? internal(traffic) : external(traffic);
}

/** The endpoints that a policy leaves, however the packet came. */
export function endpointsBy(policy: TrafficPolicy, choice: EndpointChoice): readonly Endpoint[] {
  return policy === 'Local' ? choice.local : choice.cluster;
}

/**
 * Reports whether the source may use the load balancer's address. What a node sends there may loop back with that very
 * address as its source, and is let in where a range holds the node.
 */
export function inSourceRanges({ port, source, node }: Traffic): boolean {
  if (port.sourceRanges.length === 0 || within(port.sourceRanges, source)) return true;
  const nodeIP = primaryAddress(node, port.family);
  return (
    nodeIP !== undefined &&
    within(port.sourceRanges, nodeIP) &&
    port.loadBalancerIPs.some((ip) => sameAddress(ip, source))
  );
}

/** Traffic to a cluster IP keeps its source, but where it does not come from a pod, or `masqueradeAll` is set. */
function internal({ proxy, node, port, choice, source }: Traffic): Verdict {
  const endpoints = endpointsBy(port.internalTrafficPolicy, choice);
  if (endpoints.length === 0) return { kind: 'no-local-endpoints', outcome: 'timeout' };
  return { kind: 'endpoints', endpoints, masquerade: proxy.masqueradeAll || isPodSource(node, source) === false };
}

/**
 * Traffic to every other address (the KUBE-EXT chain). By the Local policy, pods and the node itself are short-circuited
 * to all endpoints, as if they had gone out to a load balancer and come back; outside traffic keeps its source.
 */
function external({ node, from, port, choice, source }: Traffic): Verdict {
  if (port.externalTrafficPolicy === 'Cluster') {
    return { kind: 'endpoints', endpoints: choice.cluster, masquerade: true };
  }
  if (isPodSource(node, source) === true) return { kind: 'endpoints', endpoints: choice.cluster, masquerade: false };
  if (from === 'node' || isLocalAddress(node, source)) {
    return { kind: 'endpoints', endpoints: choice.cluster, masquerade: true };
  }
  if (choice.local.length === 0) return { kind: 'no-local-endpoints', outcome: 'timeout' };
  return { kind: 'endpoints', endpoints: choice.local, masquerade: false };
}

function within(ranges: readonly Cidr[], address: Address): boolean {
  return ranges.some((range) => contains(range, address));
}
