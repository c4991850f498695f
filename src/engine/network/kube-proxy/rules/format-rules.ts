import type { Family } from '../../../model/index.ts';
import type { ServiceTable } from '../table.ts';
import { iptablesRules } from './iptables-rules.ts';
import { nftablesRules } from './nftables-rules.ts';

export interface RulesOptions {
  readonly node: string;
  /** In which mode; that of the cluster's kube-proxy may be another. */
  readonly format: 'iptables' | 'nftables';
  /** One family or more; each is a document of its own. */
  readonly families: readonly Family[];
}

/**
 * The rules that a node's kube-proxy would program, as text: what iptables-restore (ip6tables-restore for IPv6) and
 * `nft -f` read. `undefined` for a node that does not exist, and empty where no kube-proxy runs.
 */
export function formatRules(table: ServiceTable, { node: name, format, families }: RulesOptions): string | undefined {
  const node = table.node(name);
  if (node === undefined) return undefined;
  if (!node.proxied) return '';
  const rules = format === 'iptables' ? iptablesRules : nftablesRules;
  return families
    .map((family) => `# kube-proxy of node ${name}, ${format}, IPv${family}\n${rules(table, node, family)}`)
    .join('');
}
