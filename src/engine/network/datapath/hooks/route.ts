import type { Address, Family } from '../../../model/index.ts';
import { formatDestination, isInRanges, isLoopback, sameAddress } from '../../../model/index.ts';
import { addressTowards, nodeAddress, type Owner, ownerOf, type RouteTable } from '../../routing/index.ts';
import { isIsolatedPod, podPlace } from '../client.ts';
import { isMasqueraded, withSourceNat } from '../conntrack.ts';
import type { Context } from '../context.ts';
import type { Step } from '../hook.ts';
import { advance, type PacketState, unseen } from '../packet-state.ts';
import { isItself } from '../policy-peers.ts';
import type { Snapshot } from '../snapshot.ts';
import { lost } from '../way.ts';
import { balance } from './load-balancer.ts';
import { isDown, lostAt, noPod, ownLoopback, stranger } from './no-route.ts';

/**
 * The routing decision on the client's own node, and POSTROUTING where the packet leaves it. `localhost` of a process on
 * the node is the node itself.
 */
export function route({ snapshot }: Context, state: PacketState): readonly Step[] {
  const { destination } = state.packet;
  if (isLoopback(destination)) return [toLocalhost(snapshot, state)];
  const owner = ownerOf(snapshot.routes, destination);
  if (owner.kind === 'pod' && isItself(state.connection.client, owner.pod) && !snapshot.view.spec.network.hairpinMode) {
    return [notTakenBack(state)];
  }
  return routeTo(snapshot, state, owner);
}

/** A bridge sends no packet back by the port that it came from, unless that is in hairpin mode. */
function notTakenBack(state: PacketState): Step {
  const text = `${state.packet.destination.text} is the client itself, and its port of the bridge on node ${state.place.node} is not in hairpin mode: the packet is not sent back`;
  return lost(state, 'timeout', { stage: 'route', action: 'drop', reason: { code: 'no-hairpin-mode', text } });
}

function toLocalhost(snapshot: Snapshot, state: PacketState): Step {
  const node = snapshot.view.get('Node', state.place.node ?? '');
  if (node === undefined) return ownLoopback(snapshot, state);
  return { to: 'receiver', state: unseen(state, { receiver: { kind: 'node', node } }) };
}

/**
 * The routing decision on a node that the packet came to from elsewhere. A packet to an address of that node, which no rule
 * there translated, goes to its receiver, the node.
 */
export function routeOn({ snapshot }: Context, state: PacketState): readonly Step[] {
  if (state.receiver !== undefined) return [{ to: 'receiver', state }];
  const owner = ownerOf(snapshot.routes, state.packet.destination);
  if (owner.kind === 'load-balancer') return [notTaken(state)];
  return routeTo(snapshot, state, owner);
}

function notTaken(state: PacketState): Step {
  const { packet, place } = state;
  const text = `no rule on node ${place.node} translates ${formatDestination(packet)}/${packet.protocol}, and the node does not have that address`;
  return lost(state, 'timeout', { stage: 'route', action: 'drop', reason: { code: 'not-translated', text } });
}

function routeTo(snapshot: Snapshot, state: PacketState, owner: Owner): readonly Step[] {
  switch (owner.kind) {
    case 'pod':
      return [toMachine(snapshot, state, owner, owner.node)];
    case 'node':
      return [toMachine(snapshot, state, owner, owner.node.ref.name)];
    case 'external':
      return [leave(snapshot, state, owner)];
    case 'load-balancer': {
      const leaving = postrouting(snapshot, state, { leaves: leavesPodNetwork(snapshot, state) });
      return balance(snapshot, { state, leaving }, owner);
    }
    case 'no-pod':
      return [noPod(snapshot, state, owner)];
    case 'service-range': {
      const text = `no rule on node ${state.place.node} translates ${formatDestination(state.packet)}, and no machine has that address`;
      return [lost(state, 'timeout', { stage: 'route', action: 'drop', reason: { code: 'not-translated', text } })];
    }
    case 'stranger':
      return [stranger(state)];
  }
}

function leave(snapshot: Snapshot, state: PacketState, owner: Extract<Owner, { kind: 'external' }>): Step {
  const left = owner.onNode ? state : postrouting(snapshot, state, { leaves: leavesPodNetwork(snapshot, state) });
  const where = owner.onNode ? `on node ${state.place.node}` : 'outside the cluster';
  const text = `${state.packet.destination.text} is ${owner.host.name}, ${where}${sourceText(state, left)}`;
  const { packet, conntrack, mark } = left;
  const action = sameAddress(packet.source, state.packet.source) ? 'pass' : 'rewrite';
  const moved = advance(
    state,
    { packet, conntrack, mark, receiver: owner, place: {} },
    { stage: 'route', action, reason: { code: 'outside', text } },
  );
  return { to: 'receiver', state: moved };
}

function toMachine(
  snapshot: Snapshot,
  state: PacketState,
  owner: Extract<Owner, { kind: 'pod' | 'node' }>,
  node: string,
): Step {
  const here = state.place.node;
  if (isDown(snapshot, node)) return lostAt(state, node);
  const stays = here === node;
  const enters = owner.kind === 'node' && !stays;
  const left = postrouting(snapshot, state, {
    leaves: enters && leavesPodNetwork(snapshot, state),
    ...(owner.kind === 'pod' ? { toPodOn: node } : {}),
  });
  const way = stays ? `stays on node ${node}` : `goes to node ${node}`;
  const text = `${state.packet.destination.text} ${way}${sourceText(state, left)}`;
  const { packet, conntrack, mark } = left;
  const place = owner.kind === 'pod' ? podPlace(owner.pod) : { node };
  const moved = advance(
    state,
    { packet, conntrack, mark, receiver: owner, place },
    {
      stage: 'route',
      action: sameAddress(packet.source, state.packet.source) ? 'pass' : 'rewrite',
      reason: { code: stays ? 'same-node' : 'to-node', text },
      place: here === undefined ? {} : { node: here },
    },
  );
  return { to: enters ? 'entering-node' : 'receiver', state: moved };
}

/** Pods' traffic to other machines than pods leaves with the node's address, where the cluster is set up like that. */
function leavesPodNetwork({ view }: Snapshot, { connection: { client }, conntrack, packet }: PacketState): boolean {
  const { masqueradeOutside, nonMasqueradeCIDRs } = view.spec.network;
  if (!isIsolatedPod(client) || isMasqueraded(conntrack) || !masqueradeOutside) return false;
  return !isInRanges(nonMasqueradeCIDRs, packet.destination);
}

interface Leaving {
  /** Whether the packet leaves the pods' network. */
  readonly leaves: boolean;
  /** The node of the pod that the packet is for. */
  readonly toPodOn?: string;
}

/**
 * POSTROUTING of the node where the packet is: an address of the node replaces the source of a marked packet, as
 * `MASQUERADE` in KUBE-POSTROUTING has it, and of what leaves the pods' network. It is the address of the interface by
 * which the packet leaves.
 */
function postrouting({ routes }: Snapshot, state: PacketState, { leaves, toPodOn }: Leaving): PacketState {
  const { packet, place, mark, conntrack } = state;
  if (mark === undefined && !leaves) return state;
  const { node } = place;
  const { family } = packet.destination;
  const source = node === undefined ? undefined : sourceOf(routes, node, { node: toPodOn, family });
  if (node === undefined || source === undefined) return unseen(state, { mark: undefined });
  const masqueraded = { ...packet, source };
  return unseen(state, {
    packet: masqueraded,
    mark: undefined,
    conntrack: withSourceNat(conntrack, node, packet, masqueraded),
  });
}

function sourceOf(
  routes: RouteTable,
  from: string,
  { node, family }: { readonly node: string | undefined; readonly family: Family },
): Address | undefined {
  return node === undefined ? nodeAddress(routes, from, family) : addressTowards(routes, from, { node, family });
}

function sourceText(before: PacketState, { packet }: PacketState): string {
  if (sameAddress(packet.source, before.packet.source)) return '';
  return `; its source becomes ${packet.source.text} (node ${before.place.node})`;
}
