import type { Address } from '../../../model/index.ts';
import { portChainBase } from './chain-names.ts';
import { MASQUERADE } from './nftables-base.ts';
import { declareEndpoints, writeAffinity, writePolicyChain } from './nftables-endpoints.ts';
import type { NftablesRun } from './nftables-run.ts';
import type { PortRules } from './port-rules.ts';

/** The chains of a port: they end in the same name. */
interface Chains {
  readonly cluster: string;
  readonly local: string;
  readonly external: string;
  readonly firewall: string;
}

/** Writes the chains and elements of one Service port: the loop of syncProxyRules (pkg/proxy/nftables/proxier.go). */
export function writePort(run: NftablesRun, rules: PortRules): void {
  const base = portChainBase(rules.port);
  const chains: Chains = {
    cluster: `service-${base}`,
    local: `local-${base}`,
    external: `external-${base}`,
    firewall: `firewall-${base}`,
  };
  declareEndpoints(run, rules);
  if (rules.cluster.length > 0) run.table.chain(chains.cluster);
  if (rules.local.length > 0) run.table.chain(chains.local);
  if (rules.usesExternalChain) run.table.chain(chains.external);
  if (rules.isFirewalled) run.table.chain(chains.firewall);
  captureClusterIP(run, rules, chains);
  captureExternal(run, rules, chains);
  captureNodePort(run, rules, chains);
  if (rules.usesExternalChain) writeExternalChain(run, rules, chains);
  if (rules.isFirewalled) {
    run.table.rule(chains.firewall, `${run.table.ip} saddr != { ${rules.allowedSources.join(' , ')} } drop`);
  }
  writeAffinity(run, rules);
  writePolicyChain(run, rules, { chain: chains.cluster, endpoints: rules.cluster });
  writePolicyChain(run, rules, { chain: chains.local, endpoints: rules.local });
}

function captureClusterIP({ table }: NftablesRun, rules: PortRules, chains: Chains): void {
  const { clusterIP, internalTrafficPolicy } = rules.port;
  table.element('cluster-ips', clusterIP.text);
  if (!rules.hasInternal) {
    table.element('no-endpoint-services', at(rules, clusterIP), turnAway(rules));
    return;
  }
  const chain = internalTrafficPolicy === 'Local' ? chains.local : chains.cluster;
  table.element('service-ips', at(rules, clusterIP), { verdict: `goto ${chain}` });
}

function captureExternal({ table }: NftablesRun, rules: PortRules, chains: Chains): void {
  const { externalIPs, loadBalancerIPs } = rules.port;
  for (const ip of [...externalIPs, ...loadBalancerIPs]) {
    const key = at(rules, ip);
    if (rules.hasEndpoints) table.element('service-ips', key, { verdict: `goto ${chains.external}` });
    if (!rules.hasExternal) table.element('no-endpoint-services', key, turnAway(rules));
  }
  if (!rules.isFirewalled) return;
  for (const ip of loadBalancerIPs)
    table.element('firewall-ips', at(rules, ip), { verdict: `goto ${chains.firewall}` });
}

function captureNodePort({ table }: NftablesRun, rules: PortRules, chains: Chains): void {
  if (rules.port.nodePort === 0) return;
  const key = `${rules.protocol} . ${rules.port.nodePort}`;
  if (rules.hasEndpoints) table.element('service-nodeports', key, { verdict: `goto ${chains.external}` });
  if (!rules.hasExternal) table.element('no-endpoint-nodeports', key, turnAway(rules));
}

/** By the Local policy, pods and the node itself are led to any endpoint, as if a load balancer lay between. */
function writeExternalChain({ table, podRange }: NftablesRun, { port, hasExternal }: PortRules, chains: Chains): void {
  const chain = chains.external;
  if (port.externalTrafficPolicy === 'Cluster') {
    table.rule(chain, MASQUERADE, 'masquerade');
    table.rule(chain, `goto ${chains.cluster}`);
    return;
  }
  if (podRange !== undefined) {
    table.rule(chain, `${table.ip} saddr ${podRange} goto ${chains.cluster}`, 'short-circuit pod traffic');
  }
  table.rule(chain, `fib saddr type local ${MASQUERADE}`, 'masquerade local traffic');
  table.rule(chain, `fib saddr type local goto ${chains.cluster}`, 'short-circuit local traffic');
  if (hasExternal) table.rule(chain, `goto ${chains.local}`);
}

function at({ port, protocol }: PortRules, ip: Address): string {
  return `${ip.text} . ${protocol} . ${port.port}`;
}

function turnAway({ name, hasEndpoints }: PortRules): { readonly verdict: string; readonly comment: string } {
  return { verdict: hasEndpoints ? 'drop' : 'goto reject-chain', comment: name };
}
