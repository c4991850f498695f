import { compareText, contains, formatCidr } from '../../../model/index.ts';
import type { EndpointChoice } from '../categorize-endpoints.ts';
import type { Endpoint } from '../endpoint.ts';
import { formatEndpoint } from '../endpoint.ts';
import type { ProxiedPort } from '../proxied-port.ts';
import { isExternallyAccessible } from '../proxied-port.ts';
import type { ProxyNode } from '../proxy-node.ts';
import { primaryAddress } from '../proxy-node.ts';
import { portName } from './chain-names.ts';

/**
 * What decides which chains and rules a port gets on a node, whatever the mode: the opening of the loop over Service
 * ports in syncProxyRules (kubernetes pkg/proxy/{iptables,nftables}/proxier.go).
 */
export interface PortRules {
  readonly port: ProxiedPort;
  readonly name: string;
  /** In lower case. */
  readonly protocol: string;
  /** The endpoints of the Cluster policy; without any there is no chain for it. The same goes for `local`. */
  readonly cluster: readonly Endpoint[];
  readonly local: readonly Endpoint[];
  /** Both together, by `ip:port`. */
  readonly reachable: readonly Endpoint[];
  /** Whether any endpoint is usable from any node. */
  readonly hasEndpoints: boolean;
  /** Whether traffic to the cluster IP has an endpoint on this node; traffic from outside to all other addresses. */
  readonly hasInternal: boolean;
  readonly hasExternal: boolean;
  /** Whether there is a chain for traffic to addresses other than the cluster IP. */
  readonly usesExternalChain: boolean;
  /** Whether load balancer addresses are open to some sources only. */
  readonly isFirewalled: boolean;
  /** The sources for which they are open; a node loops its own packets back with the address itself as the source. */
  readonly allowedSources: readonly string[];
}

export function portRules(port: ProxiedPort, choice: EndpointChoice, node: ProxyNode): PortRules {
  const { cluster, local, any: hasEndpoints } = choice;
  const has = (policy: 'Cluster' | 'Local') => hasEndpoints && (policy === 'Cluster' || local.length > 0);
  return {
    port,
    name: portName(port),
    protocol: port.protocol.toLowerCase(),
    cluster,
    local,
    reachable: union(cluster, local),
    hasEndpoints,
    hasInternal: has(port.internalTrafficPolicy),
    hasExternal: has(port.externalTrafficPolicy),
    usesExternalChain: hasEndpoints && isExternallyAccessible(port),
    isFirewalled: port.loadBalancerIPs.length > 0 && port.sourceRanges.length > 0,
    allowedSources: allowedSources(port, node),
  };
}

function union(cluster: readonly Endpoint[], local: readonly Endpoint[]): readonly Endpoint[] {
  if (local.length === 0) return cluster;
  const all = new Map([...cluster, ...local].map((endpoint) => [formatEndpoint(endpoint), endpoint]));
  return [...all].sort(([a], [b]) => compareText(a, b)).map(([, endpoint]) => endpoint);
}

function allowedSources({ sourceRanges, loadBalancerIPs, family }: ProxiedPort, node: ProxyNode): readonly string[] {
  if (sourceRanges.length === 0) return [];
  const nodeIP = primaryAddress(node, family);
  const holdsNode = nodeIP !== undefined && sourceRanges.some((range) => contains(range, nodeIP));
  return [...sourceRanges.map(formatCidr), ...(holdsNode ? loadBalancerIPs.map(({ text }) => text) : [])];
}
