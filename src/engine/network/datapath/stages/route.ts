import { formatCidr, formatDestination, isLoopback } from '../../../model/index.ts';
import { nodeAddress, type Owner, ownerOf } from '../../routing/index.ts';
import { isIsolatedPod, podPlace } from '../client.ts';
import { advance, type Flight, fail, sent } from '../flight.ts';
import { balance } from '../load-balancer.ts';
import { isOwnAddress } from '../own-address.ts';
import type { Snapshot } from '../snapshot.ts';

/** Carries the packet to the machine that has its destination, and rewrites its source where it was marked for that. */
export function route(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const { client } = flight;
  const { destination } = sent(flight);
  if (client.kind === 'pod' && isOwnAddress(flight)) {
    return [{ ...flight, owner: { kind: 'pod', pod: client.pod, node: flight.place.node ?? '' } }];
  }
  if (isLoopback(destination)) return [onLoopback(snapshot, flight)];
  const owner = ownerOf(snapshot.routes, destination);
  if (client.kind === 'external') return fromOutside(snapshot, flight, owner);
  return routeFrom(snapshot, flight, owner);
}

/** A node that talks to itself; `localhost` there is the node's. */
function onLoopback(snapshot: Snapshot, flight: Flight): Flight {
  const node = snapshot.view.get('Node', flight.place.node ?? '');
  if (node !== undefined) return { ...flight, owner: { kind: 'node', node } };
  const text = `${sent(flight).destination.text} is the client itself, not the cluster`;
  return fail(flight, 'refused', { stage: 'route', action: 'reject', reason: { code: 'own-loopback', text } });
}

/** From the outside only the nodes' own addresses have a route, and those that a load balancer or a router brings to them. */
function fromOutside(snapshot: Snapshot, flight: Flight, owner: Owner): readonly Flight[] {
  const { client } = flight;
  const entry = client.kind === 'external' ? client.entryNode : undefined;
  if (entry !== undefined) {
    const text = `${sent(flight).destination.text} is routed to node ${entry}`;
    const arrived = { owner: owner.kind === 'node' && owner.node.ref.name === entry ? owner : undefined };
    return [arrive(snapshot, { ...flight, ...arrived }, { node: entry, code: 'entry-node', text })];
  }
  switch (owner.kind) {
    case 'node': {
      const node = owner.node.ref.name;
      const text = `${sent(flight).destination.text} is node ${node}`;
      return [arrive(snapshot, { ...flight, owner }, { node, code: 'to-node', text })];
    }
    case 'load-balancer':
      return balance(snapshot, { flight, leaving: flight }, owner);
    case 'external': {
      const reason = { code: 'outside', text: `${sent(flight).destination.text} is ${owner.host.name}` };
      return [advance(flight, { owner }, { stage: 'route', action: 'pass', reason })];
    }
    case 'stranger':
      return [stranger(flight)];
    default:
      return [noRouteFromOutside(flight, owner.kind)];
  }
}

/** The packet reaches a node from outside. */
function arrive(
  snapshot: Snapshot,
  flight: Flight,
  { node, code, text }: { readonly node: string; readonly code: string; readonly text: string },
): Flight {
  if (isDown(snapshot, node)) return lostAt(flight, node);
  const change = { place: { node }, entering: true };
  return advance(flight, change, { stage: 'route', action: 'pass', reason: { code, text }, place: {} });
}

const WHY_NO_ROUTE: Readonly<Record<'pod' | 'no-pod' | 'service-range', string>> = {
  pod: "is a pod's address: no route leads to it from outside the cluster",
  'no-pod': 'is in the pod range: no route leads to it from outside the cluster',
  'service-range': "is a cluster IP: no machine has that address, and only the cluster's nodes translate it",
};

function noRouteFromOutside(flight: Flight, kind: keyof typeof WHY_NO_ROUTE): Flight {
  const text = `${sent(flight).destination.text} ${WHY_NO_ROUTE[kind]}`;
  return fail(flight, 'timeout', { stage: 'route', action: 'drop', reason: { code: 'no-route-from-outside', text } });
}

/** Carries a packet that is inside the cluster: from a pod or node, or translated by the node where it entered. */
export function routeFrom(snapshot: Snapshot, flight: Flight, owner: Owner): readonly Flight[] {
  switch (owner.kind) {
    case 'pod':
      return [toMachine(snapshot, flight, owner, owner.node)];
    case 'node':
      return [toMachine(snapshot, flight, owner, owner.node.ref.name)];
    case 'external':
      return [leave(snapshot, flight, owner)];
    case 'load-balancer':
      return balance(
        snapshot,
        { flight, leaving: withSource(snapshot, flight, leavesPodNetwork(snapshot, flight)) },
        owner,
      );
    case 'no-pod':
      return [noPod(snapshot, flight, owner)];
    case 'service-range': {
      const text = `no rule on node ${flight.place.node} translates ${formatDestination(flight.packet)}, and no machine has that address`;
      return [fail(flight, 'timeout', { stage: 'route', action: 'drop', reason: { code: 'not-translated', text } })];
    }
    case 'stranger':
      return [stranger(flight)];
  }
}

function leave(snapshot: Snapshot, flight: Flight, owner: Extract<Owner, { kind: 'external' }>): Flight {
  const left = withSource(snapshot, flight, leavesPodNetwork(snapshot, flight));
  const text = `${sent(flight).destination.text} is ${owner.host.name}, outside the cluster${sourceText(flight, left)}`;
  const action = left.masqueraded === flight.masqueraded ? 'pass' : 'rewrite';
  const { packet, masquerade, masqueraded } = left;
  const change = { packet, masquerade, masqueraded, owner, place: {} };
  return advance(flight, change, { stage: 'route', action, reason: { code: 'outside', text } });
}

function noPod(snapshot: Snapshot, flight: Flight, owner: Extract<Owner, { kind: 'no-pod' }>): Flight {
  if (owner.node !== undefined && isDown(snapshot, owner.node)) return lostAt(flight, owner.node);
  const where = owner.node === undefined ? 'no node' : `node ${owner.node}`;
  const reason = {
    code: 'no-such-pod',
    text: `no pod has ${sent(flight).destination.text}: ${formatCidr(owner.cidr)} is on ${where}`,
  };
  return fail(flight, 'unreachable', { stage: 'route', action: 'fail', reason });
}

function stranger(flight: Flight): Flight {
  const text = `${sent(flight).destination.text} is outside the model: no host with that address is known; name it with "Given the external host"`;
  return fail(flight, 'unknown', { stage: 'route', action: 'fail', reason: { code: 'unknown-host', text } });
}

function toMachine(
  snapshot: Snapshot,
  flight: Flight,
  owner: Extract<Owner, { kind: 'pod' | 'node' }>,
  node: string,
): Flight {
  const here = flight.place.node;
  if (isDown(snapshot, node)) return lostAt(flight, node);
  const stays = here === node;
  const moved = withSource(snapshot, flight, owner.kind === 'node' && !stays && leavesPodNetwork(snapshot, flight));
  const way = stays ? `stays on node ${node}` : `goes to node ${node}`;
  const text = `${sent(flight).destination.text} ${way}${sourceText(flight, moved)}`;
  const place = owner.kind === 'pod' ? podPlace(owner.pod) : { node };
  const { packet, masquerade, masqueraded } = moved;
  const change = { packet, masquerade, masqueraded, owner, place, entering: owner.kind === 'node' && !stays };
  return advance(flight, change, {
    stage: 'route',
    action: moved.packet.source?.text === flight.packet.source?.text ? 'pass' : 'rewrite',
    reason: { code: stays ? 'same-node' : 'to-node', text },
    place: here === undefined ? {} : { node: here },
  });
}

function isDown(snapshot: Snapshot, node: string): boolean {
  return snapshot.view.nodeSpec(node)?.up === false;
}

function lostAt(flight: Flight, node: string): Flight {
  const reason = { code: 'node-down', text: `node ${node} is down` };
  return fail(flight, 'timeout', { stage: 'route', action: 'drop', reason });
}

/** Pods' traffic to other machines than pods leaves with the node's address, where the cluster is set up like that. */
function leavesPodNetwork(snapshot: Snapshot, { client, masqueraded }: Flight): boolean {
  return isIsolatedPod(client) && !masqueraded && snapshot.view.spec.network.masqueradeOutside;
}

/** The node's own address replaces the source of a marked packet, as `MASQUERADE` in KUBE-POSTROUTING has it. */
function withSource(snapshot: Snapshot, flight: Flight, leaves: boolean): Flight {
  const { packet, place } = flight;
  if (!flight.masquerade && !leaves) return flight;
  const { family } = sent(flight).destination;
  const source = place.node === undefined ? undefined : nodeAddress(snapshot.routes, place.node, family);
  if (source === undefined) return { ...flight, masquerade: false };
  return { ...flight, packet: { ...packet, source }, masquerade: false, masqueraded: true };
}

function sourceText(before: Flight, { packet }: Flight): string {
  if (packet.source?.text === before.packet.source?.text) return '';
  return `; its source becomes ${packet.source?.text} (node ${before.place.node})`;
}
