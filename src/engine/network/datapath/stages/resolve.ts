import type { Decider, Packet, Resolution } from '../../../model/index.ts';
import { parseAddress, ruleAt } from '../../../model/index.ts';
import { canonicalIP } from '../../routing/index.ts';
import { addressesOf } from '../client.ts';
import { advance, type Flight, fail } from '../flight.ts';
import { isLoopback } from '../own-address.ts';
import { resolveHost } from '../resolve-name.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * Turns the host into addresses. A name with several addresses of one family is several ways: the server shuffles them
 * and the client connects to the first. A client tries its preferred family alone; what /etc/hosts lists is in order.
 */
export function resolve(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const { host, client } = flight;
  if (parseAddress(host) !== undefined) return [toLiteral(snapshot, flight, canonicalIP(host))];
  const { addresses, resolution } = resolveHost(snapshot, client, host);
  const chosen = chooseAddresses(addresses, resolution);
  const { reason, rule, considered } = resolution;
  const decidedBy = resolution.decidedBy?.map((each) => withPort(snapshot, each, flight.packet));
  if (chosen.length === 0) {
    return [fail(flight, 'unresolved', { stage: 'resolve', action: 'fail', reason, rule, considered, decidedBy })];
  }
  const via = viaOf(snapshot, resolution);
  return chosen.map((destination) => {
    const packet = { ...flight.packet, destination, source: sourceFor(snapshot, flight, destination) ?? '' };
    const change = { packet, probability: flight.probability / chosen.length, via };
    return advance(flight, change, { stage: 'resolve', action: 'rewrite', reason, rule, decidedBy });
  });
}

/** Nothing translates a headless Service: its port is the one that the client asks for beside its name. */
function withPort({ view }: Snapshot, decider: Decider, { port, protocol }: Packet): Decider {
  const { ref } = decider.rule;
  const { spec } = (ref.kind === 'Service' ? view.get('Service', ref.name, ref.namespace)?.object : undefined) ?? {};
  if (spec?.clusterIP !== 'None') return decider;
  const asked = (spec.ports ?? []).flatMap((each, index) =>
    each.protocol === protocol && (each.port === port || each.targetPort === port)
      ? [ruleAt(view, ref, ['spec', 'ports', index])]
      : [],
  );
  return { ...decider, fields: [...decider.fields, ...asked] };
}

/** An address needs no hop: nothing was asked. A client that has no address of its family has no route to it. */
function toLiteral(snapshot: Snapshot, flight: Flight, destination: string): Flight {
  const source = sourceFor(snapshot, flight, destination);
  const packet = { ...flight.packet, destination, source: source ?? flight.packet.source };
  if (source !== undefined) return { ...flight, packet };
  const text = `the client has no ${destination.includes(':') ? 'IPv6' : 'IPv4'} address to reach ${destination} from`;
  const reason = { code: 'no-address-of-family', text };
  return fail({ ...flight, packet }, 'unreachable', { stage: 'route', action: 'fail', reason });
}

/** The client's address of the destination's family; its loopback address where that is the destination. */
function sourceFor(snapshot: Snapshot, { client }: Flight, destination: string): string | undefined {
  const isSix = destination.includes(':');
  if (isLoopback(destination)) return isSix ? '::1' : '127.0.0.1';
  return addressesOf(snapshot, client).find((ip) => ip.includes(':') === isSix);
}

function chooseAddresses(addresses: readonly string[], { queries }: Resolution): readonly string[] {
  const [first] = addresses;
  if (first === undefined) return [];
  if (queries.some(({ server }) => server === '/etc/hosts')) return [first];
  return addresses.filter((ip) => ip.includes(':') === first.includes(':'));
}

/** How the name addresses its target, as far as the name alone can tell. */
function viaOf({ view, zone }: Snapshot, { answers }: Resolution): 'ExternalName' | 'Headless' | null {
  const suffix = `.svc.${view.spec.dns.domain}.`.toLowerCase();
  for (const { name, type } of answers) {
    if (!name.toLowerCase().endsWith(suffix)) continue;
    if (type === 'CNAME') return 'ExternalName';
    const labels = name.toLowerCase().slice(0, -suffix.length).split('.');
    const service = zone.service(labels.at(-1) ?? '', labels.at(-2) ?? '');
    if (service?.object.spec?.clusterIP === 'None') return 'Headless';
  }
  return null;
}
