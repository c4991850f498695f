import type { ClusterView } from '../../model/index.ts';
import { contains, parseAddress, parseCidr } from '../../model/index.ts';

/** The service CIDR that holds an address, as the Cluster file writes it. */
export function serviceCIDROf(view: ClusterView, destination: string): string | undefined {
  const address = parseAddress(destination);
  if (address === undefined) return undefined;
  return view.spec.network.serviceCIDRs.find((text) => {
    const cidr = parseCidr(text);
    return cidr !== undefined && contains(cidr, address);
  });
}
