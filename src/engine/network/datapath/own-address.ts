import { isLoopback, podAddresses, sameAddress } from '../../model/index.ts';
import { isIsolatedPod } from './client.ts';
import { type Flight, sent } from './flight.ts';

/**
 * Reports whether the packet never leaves the pod's network namespace: it goes to a loopback address or to the pod's
 * own. Neither kube-proxy nor a policy sees such a packet; one that a Service leads back to its pod has been outside.
 */
export function isOwnAddress(flight: Flight): boolean {
  const { client } = flight;
  if (!isIsolatedPod(client) || flight.asked !== undefined) return false;
  const { destination } = sent(flight);
  return isLoopback(destination) || podAddresses(client.pod.object).some((own) => sameAddress(own, destination));
}
