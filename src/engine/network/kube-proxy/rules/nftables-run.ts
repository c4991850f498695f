import type { Address } from '../../../model/index.ts';
import type { ProxyNode } from '../proxy-node.ts';
import type { NftablesTable } from './nftables-table.ts';

/** What all ports of a node's family share. */
export interface NftablesRun {
  readonly table: NftablesTable;
  readonly node: ProxyNode;
  readonly masqueradeAll: boolean;
  /** The block of the pods, where kube-proxy can tell them from others. */
  readonly podRange: string | undefined;
  readonly serviceCIDRs: readonly string[];
  /** Where node ports answer; `undefined` for every address but loopback. */
  readonly nodePortAddresses: readonly Address[] | undefined;
}
