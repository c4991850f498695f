import type { DnsImplementation } from '../../model/index.ts';
import { fnv32a } from '../../model/index.ts';

/**
 * The name of an endpoint below its Service: the endpoint's hostname, else its address with dashes (coredns
 * plugin/kubernetes/kubernetes.go endpointHostname). In place of the dashed address kube-dns takes a hash of the
 * record as Go prints it, written in hexadecimal twice over (kubernetes/dns pkg/dns/util/util.go GetSkyMsg).
 */
export function endpointName(implementation: DnsImplementation, address: string, hostname: string | undefined): string {
  if (hostname !== undefined && hostname !== '') return hostname.toLowerCase();
  if (implementation === 'kube-dns') {
    const hash = fnv32a(`&{${address} 0 10 10  false 30 0  }`).toString(16);
    return [...hash].map((digit) => digit.charCodeAt(0).toString(16)).join('');
  }
  const dashed = address.replaceAll(/[.:]/g, '-');
  return dashed.endsWith('-') ? `${dashed}0` : dashed;
}
