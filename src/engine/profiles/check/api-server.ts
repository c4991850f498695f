import type { ClusterSpec } from '../../model/index.ts';
import { contains, formatCidr, parseAddress } from '../../model/index.ts';
import type { ClusterProblem } from '../problem.ts';
import { checkAddress } from './cidrs.ts';
import { clusterRanges } from './node-addresses.ts';

/** Checks where the API server is: addresses outside the ranges of pods and Services, or those of nodes. */
export function* checkApiServer(spec: ClusterSpec): Generator<ClusterProblem> {
  const ranges = clusterRanges(spec);
  for (const [index, text] of spec.apiServer.addresses.entries()) {
    const path = ['spec', 'apiServer', 'addresses', index];
    yield* checkAddress(text, path);
    const address = parseAddress(text);
    const range = ranges.find(({ cidr }) => address !== undefined && contains(cidr, address));
    if (range === undefined) continue;
    const message = `${text} lies in the cluster's ${range.what} range ${formatCidr(range.cidr)}`;
    yield { path, code: 'address-in-range', message };
  }
}
