import type { ClusterSpec } from '../../model/index.ts';
import { contains, formatCidr, overlaps, parseAddress } from '../../model/index.ts';
import type { NodeFile } from '../cluster-file.ts';
import type { ClusterProblem } from '../problem.ts';
import { readCidrs } from './cidrs.ts';
import { addressPath, POD_CIDR, SERVICE_CIDR } from './paths.ts';

/** Nobody but AKS has these plugins: kubenet left Kubernetes with 1.24. */
const AKS_PLUGINS: ReadonlySet<string> = new Set(['azure', 'kubenet']);

const RESERVED = readCidrs(['169.254.0.0/16', '172.30.0.0/16', '172.31.0.0/16', '192.0.2.0/24']);

/**
 * Checks that pods, Services and nodes keep off the ranges that AKS has for itself.
 *
 * https://learn.microsoft.com/azure/aks/concepts-network-legacy-cni, prerequisites
 */
export function* checkAks(written: readonly NodeFile[], { network, nodes }: ClusterSpec): Generator<ClusterProblem> {
  if (!AKS_PLUGINS.has(network.plugin)) return;
  const fields = [
    { what: 'pod', path: POD_CIDR, texts: network.podCIDRs },
    { what: 'Service', path: SERVICE_CIDR, texts: network.serviceCIDRs },
  ];
  for (const { what, path, texts } of fields) {
    for (const range of readCidrs(texts)) {
      const reserved = RESERVED.find((each) => overlaps(each, range));
      if (reserved === undefined) continue;
      const message = `the ${what} range ${formatCidr(range)} overlaps ${formatCidr(reserved)}, which AKS has for itself`;
      yield { path, code: 'aks-reserved-range', message };
    }
  }
  for (const [index, { addresses }] of nodes.entries()) {
    for (const [position, text] of addresses.entries()) {
      const address = parseAddress(text);
      const reserved = RESERVED.find((each) => address !== undefined && contains(each, address));
      if (reserved === undefined) continue;
      const message = `the node's address ${text} lies in ${formatCidr(reserved)}, which AKS has for itself`;
      yield { path: addressPath(written, index, position), code: 'aks-reserved-range', message };
    }
  }
}
