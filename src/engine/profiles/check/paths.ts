import type { FieldPath } from '../../model/index.ts';
import type { NodeFile } from '../cluster-file.ts';

/** The places of a Cluster file that several rules speak of. */
export const NETWORK: FieldPath = ['spec', 'network'];
export const POD_CIDR: FieldPath = [...NETWORK, 'podCIDR'];
export const SERVICE_CIDR: FieldPath = [...NETWORK, 'serviceCIDR'];
export const NODES: FieldPath = ['spec', 'nodes'];

/** Where the address of a node stands: alone in `address`, or in the list `addresses`. */
export function addressPath(nodes: readonly NodeFile[], index: number, position: number): FieldPath {
  const isListed = nodes[index]?.addresses !== undefined;
  return [...NODES, index, ...(isListed ? ['addresses', position] : ['address'])];
}
