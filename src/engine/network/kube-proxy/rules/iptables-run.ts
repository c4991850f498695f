import type { IptablesTable } from './iptables-table.ts';

/** What all ports of a node's family share. */
export interface IptablesRun {
  readonly filter: IptablesTable;
  readonly nat: IptablesTable;
  readonly masqueradeAll: boolean;
  /** The block of the pods, where kube-proxy can tell them from others. */
  readonly podRange: string | undefined;
  readonly large: boolean;
}
