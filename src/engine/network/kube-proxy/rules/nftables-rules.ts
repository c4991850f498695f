import type { Family } from '../../../model/index.ts';
import { formatCidr, parseCidr } from '../../../model/index.ts';
import { nodePortAddresses } from '../accepts-node-ports.ts';
import type { ProxyNode } from '../proxy-node.ts';
import type { ServiceTable } from '../table.ts';
import { writeBase } from './nftables-base.ts';
import { writePort } from './nftables-port.ts';
import type { NftablesRun } from './nftables-run.ts';
import { NftablesTable } from './nftables-table.ts';
import { portRules } from './port-rules.ts';

/**
 * The table `ip kube-proxy` or `ip6 kube-proxy` of a node in nftables mode, as `nft -f` reads it: the transaction of a
 * first full sync of kube-proxy 1.36 (syncProxyRules in kubernetes pkg/proxy/nftables/proxier.go), without what flushes and
 * deletes. Services are in the order of their names, where kube-proxy's is random.
 */
export function nftablesRules(services: ServiceTable, node: ProxyNode, family: Family): string {
  const { proxy, network } = services.view.spec;
  const range = node.podRange[family];
  const cidrs = network.serviceCIDRs.flatMap((text) => parseCidr(text) ?? []);
  const run: NftablesRun = {
    table: new NftablesTable(family),
    node,
    masqueradeAll: proxy.masqueradeAll,
    podRange: range === undefined ? undefined : formatCidr(range),
    serviceCIDRs: cidrs.filter((cidr) => cidr.family === family).map(formatCidr),
    nodePortAddresses: nodePortAddresses({ ...proxy, mode: 'nftables' }, node, family),
  };
  writeBase(run);
  for (const port of services.index.ports) {
    if (port.family === family) writePort(run, portRules(port, services.choice(port, node), node));
  }
  return run.table.format();
}
