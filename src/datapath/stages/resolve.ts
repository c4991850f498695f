import type { Resolution } from '../../model/index.ts';
import { parseAddress } from '../../model/index.ts';
import { advance, type Flight, fail } from '../flight.ts';
import { resolveHost } from '../resolve-name.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * Turns the host into addresses. A name with several addresses of one family is several ways: the server shuffles them
 * and the client connects to the first. A client tries its preferred family alone; what /etc/hosts lists is in order.
 */
export function resolve(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const { host, client, packet } = flight;
  if (parseAddress(host) !== undefined) return [withDestination(flight, canonical(host))];
  const { addresses, resolution } = resolveHost(snapshot, client, host);
  const chosen = chooseAddresses(addresses, resolution);
  const { reason, rule, considered } = resolution;
  if (chosen.length === 0) {
    return [fail(flight, 'unresolved', { stage: 'resolve', action: 'fail', reason, rule, considered })];
  }
  const via = viaOf(snapshot, resolution);
  return chosen.map((destination) =>
    advance(
      flight,
      { packet: { ...packet, destination }, probability: flight.probability / chosen.length, via },
      { stage: 'resolve', action: 'rewrite', reason, rule },
    ),
  );
}

function canonical(ip: string): string {
  return ip.toLowerCase();
}

/** An address needs no hop: nothing was asked. */
function withDestination(flight: Flight, destination: string): Flight {
  return { ...flight, packet: { ...flight.packet, destination } };
}

function chooseAddresses(addresses: readonly string[], { queries }: Resolution): readonly string[] {
  const [first] = addresses;
  if (first === undefined) return [];
  if (queries.some(({ server }) => server === '/etc/hosts')) return [first];
  return addresses.filter((ip) => ip.includes(':') === first.includes(':'));
}

/** How the name addresses its target, as far as the name alone can tell. */
function viaOf({ view, zone }: Snapshot, { answers }: Resolution): 'ExternalName' | 'Headless' | null {
  const suffix = `.svc.${view.spec.dns.domain}.`;
  for (const { name, type } of answers) {
    if (!name.toLowerCase().endsWith(suffix)) continue;
    if (type === 'CNAME') return 'ExternalName';
    const labels = name.toLowerCase().slice(0, -suffix.length).split('.');
    const service = zone.service(labels.at(-1) ?? '', labels.at(-2) ?? '');
    if (service?.object.spec?.clusterIP === 'None') return 'Headless';
  }
  return null;
}
