import type { Address, Decider, Packet, Resolution } from '../../../model/index.ts';
import { isLoopback, LOOPBACK, parseAddress, ruleAt } from '../../../model/index.ts';
import { addressesOf } from '../client.ts';
import { advance, type Flight, fail } from '../flight.ts';
import { resolveHost } from '../resolve-name.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * Turns the host into addresses. A name with several addresses of one family is several ways: the server shuffles them
 * and the client connects to the first. A client tries its preferred family alone; what /etc/hosts lists is in order.
 */
export function resolve(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const { host, client } = flight;
  const literal = parseAddress(host);
  if (literal !== undefined) return [toLiteral(snapshot, flight, literal)];
  const { addresses, resolution } = resolveHost(snapshot, client, host);
  const chosen = chooseAddresses(addresses, resolution);
  const { reason, rule, considered } = resolution;
  const decidedBy = resolution.decidedBy?.map((each) => withPort(snapshot, each, flight.packet));
  if (chosen.length === 0) {
    return [fail(flight, 'unresolved', { stage: 'resolve', action: 'fail', reason, rule, considered, decidedBy })];
  }
  const via = viaOf(snapshot, resolution);
  return chosen.map((destination) => {
    const source = sourceFor(snapshot, flight, destination);
    const packet = { ...flight.packet, destination, source: source ?? flight.packet.source };
    const change = { packet, probability: flight.probability / chosen.length, via };
    const resolved = advance(flight, change, { stage: 'resolve', action: 'rewrite', reason, rule, decidedBy });
    return source === undefined ? withoutFamily(resolved, destination) : resolved;
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
function toLiteral(snapshot: Snapshot, flight: Flight, destination: Address): Flight {
  const source = sourceFor(snapshot, flight, destination);
  const packet = { ...flight.packet, destination, source: source ?? flight.packet.source };
  return source === undefined ? withoutFamily({ ...flight, packet }, destination) : { ...flight, packet };
}

function withoutFamily(flight: Flight, destination: Address): Flight {
  const text = `the client has no IPv${destination.family} address to reach ${destination.text} from`;
  const reason = { code: 'no-address-of-family', text };
  return fail(flight, 'unreachable', { stage: 'route', action: 'fail', reason });
}

/** The client's address of the destination's family; its loopback address where that is the destination. */
function sourceFor(snapshot: Snapshot, { client }: Flight, destination: Address): Address | undefined {
  if (isLoopback(destination)) return LOOPBACK[destination.family];
  return addressesOf(snapshot, client).find(({ family }) => family === destination.family);
}

function chooseAddresses(addresses: readonly Address[], { queries }: Resolution): readonly Address[] {
  const [first] = addresses;
  if (first === undefined) return [];
  if (queries.some(({ server }) => server === '/etc/hosts')) return [first];
  return addresses.filter(({ family }) => family === first.family);
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
