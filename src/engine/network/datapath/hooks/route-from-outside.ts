import type { Address, RoutableFrom } from '../../../model/index.ts';
import { isInRanges, isLoopback, sameAddress } from '../../../model/index.ts';
import { type Owner, ownerOf } from '../../routing/index.ts';
import { podPlace } from '../client.ts';
import type { Context } from '../context.ts';
import type { Step } from '../hook.ts';
import { advance, type PacketState, type Receiver, unseen } from '../packet-state.ts';
import type { Snapshot } from '../snapshot.ts';
import { lost } from '../way.ts';
import { balance } from './load-balancer.ts';
import { isDown, lostAt, noPod, ownLoopback, stranger } from './no-route.ts';

/**
 * The network between a client outside and the cluster: it has routes to the nodes' own addresses alone, and to those
 * that a load balancer or a router brings to them, and where the cluster says so to the pods' and the Services'; a client that names its entry node sends everything there.
 */
export function routeFromOutside({ snapshot }: Context, state: PacketState): readonly Step[] {
  const { client } = state.connection;
  const { destination } = state.packet;
  if (isLoopback(destination)) return [ownLoopback(snapshot, state)];
  const owner = ownerOf(snapshot.routes, destination);
  const entry = client.kind === 'external' ? client.entryNode : undefined;
  if (entry !== undefined) {
    const receiver = owner.kind === 'node' && owner.node.ref.name === entry ? owner : undefined;
    const text = `${destination.text} is routed to node ${entry}`;
    return [arrive(snapshot, state, { node: entry, receiver, code: 'entry-node', text })];
  }
  switch (owner.kind) {
    case 'node': {
      if (!hasAddress(snapshot, owner.node.ref.name, destination) && !isRoutable(snapshot, state, 'pods')) {
        return [noRoute(state, 'no-pod')];
      }
      const node = owner.node.ref.name;
      const text = `${destination.text} is node ${node}`;
      return [arrive(snapshot, state, { node, receiver: owner, code: 'to-node', text })];
    }
    case 'load-balancer':
      return balance(snapshot, { state, leaving: state }, owner);
    case 'external': {
      const reason = { code: 'outside', text: `${destination.text} is ${owner.host.name}` };
      const moved = advance(state, { receiver: owner }, { stage: 'route', action: 'pass', reason });
      return [{ to: 'receiver', state: moved }];
    }
    case 'stranger':
      return [stranger(state)];
    case 'pod':
      return [isRoutable(snapshot, state, 'pods') ? toPod(snapshot, state, owner) : noRoute(state, 'pod')];
    case 'no-pod':
      return [isRoutable(snapshot, state, 'pods') ? noPod(snapshot, state, owner) : noRoute(state, 'no-pod')];
    case 'service-range':
      if (!isRoutable(snapshot, state, 'services')) return [noRoute(state, 'service-range')];
      return balance(
        snapshot,
        { state, leaving: state },
        { kind: 'load-balancer', nodes: snapshot.routes.balancedNodes, services: [] },
      );
  }
}

/** Reports whether the client's network has routes to addresses of the cluster that no node has. */
function isRoutable({ view }: Snapshot, { packet }: PacketState, what: keyof RoutableFrom): boolean {
  return isInRanges(view.spec.network.routableFrom[what], packet.source);
}

function hasAddress({ routes }: Snapshot, node: string, address: Address): boolean {
  return routes.nodeAddresses.get(node)?.some((own) => sameAddress(own, address)) === true;
}

/** The packet comes to the pod as it is: no rule of its node is about a pod's address. */
function toPod(snapshot: Snapshot, state: PacketState, owner: Extract<Owner, { kind: 'pod' }>): Step {
  if (isDown(snapshot, owner.node)) return lostAt(state, owner.node);
  const text = `${state.packet.destination.text} is routed to node ${owner.node}, whose pod has it`;
  const note = { stage: 'route', action: 'pass', reason: { code: 'to-node', text }, place: {} } as const;
  return { to: 'receiver', state: advance(state, { place: podPlace(owner.pod), receiver: owner }, note) };
}

interface Arrival {
  readonly node: string;
  /** The node itself, where it has the destination. */
  readonly receiver: Receiver | undefined;
  readonly code: string;
  readonly text: string;
}

/** The packet reaches a node from outside. */
function arrive(snapshot: Snapshot, state: PacketState, { node, receiver, code, text }: Arrival): Step {
  if (isDown(snapshot, node)) return lostAt(unseen(state, { receiver }), node);
  const note = { stage: 'route', action: 'pass', reason: { code, text }, place: {} } as const;
  return { to: 'entering-node', state: advance(state, { place: { node }, receiver }, note) };
}

const WHY_NO_ROUTE: Readonly<Record<'pod' | 'no-pod' | 'service-range', string>> = {
  pod: "is a pod's address: no route leads to it from outside the cluster",
  'no-pod': 'is in the pod range: no route leads to it from outside the cluster',
  'service-range': "is a cluster IP: no machine has that address, and only the cluster's nodes translate it",
};

function noRoute(state: PacketState, kind: keyof typeof WHY_NO_ROUTE): Step {
  const text = `${state.packet.destination.text} ${WHY_NO_ROUTE[kind]}`;
  return lost(state, 'timeout', { stage: 'route', action: 'drop', reason: { code: 'no-route-from-outside', text } });
}
