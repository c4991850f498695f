import { podIPs } from '../../model/index.ts';
import { isIsolatedPod } from './client.ts';
import type { Flight } from './flight.ts';

/** Reports whether an address is a loopback address: 127.0.0.0/8 or ::1. */
export function isLoopback(ip: string): boolean {
  return ip === '::1' || ip.startsWith('127.');
}

/**
 * Reports whether the packet never leaves the pod's network namespace: it goes to a loopback address or to the pod's
 * own. Neither kube-proxy nor a policy sees such a packet; one that a Service leads back to its pod has been outside.
 */
export function isOwnAddress(flight: Flight): boolean {
  const { client, packet } = flight;
  if (!isIsolatedPod(client) || flight.asked !== undefined) return false;
  return isLoopback(packet.destination) || podIPs(client.pod.object).includes(packet.destination);
}
