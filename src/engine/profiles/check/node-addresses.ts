import type { Cidr, ClusterSpec, FieldPath } from '../../model/index.ts';
import { contains, formatAddress, formatCidr, parseAddress } from '../../model/index.ts';
import type { NodeFile } from '../cluster-file.ts';
import type { ClusterProblem } from '../problem.ts';
import { checkAddress, readCidrs } from './cidrs.ts';
import { addressPath, NODES } from './paths.ts';

/** Checks that every machine has addresses of its own, outside the cluster's ranges, and one of the Services' family. */
export function* checkNodeAddresses(written: readonly NodeFile[], spec: ClusterSpec): Generator<ClusterProblem> {
  const ranges = clusterRanges(spec);
  const owners = new Map<string, string>();
  for (const [index, { name, addresses }] of spec.nodes.entries()) {
    yield* checkWritten(written[index], [...NODES, index]);
    for (const [position, text] of addresses.entries()) {
      const path = addressPath(written, index, position);
      yield* checkAddress(text, path);
      const address = parseAddress(text);
      if (address === undefined) continue;
      const canonical = formatAddress(address);
      const owner = owners.get(canonical);
      if (owner !== undefined) {
        yield { path, code: 'duplicate-address', message: `${text} is the address of ${owner} already` };
      }
      owners.set(canonical, name);
      const range = ranges.find(({ cidr }) => contains(cidr, address));
      if (range === undefined) continue;
      const message = `the node's address ${text} lies in the ${range.what} range ${formatCidr(range.cidr)}`;
      yield { path, code: 'address-in-range', message };
    }
    yield* checkFamily(addresses, spec, [...NODES, index]);
  }
}

/** The ranges of pods and Services, and of load balancers: no machine may have an address there. */
export function clusterRanges({ network }: ClusterSpec): readonly { readonly what: string; readonly cidr: Cidr }[] {
  const { podCIDRs, serviceCIDRs, loadBalancer } = network;
  const pool = typeof loadBalancer === 'string' ? [] : [loadBalancer.pool];
  return [
    ...readCidrs(podCIDRs).map((cidr) => ({ what: 'pod', cidr })),
    ...readCidrs(serviceCIDRs).map((cidr) => ({ what: 'Service', cidr })),
    ...readCidrs(pool).map((cidr) => ({ what: 'load balancer', cidr })),
  ];
}

function* checkWritten(file: NodeFile | undefined, path: FieldPath): Generator<ClusterProblem> {
  if (file?.addresses === undefined) return;
  if (file.addresses.length === 0) {
    yield { path: [...path, 'addresses'], code: 'no-address', message: `node ${file.name} has no address` };
  }
  if (file.address === undefined) return;
  const message = `node ${file.name} has address and addresses`;
  yield { path: [...path, 'address'], code: 'address-twice', message, hint: 'list it first in addresses', onKey: true };
}

/** The API server's Service is of the first family, and so must its machine be (cmd/kube-apiserver/app/options). */
function* checkFamily(addresses: readonly string[], spec: ClusterSpec, path: FieldPath): Generator<ClusterProblem> {
  const [service] = readCidrs(spec.network.serviceCIDRs);
  const own = addresses.flatMap((text) => parseAddress(text) ?? []);
  if (service === undefined || own.length === 0 || own.some(({ family }) => family === service.family)) return;
  yield {
    path,
    code: 'families-differ',
    message: `Services have IPv${service.family} addresses first (${formatCidr(service)}), and the node has none`,
  };
}
