import { compareText } from '../../engine/model/index.ts';

/**
 * The addresses at which a load balancer answers, sorted, each once; an IP goes before the hostname of the same entry
 * (loadBalancerStatusStringer in kubernetes pkg/printers/internalversion/printers.go).
 */
export function ingressAddresses(
  ingress: readonly { readonly ip?: string; readonly hostname?: string }[] = [],
): readonly string[] {
  const addresses = ingress.map(({ ip = '', hostname = '' }) => (ip !== '' ? ip : hostname));
  return [...new Set(addresses.filter((address) => address !== ''))].sort(compareText);
}
