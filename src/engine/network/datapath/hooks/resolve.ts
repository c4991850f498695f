import type { Decider, Packet } from '../../../model/index.ts';
import { isHeadless, parseAddress, ruleAt } from '../../../model/index.ts';
import { placeOf } from '../client.ts';
import type { Context } from '../context.ts';
import { type Departure, sendTo, unsent } from '../departure.ts';
import type { Step } from '../hook.ts';
import { questionsOf, resolveHost } from '../names/look-up.ts';
import { type Note, resolvingHop } from '../packet-state.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * Turns the host into addresses, and sends a packet to each. A name with several addresses of one family is several ways:
 * the server shuffles them and the client connects to the first. An address needs no hop: nothing was asked.
 */
export function resolve(context: Context, departure: Departure): readonly Step[] {
  const { snapshot } = context;
  const { client, host } = departure.probe;
  const literal = parseAddress(host);
  if (literal !== undefined) return [sendTo(snapshot, departure, literal)];
  const { addresses, resolution, via } = resolveHost(context, client, host);
  const { reason, rule, considered } = resolution;
  const decidedBy = resolution.decidedBy?.map((each) => withPort(snapshot, each, departure.packet));
  const hopTo = (note: Note, after: Packet) => {
    const around = { at: placeOf(client), before: departure.packet, after };
    return resolvingHop(note, around, () => questionsOf(context, client, resolution));
  };
  if (addresses.length === 0) {
    const note = { stage: 'resolve', action: 'fail', reason, rule, considered, decidedBy } as const;
    const outcome = resolution.rcode === 'UNKNOWN' ? 'unknown' : 'unresolved';
    return [unsent(departure, outcome, { hops: [hopTo(note, departure.packet)] })];
  }
  const note = { stage: 'resolve', action: 'rewrite', reason, rule, decidedBy } as const;
  const resolved = {
    probability: 1 / addresses.length,
    via,
    hopTo: (after: Packet) => hopTo(note, after),
  };
  return addresses.map((destination) => sendTo(snapshot, departure, destination, resolved));
}

/** Nothing translates a headless Service: its port is the one that the client asks for beside its name. */
function withPort({ view }: Snapshot, decider: Decider, { port, protocol }: Packet): Decider {
  const { ref } = decider.rule;
  const service = ref.kind === 'Service' ? view.get('Service', ref.name, ref.namespace)?.object : undefined;
  if (service === undefined || !isHeadless(service)) return decider;
  const asked = (service.spec.ports ?? []).flatMap((each, index) =>
    each.protocol === protocol && (each.port === port || each.targetPort === port)
      ? [ruleAt(view, ref, ['spec', 'ports', index])]
      : [],
  );
  return { ...decider, fields: [...decider.fields, ...asked] };
}

/** Sends a question to a nameserver, which is named by its address alone: to look its name up would be to ask it. */
export function toNameserver({ snapshot }: Context, departure: Departure): readonly Step[] {
  const { host } = departure.probe;
  const address = parseAddress(host);
  if (address !== undefined) return [sendTo(snapshot, departure, address)];
  const reason = { code: 'no-address', text: `nameserver ${host} is no address` };
  const note = { stage: 'resolve', action: 'fail', reason } as const;
  const { packet, connection } = departure;
  const hop = resolvingHop(note, { at: placeOf(connection.client), before: packet, after: packet }, () => []);
  return [unsent(departure, 'unresolved', { hops: [hop] })];
}
