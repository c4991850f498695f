import { formatCidr, formatDestination, isLoopback, sameAddress } from '../../../model/index.ts';
import { nodeAddress, type Owner, ownerOf } from '../../routing/index.ts';
import { isIsolatedPod, podPlace } from '../client.ts';
import { isMasqueraded, withSourceNat } from '../conntrack.ts';
import type { Context } from '../context.ts';
import type { Step } from '../hook.ts';
import { advance, type PacketState, unseen } from '../packet-state.ts';
import type { Snapshot } from '../snapshot.ts';
import { lost } from '../way.ts';
import { balance } from './load-balancer.ts';
import { isDown, lostAt, ownLoopback, stranger } from './no-route.ts';

/**
 * The routing decision on the client's own node, and POSTROUTING where the packet leaves it. `localhost` of a process on
 * the node is the node itself.
 */
export function route({ snapshot }: Context, state: PacketState): readonly Step[] {
  const { destination } = state.packet;
  if (isLoopback(destination)) return [toLocalhost(snapshot, state)];
  return routeTo(snapshot, state, ownerOf(snapshot.routes, destination));
}

function toLocalhost({ view }: Snapshot, state: PacketState): Step {
  const node = view.get('Node', state.place.node ?? '');
  if (node === undefined) return ownLoopback(state);
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
      const leaving = postrouting(snapshot, state, leavesPodNetwork(snapshot, state));
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
  const left = owner.onNode ? state : postrouting(snapshot, state, leavesPodNetwork(snapshot, state));
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

function noPod(snapshot: Snapshot, state: PacketState, owner: Extract<Owner, { kind: 'no-pod' }>): Step {
  if (owner.node !== undefined && isDown(snapshot, owner.node)) return lostAt(state, owner.node);
  const where = owner.node === undefined ? 'no node' : `node ${owner.node}`;
  const text = `no pod has ${state.packet.destination.text}: ${formatCidr(owner.cidr)} is on ${where}`;
  return lost(state, 'unreachable', { stage: 'route', action: 'fail', reason: { code: 'no-such-pod', text } });
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
  const left = postrouting(snapshot, state, enters && leavesPodNetwork(snapshot, state));
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
function leavesPodNetwork({ view }: Snapshot, { connection: { client }, conntrack }: PacketState): boolean {
  return isIsolatedPod(client) && !isMasqueraded(conntrack) && view.spec.network.masqueradeOutside;
}

/**
 * POSTROUTING of the node where the packet is: the node's own address replaces the source of a marked packet, as
 * `MASQUERADE` in KUBE-POSTROUTING has it, and of what leaves the pods' network.
 */
function postrouting({ routes }: Snapshot, state: PacketState, leaves: boolean): PacketState {
  const { packet, place, mark, conntrack } = state;
  if (mark === undefined && !leaves) return state;
  const { node } = place;
  const source = node === undefined ? undefined : nodeAddress(routes, node, packet.destination.family);
  if (node === undefined || source === undefined) return unseen(state, { mark: undefined });
  const masqueraded = { ...packet, source };
  return unseen(state, {
    packet: masqueraded,
    mark: undefined,
    conntrack: withSourceNat(conntrack, node, packet, masqueraded),
  });
}

function sourceText(before: PacketState, { packet }: PacketState): string {
  if (sameAddress(packet.source, before.packet.source)) return '';
  return `; its source becomes ${packet.source.text} (node ${before.place.node})`;
}
