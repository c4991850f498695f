import type { Address, Branch, Hop, Packet, Reason, Via } from '../../model/index.ts';
import { isFinished, isLoopback, LOOPBACK, podAddresses, qualifiedName, sameAddress } from '../../model/index.ts';
import { addressTowards, ownerOf } from '../routing/index.ts';
import { addressesOf, type Client, homeNode, isIsolatedPod, partyOf, placeOf } from './client.ts';
import type { Probe } from './context.ts';
import type { Failure, Step } from './hook.ts';
import { type AffinityMemory, type Connection, hopOf, type Note, type PacketState } from './packet-state.ts';
import type { Snapshot } from './snapshot.ts';

/** A connection that its client is about to open. */
export interface Departure {
  readonly connection: Connection;
  readonly probe: Probe;
  /** The packet before the host is resolved; its source is the client's address of its primary family. */
  readonly packet: Packet;
}

const NO_MEMORY: AffinityMemory = new Map();

/** The connection that a question asks about. */
export function departureOf(snapshot: Snapshot, probe: Probe): Departure {
  const { client, host, port, protocol } = probe;
  const party = partyOf(snapshot, client);
  const packet = { host, source: party.ip, destination: undefined, port, protocol };
  return { connection: { client, party }, probe, packet };
}

/** What a look-up says of a way: how likely it is, how the name addresses its target, and the hop that tells of it. */
export interface Resolved {
  readonly probability: number;
  readonly via: Via | null;
  readonly hopTo: (after: Packet) => Hop;
}

const BY_ADDRESS: Omit<Resolved, 'hopTo'> = { probability: 1, via: null };

/** Sends the packet to an address, or ends the way where the client has none of that family. */
export function sendTo(snapshot: Snapshot, departure: Departure, destination: Address, resolved?: Resolved): Step {
  const { connection } = departure;
  const source = sourceFor(snapshot, connection.client, destination);
  if (source === undefined) return withoutFamily(departure, destination, resolved);
  const packet = { ...departure.packet, source, destination };
  const { probability, via } = resolved ?? BY_ADDRESS;
  const hop = resolved?.hopTo(packet);
  return firstLeg({
    connection,
    probability,
    packet,
    place: placeOf(connection.client),
    via,
    conntrack: [],
    mark: undefined,
    receiver: undefined,
    answer: undefined,
    unmatched: undefined,
    affinity: departure.probe.affinity ?? NO_MEMORY,
    doubt: undefined,
    trail: hop === undefined ? undefined : { hop, before: undefined },
  });
}

/** Into the network outside, into the pod's own network namespace, or to the client's node. */
function firstLeg(state: PacketState): Step {
  const { client } = state.connection;
  if (client.kind === 'external') return { to: 'outside', state };
  if (!isIsolatedPod(client) || !isOwnAddress(client, state.packet.destination)) return { to: 'client', state };
  const receiver = { kind: 'pod', pod: client.pod, node: state.place.node ?? '' } as const;
  return { to: 'own-namespace', state: { ...state, receiver } };
}

function isOwnAddress({ pod }: Extract<Client, { kind: 'pod' }>, destination: Address): boolean {
  return isLoopback(destination) || podAddresses(pod.object).some((own) => sameAddress(own, destination));
}

/**
 * The client's address of the destination's family; its loopback address where that is the destination. What a node sends
 * to a pod has the address of the interface by which it leaves.
 */
function sourceFor(snapshot: Snapshot, client: Client, destination: Address): Address | undefined {
  const { family } = destination;
  if (isLoopback(destination)) return LOOPBACK[family];
  const node = isIsolatedPod(client) ? undefined : homeNode(client);
  const owner = node === undefined ? undefined : ownerOf(snapshot.routes, destination);
  if (node !== undefined && owner?.kind === 'pod') {
    return addressTowards(snapshot.routes, node, { node: owner.node, family });
  }
  return addressesOf(snapshot, client).find(({ family }) => family === destination.family);
}

function withoutFamily(departure: Departure, destination: Address, resolved: Resolved | undefined): Step {
  const after = { ...departure.packet, destination };
  const { probability, via } = resolved ?? BY_ADDRESS;
  const text = `the client has no IPv${destination.family} address to reach ${destination.text} from`;
  const note: Note = { stage: 'route', action: 'fail', reason: { code: 'no-address-of-family', text } };
  const at = placeOf(departure.connection.client);
  const hops = [...(resolved === undefined ? [] : [resolved.hopTo(after)]), hopOf(note, { at, before: after, after })];
  return unsent(departure, 'unreachable', { hops, probability, via });
}

/** A connection that cannot be opened at all; `undefined` where nothing hinders it. */
export function hindered(snapshot: Snapshot, departure: Departure): Step | undefined {
  const { client } = departure.connection;
  const reason = hindranceOf(snapshot, client);
  if (reason === undefined) return undefined;
  const { packet } = departure;
  const note: Note = { stage: 'resolve', action: 'fail', reason };
  const hop = hopOf(note, { at: placeOf(client), before: packet, after: packet });
  return unsent(departure, 'unreachable', { hops: [hop] });
}

interface Unsent {
  readonly hops: readonly Hop[];
  readonly probability?: number;
  readonly via?: Via | null;
}

/** Ends a way before a packet was sent. */
export function unsent(
  { connection, probe }: Departure,
  outcome: Failure,
  { hops, probability = 1, via = null }: Unsent,
): Step {
  const branch: Branch = {
    ...{ client: connection.party, probability, outcome, via, endpoint: null },
    ...{ translated: null, masqueraded: false, sourceSeen: null, reply: null, hops },
  };
  return { to: 'end', way: { branch, affinity: probe.affinity ?? NO_MEMORY } };
}

function hindranceOf(snapshot: Snapshot, client: Client): Reason | undefined {
  const node = homeNode(client);
  if (node !== undefined && snapshot.view.nodeSpec(node)?.up === false) {
    return { code: 'node-down', text: `the client's node ${node} is down` };
  }
  if (client.kind !== 'pod') return undefined;
  const { status } = client.pod.object;
  const name = `pod ${qualifiedName(client.pod.ref)}`;
  if (isFinished(client.pod.object) || addressesOf(snapshot, client).length === 0) {
    const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled');
    const why = scheduled?.status === 'False' ? (scheduled.message ?? scheduled.reason) : status?.message;
    const text = `${name} is ${status?.phase ?? 'Pending'}${why === undefined ? '' : `: ${why}`}`;
    return { code: 'client-not-running', text };
  }
  const container = status?.containerStatuses?.find(({ name: each }) => each === client.container);
  const waiting = container?.state?.waiting;
  if (waiting === undefined) return undefined;
  const text = `container ${client.container} of ${name} does not run: ${waiting.reason}: ${waiting.message}`;
  return { code: 'client-not-running', text };
}
