import type { Endpoint } from '../endpoint.ts';
import { formatEndpoint } from '../endpoint.ts';
import { endpointChainBase } from './chain-names.ts';
import type { NftablesRun } from './nftables-run.ts';
import type { PortRules } from './port-rules.ts';

/** A chain that spreads the traffic of one policy over its endpoints. */
interface PolicyChain {
  readonly chain: string;
  readonly endpoints: readonly Endpoint[];
}

/** Notes local endpoints as possible hairpins; with session affinity each endpoint has a chain of its own. */
export function declareEndpoints({ table, node }: NftablesRun, { port, protocol, reachable }: PortRules): void {
  for (const endpoint of reachable) {
    const {
      ip: { text: ip },
      nodeName,
    } = endpoint;
    if (port.affinitySeconds !== undefined) table.chain(`endpoint-${endpointChainBase(port, endpoint)}`);
    if (nodeName === node.name) table.element('hairpin-connections', `${ip} . ${ip} . ${protocol} . ${endpoint.port}`);
  }
}

/** With session affinity, writes the chain of each endpoint and the set of the clients that it keeps. */
export function writeAffinity({ table }: NftablesRun, { port, protocol, reachable }: PortRules): void {
  if (port.affinitySeconds === undefined) return;
  for (const endpoint of reachable) {
    const base = endpointChainBase(port, endpoint);
    table.set(
      `affinity-${base}`,
      `{ type ${table.addressType} ; flags dynamic,timeout ; timeout ${port.affinitySeconds}s ; }`,
    );
    table.rule(`endpoint-${base}`, `update @affinity-${base} { ${table.ip} saddr }`);
    table.rule(`endpoint-${base}`, `meta l4proto ${protocol} dnat to ${formatEndpoint(endpoint)}`);
  }
}

/**
 * Writes the rules of a policy's chain, if it has endpoints (writeServiceToEndpointDNATs and writeServiceToEndpointJumps,
 * pkg/proxy/nftables/proxier.go).
 */
export function writePolicyChain({ table }: NftablesRun, { port, protocol }: PortRules, policy: PolicyChain): void {
  const { chain, endpoints } = policy;
  if (endpoints.length === 0) return;
  const random = `numgen random mod ${endpoints.length}`;
  if (port.affinitySeconds === undefined) {
    const sockets = endpoints.map((endpoint, index) => `${index} : ${endpoint.ip.text} . ${endpoint.port}`).join(' , ');
    table.rule(chain, `meta l4proto ${protocol} dnat ${table.ip} addr . port to ${random} map { ${sockets} }`);
    return;
  }
  const bases = endpoints.map((endpoint) => endpointChainBase(port, endpoint));
  for (const base of bases) table.rule(chain, `${table.ip} saddr @affinity-${base} goto endpoint-${base}`);
  const jumps = bases.map((base, index) => `${index} : goto endpoint-${base}`).join(' , ');
  table.rule(chain, `${random} vmap { ${jumps} }`);
}
