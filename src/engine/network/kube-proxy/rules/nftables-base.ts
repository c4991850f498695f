import type { NftablesRun } from './nftables-run.ts';

/** A rule that marks packets whose source becomes the node's: masqueradeBit 14. */
export const MASQUERADE = 'mark set mark or 0x4000';

const BASE_CHAINS = [
  ['filter-prerouting-pre-dnat', 'filter hook prerouting priority -110'],
  ['filter-output-pre-dnat', 'filter hook output priority -110'],
  ['filter-input', 'filter hook input priority 0'],
  ['filter-forward', 'filter hook forward priority 0'],
  ['filter-output', 'filter hook output priority 0'],
  ['nat-prerouting', 'nat hook prerouting priority -100'],
  ['nat-output', 'nat hook output priority -100'],
  ['nat-postrouting', 'nat hook postrouting priority 100'],
] as const;

const JUMPS = [
  ['filter-input', 'ct state new jump nodeport-endpoints-check'],
  ['filter-input', 'ct state new jump service-endpoints-check'],
  ['filter-forward', 'ct state new jump service-endpoints-check'],
  ['filter-output', 'ct state new jump service-endpoints-check'],
  ['filter-prerouting-pre-dnat', 'ct state new jump firewall-check'],
  ['filter-output-pre-dnat', 'ct state new jump firewall-check'],
  ['nat-output', 'jump services'],
  ['nat-prerouting', 'jump services'],
  ['nat-postrouting', 'jump masquerading'],
  ['filter-forward', 'ct state new jump cluster-ips-check'],
  ['filter-output', 'ct state new jump cluster-ips-check'],
] as const;

const CHAINS = [
  'nodeport-endpoints-check',
  'service-endpoints-check',
  'firewall-check',
  'services',
  'masquerading',
  'cluster-ips-check',
];

/** Writes what does not depend on Services: setupNFTables in kubernetes pkg/proxy/nftables/proxier.go (1.36). */
export function writeBase(run: NftablesRun): void {
  for (const [chain, hook] of BASE_CHAINS) run.table.chain(chain, `{ type ${hook} ; }`);
  for (const chain of CHAINS) run.table.chain(chain);
  for (const [chain, rule] of JUMPS) run.table.rule(chain, rule);
  writeMasquerading(run);
  writeClusterIPsCheck(run);
  writeEndpointsChecks(run);
  writeFirewallCheck(run);
  writeServices(run);
}

/** Hairpins are told by a set: connections of a local endpoint that were led to itself. */
function writeMasquerading({ table }: NftablesRun): void {
  const { ip, addressType } = table;
  table.set(
    'hairpin-connections',
    `{ type ${addressType} . ${addressType} . inet_proto . inet_service ; comment "service hairpin connections" ; }`,
  );
  table.rule('masquerading', 'mark and 0x4000 != 0 mark set mark xor 0x4000 masquerade fully-random');
  table.rule(
    'masquerading',
    `ct status dnat ${ip} saddr . ${ip} daddr . meta l4proto . th dport @hairpin-connections masquerade fully-random`,
  );
}

/** What is sent to a cluster IP and no Service port took is rejected; to an address that nobody has, dropped. */
function writeClusterIPsCheck({ table, serviceCIDRs }: NftablesRun): void {
  const { ip, addressType } = table;
  table.set('cluster-ips', `{ type ${addressType} ; comment "Active ClusterIPs" ; }`);
  table.rule('cluster-ips-check', `${ip} daddr @cluster-ips reject`, 'Reject traffic to invalid ports of ClusterIPs');
  if (serviceCIDRs.length === 0) return;
  const unallocated = `${ip} daddr { ${serviceCIDRs.join(',')} } drop`;
  table.rule('cluster-ips-check', unallocated, 'Drop traffic to unallocated ClusterIPs');
}

function writeEndpointsChecks(run: NftablesRun): void {
  const { table, nodePortAddresses } = run;
  const { ip, addressType } = table;
  if (nodePortAddresses !== undefined) {
    table.set('nodeport-ips', `{ type ${addressType} ; comment "IPs that accept NodePort traffic" ; }`);
    for (const { text } of nodePortAddresses) table.element('nodeport-ips', text);
  }
  const services = 'vmap to drop or reject packets to services with no endpoints';
  const nodePorts = 'vmap to drop or reject packets to service nodeports with no endpoints';
  table.map('no-endpoint-services', vmap(`${addressType} . `, services));
  table.map('no-endpoint-nodeports', vmap('', nodePorts));
  table.chain('reject-chain', '{ comment "helper for @no-endpoint-services / @no-endpoint-nodeports" ; }');
  table.rule('reject-chain', 'reject');
  table.rule('service-endpoints-check', `${ip} daddr . meta l4proto . th dport vmap @no-endpoint-services`);
  const answering = nodePortAddresses === undefined ? notLocalhost(run) : `${ip} daddr @nodeport-ips`;
  table.rule('nodeport-endpoints-check', `${answering} meta l4proto . th dport vmap @no-endpoint-nodeports`);
}

function writeFirewallCheck({ table }: NftablesRun): void {
  const about = 'destinations that are subject to LoadBalancerSourceRanges';
  table.map('firewall-ips', vmap(`${table.addressType} . `, about));
  table.rule('firewall-check', `${table.ip} daddr . meta l4proto . th dport vmap @firewall-ips`);
}

/** The way to the Services: traffic from outside to a cluster IP may be led to another node, so it is masqueraded. */
function writeServices(run: NftablesRun): void {
  const { table, masqueradeAll, podRange, nodePortAddresses } = run;
  const { ip, addressType } = table;
  table.map('service-ips', vmap(`${addressType} . `, 'ClusterIP, ExternalIP and LoadBalancer IP traffic'));
  table.map('service-nodeports', vmap('', 'NodePort traffic'));
  const internal = `${ip} daddr @cluster-ips`;
  if (masqueradeAll) {
    table.rule('services', `${internal} ${MASQUERADE}`, 'masquerade all clusterIP traffic');
  } else if (podRange !== undefined) {
    const outside = `${internal} ${ip} saddr != ${podRange} ${MASQUERADE}`;
    table.rule('services', outside, 'masquerade clusterIP traffic from outside cluster');
  }
  table.rule('services', `${ip} daddr . meta l4proto . th dport vmap @service-ips`);
  const answering =
    nodePortAddresses === undefined ? `fib daddr type local ${notLocalhost(run)}` : `${ip} daddr @nodeport-ips`;
  table.rule('services', `${answering} meta l4proto . th dport vmap @service-nodeports`);
}

function vmap(address: string, comment: string): string {
  return `{ type ${address}inet_proto . inet_service : verdict ; comment "${comment}" ; }`;
}

function notLocalhost({ table }: NftablesRun): string {
  return table.ip === 'ip' ? 'ip daddr != 127.0.0.0/8' : 'ip6 daddr != ::1';
}
