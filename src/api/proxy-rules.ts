import { type Family, firstNames, parseCidr, SetupError } from '../engine/model/index.ts';
import { formatRules, type ServiceTable } from '../engine/network/kube-proxy/index.ts';

export interface RulesQuestion {
  readonly node: string;
  /** As which mode writes them; that of the cluster's kube-proxy unless said otherwise. */
  readonly format?: 'iptables' | 'nftables';
  /** The cluster's primary family unless said otherwise. */
  readonly family?: 'IPv4' | 'IPv6' | 'both';
}

/** The rules that the kube-proxy of a node would program, as iptables-restore or `nft -f` reads them. */
export function proxyRules(table: ServiceTable, { node, format, family }: RulesQuestion): string {
  const { proxy, network } = table.view.spec;
  const mode = format ?? proxy.mode;
  if (mode === 'ipvs') {
    throw new SetupError('the rules of ipvs mode cannot be printed', { hint: 'ask for -o iptables or -o nftables' });
  }
  const primary = parseCidr(network.serviceCIDRs[0] ?? '')?.family ?? 4;
  const families: Readonly<Record<string, readonly Family[]>> = { IPv4: [4], IPv6: [6], both: [4, 6] };
  const rules = formatRules(table, { node, format: mode, families: families[family ?? ''] ?? [primary] });
  if (rules !== undefined) return rules;
  const names = table.view.list('Node').map(({ ref }) => ref.name);
  throw new SetupError(`no node named "${node}"`, { hint: `there are: ${firstNames(names)}` });
}
