import type { Address } from '../../../model/index.ts';
import { portHash } from './chain-names.ts';
import { writeEndpointChains, writePolicyChain } from './iptables-endpoints.ts';
import type { IptablesRun } from './iptables-run.ts';
import type { PortRules } from './port-rules.ts';

/** The chains of a port: they end in the same hash. */
interface Chains {
  readonly cluster: string;
  readonly local: string;
  readonly external: string;
  readonly firewall: string;
}

/** Writes the rules and chains of one Service port: the loop of syncProxyRules (pkg/proxy/iptables/proxier.go). */
export function writePort(run: IptablesRun, rules: PortRules): void {
  const hash = portHash(rules.port);
  const chains: Chains = {
    cluster: `KUBE-SVC-${hash}`,
    local: `KUBE-SVL-${hash}`,
    external: `KUBE-EXT-${hash}`,
    firewall: `KUBE-FW-${hash}`,
  };
  captureClusterIP(run, rules, chains);
  captureExternalIPs(run, rules, chains);
  captureLoadBalancer(run, rules, chains);
  captureNodePorts(run, rules, chains);
  if (rules.hasInternal) masqueradeInternal(run, rules, chains);
  if (rules.usesExternalChain) writeExternalChain(run, rules, chains);
  if (isFirewalled(rules)) writeFirewallChain(run, rules, chains);
  writePolicyChain(run, rules, { chain: chains.cluster, endpoints: rules.cluster });
  writePolicyChain(run, rules, { chain: chains.local, endpoints: rules.local });
  writeEndpointChains(run, rules);
}

function captureClusterIP({ filter, nat }: IptablesRun, rules: PortRules, chains: Chains): void {
  const to = at(rules, rules.port.clusterIP);
  if (rules.hasInternal) {
    nat.append('KUBE-SERVICES', `${comment(`${rules.name} cluster IP`)} ${to} -j ${internalChain(rules, chains)}`);
  } else {
    filter.append('KUBE-SERVICES', `${noEndpoints(rules)} ${to} -j ${rules.hasEndpoints ? 'DROP' : 'REJECT'}`);
  }
}

function captureExternalIPs(run: IptablesRun, rules: PortRules, chains: Chains): void {
  for (const ip of rules.port.externalIPs) {
    if (rules.hasEndpoints) {
      const about = comment(`${rules.name} external IP`);
      run.nat.append('KUBE-SERVICES', `${about} ${at(rules, ip)} -j ${chains.external}`);
    }
    turnAway(run, rules, at(rules, ip));
  }
}

function captureLoadBalancer(run: IptablesRun, rules: PortRules, chains: Chains): void {
  const { name, port, hasEndpoints } = rules;
  const firewalled = isFirewalled(rules);
  const chain = firewalled ? chains.firewall : chains.external;
  for (const ip of port.loadBalancerIPs) {
    const to = at(rules, ip);
    if (hasEndpoints) run.nat.append('KUBE-SERVICES', `${comment(`${name} loadbalancer IP`)} ${to} -j ${chain}`);
    if (!firewalled) continue;
    const about = comment(`${name} traffic not accepted by ${chains.firewall}`);
    run.filter.append('KUBE-PROXY-FIREWALL', `${about} ${to} -j DROP`);
  }
  for (const ip of port.loadBalancerIPs) turnAway(run, rules, at(rules, ip));
}

function captureNodePorts(run: IptablesRun, rules: PortRules, chains: Chains): void {
  const { name, port, protocol } = rules;
  const { nodePort, healthCheckNodePort } = port;
  if (nodePort !== 0) {
    const to = `-m ${protocol} -p ${protocol} --dport ${nodePort}`;
    if (rules.hasEndpoints) run.nat.append('KUBE-NODEPORTS', `${comment(name)} ${to} -j ${chains.external}`);
    turnAway(run, rules, `-m addrtype --dst-type LOCAL ${to}`);
  }
  if (healthCheckNodePort === 0) return;
  const about = comment(`${name} health check node port`);
  run.filter.append('KUBE-NODEPORTS', `${about} -m tcp -p tcp --dport ${healthCheckNodePort} -j ACCEPT`);
}

/** Without endpoints for traffic from outside, what no chain led elsewhere ends here. */
function turnAway({ filter }: IptablesRun, rules: PortRules, match: string): void {
  if (rules.hasExternal) return;
  filter.append(
    'KUBE-EXTERNAL-SERVICES',
    `${noEndpoints(rules)} ${match} -j ${rules.hasEndpoints ? 'DROP' : 'REJECT'}`,
  );
}

/** Traffic from outside the cluster to a cluster IP may be led to another node, so its answers must come back here. */
function masqueradeInternal({ nat, masqueradeAll, podRange }: IptablesRun, rules: PortRules, chains: Chains): void {
  const match = `${comment(`${rules.name} cluster IP`)} ${at(rules, rules.port.clusterIP)}`;
  const chain = internalChain(rules, chains);
  if (masqueradeAll) nat.append(chain, `${match} -j KUBE-MARK-MASQ`);
  else if (podRange !== undefined) nat.append(chain, `${match} ! -s ${podRange} -j KUBE-MARK-MASQ`);
}

function writeExternalChain(
  { nat, podRange }: IptablesRun,
  { port, name, hasExternal }: PortRules,
  chains: Chains,
): void {
  const chain = chains.external;
  nat.declare(chain);
  if (port.externalTrafficPolicy === 'Cluster') {
    nat.append(chain, `${comment(`masquerade traffic for ${name} external destinations`)} -j KUBE-MARK-MASQ`);
    if (hasExternal) nat.append(chain, `-j ${chains.cluster}`);
    return;
  }
  const local = '-m addrtype --src-type LOCAL';
  if (podRange !== undefined) {
    const about = comment(`pod traffic for ${name} external destinations`);
    nat.append(chain, `${about} -s ${podRange} -j ${chains.cluster}`);
  }
  nat.append(
    chain,
    `${comment(`masquerade LOCAL traffic for ${name} external destinations`)} ${local} -j KUBE-MARK-MASQ`,
  );
  nat.append(
    chain,
    `${comment(`route LOCAL traffic for ${name} external destinations`)} ${local} -j ${chains.cluster}`,
  );
  if (hasExternal) nat.append(chain, `-j ${chains.local}`);
}

/** Load balancer traffic from sources that the ranges leave out falls through to KUBE-PROXY-FIREWALL, untranslated. */
function writeFirewallChain({ nat }: IptablesRun, { name, allowedSources }: PortRules, chains: Chains): void {
  nat.declare(chains.firewall);
  const about = comment(`${name} loadbalancer IP`);
  for (const source of allowedSources) nat.append(chains.firewall, `${about} -s ${source} -j ${chains.external}`);
  nat.append(chains.firewall, comment(`other traffic to ${name} will be dropped by KUBE-PROXY-FIREWALL`));
}

function isFirewalled(rules: PortRules): boolean {
  return rules.hasEndpoints && rules.isFirewalled;
}

function internalChain({ port }: PortRules, chains: Chains): string {
  return port.internalTrafficPolicy === 'Local' ? chains.local : chains.cluster;
}

function at({ port, protocol }: PortRules, ip: Address): string {
  return `-m ${protocol} -p ${protocol} -d ${ip.text} --dport ${port.port}`;
}

function noEndpoints({ name, hasEndpoints }: PortRules): string {
  return comment(`${name} has no ${hasEndpoints ? 'local ' : ''}endpoints`);
}

/** A comment of one word goes without quotes, as kube-proxy writes it. */
function comment(text: string): string {
  return `-m comment --comment ${text.includes(' ') ? `"${text}"` : text}`;
}
