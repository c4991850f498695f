import { parseAddress } from '../../model/index.ts';
import { nodeAddress, type Owner, ownerOf } from '../../routing/index.ts';
import { isIsolatedPod } from '../client.ts';
import { advance, type Flight, fail } from '../flight.ts';
import { isLoopback, isOwnAddress } from '../own-address.ts';
import type { Snapshot } from '../snapshot.ts';

/** Carries the packet to the machine that has its destination, and rewrites its source where it was marked for that. */
export function route(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const { client, packet } = flight;
  if (isOwnAddress(flight)) {
    if (client.kind !== 'pod') return [flight];
    const node = client.pod.object.spec?.nodeName ?? '';
    return [{ ...flight, owner: { kind: 'pod', pod: client.pod, node } }];
  }
  if (isLoopback(packet.destination)) return onLoopback(snapshot, flight);
  const owner = ownerOf(snapshot.routes, packet.destination);
  if (client.kind === 'external' && flight.place.node === undefined) return fromOutside(flight, owner);
  return routeFrom(snapshot, flight, owner);
}

/** A node that talks to itself; `localhost` there is the node's. */
function onLoopback(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const node = snapshot.view.get('Node', flight.place.node ?? '');
  if (node !== undefined) return [{ ...flight, owner: { kind: 'node', node } }];
  const reason = { code: 'own-loopback', text: `${flight.packet.destination} is the client itself, not the cluster` };
  return [fail(flight, 'refused', { stage: 'route', action: 'reject', reason })];
}

/** From the outside only the nodes' own addresses have a route, and those that a load balancer or a router brings to them. */
function fromOutside(flight: Flight, owner: Owner): readonly Flight[] {
  const { client, packet } = flight;
  const entry = client.kind === 'external' ? client.entryNode : undefined;
  if (entry !== undefined) return [enterBy(flight, entry, `${packet.destination} is routed to node ${entry}`)];
  if (owner.kind === 'node')
    return [arrive(flight, owner, owner.node.ref.name, `${packet.destination} is node ${owner.node.ref.name}`)];
  if (owner.kind === 'load-balancer') return throughLoadBalancer(flight, owner.nodes);
  if (owner.kind === 'external')
    return [advance(flight, { owner }, pass('outside', `${packet.destination} is ${owner.host.name}`))];
  return [noRouteFromOutside(flight, owner)];
}

function noRouteFromOutside(flight: Flight, owner: Owner): Flight {
  const { destination } = flight.packet;
  const texts: Partial<Record<Owner['kind'], string>> = {
    pod: `${destination} is a pod's address: no route leads to it from outside the cluster`,
    'no-pod': `${destination} is in the pod range: no route leads to it from outside the cluster`,
    'service-range': `${destination} is a cluster IP: no machine has that address, and only the cluster's nodes translate it`,
  };
  const text = texts[owner.kind];
  if (text !== undefined) {
    return fail(flight, 'timeout', { stage: 'route', action: 'drop', reason: { code: 'no-route-from-outside', text } });
  }
  return stranger(flight);
}

function throughLoadBalancer(flight: Flight, nodes: readonly string[]): readonly Flight[] {
  if (nodes.length === 0) {
    const reason = { code: 'no-nodes', text: `no node stands behind ${flight.packet.destination}` };
    return [fail(flight, 'timeout', { stage: 'route', action: 'drop', reason })];
  }
  return nodes.map((node) =>
    enterBy(
      { ...flight, probability: flight.probability / nodes.length },
      node,
      `${flight.packet.destination} is routed to node ${node}`,
    ),
  );
}

/** The packet reaches a node that does not have the destination address itself. */
function enterBy(flight: Flight, node: string, text: string): Flight {
  return advance(flight, { place: { node }, owner: undefined }, pass('entry-node', text));
}

function arrive(flight: Flight, owner: Owner, node: string, text: string): Flight {
  return advance(flight, { place: { node }, owner }, pass('to-node', text));
}

/** Carries a packet that is inside the cluster: from a pod or node, or translated by the node where it entered. */
export function routeFrom(snapshot: Snapshot, flight: Flight, owner: Owner): readonly Flight[] {
  const here = flight.place.node;
  switch (owner.kind) {
    case 'pod':
      return [toMachine(snapshot, flight, owner, owner.node)];
    case 'node':
      return [toMachine(snapshot, flight, owner, owner.node.ref.name)];
    case 'external': {
      const source = isIsolatedPod(flight.client) && snapshot.view.spec.network.masqueradeOutside;
      const left = source ? masquerade(snapshot, { ...flight, masqueraded: true }, here) : flight.packet;
      const text = `${flight.packet.destination} is ${owner.host.name}, outside the cluster`;
      const change = { packet: left, owner, masqueraded: flight.masqueraded || source, place: {} };
      return [advance(flight, change, { ...pass('outside', text), action: source ? 'rewrite' : 'pass' })];
    }
    case 'load-balancer':
      return throughLoadBalancer(flight, owner.nodes);
    case 'no-pod':
      return [noPod(flight, owner)];
    case 'service-range': {
      const text = `no rule on node ${here} translates ${flight.packet.destination}:${flight.packet.port}, and no machine has that address`;
      return [fail(flight, 'timeout', { stage: 'route', action: 'drop', reason: { code: 'not-translated', text } })];
    }
    case 'stranger':
      return [stranger(flight)];
  }
}

function noPod(flight: Flight, owner: Extract<Owner, { kind: 'no-pod' }>): Flight {
  const where = owner.node === undefined ? 'no node' : `node ${owner.node}`;
  const reason = { code: 'no-such-pod', text: `no pod has ${flight.packet.destination}: ${owner.cidr} is on ${where}` };
  return fail(flight, 'unreachable', { stage: 'route', action: 'fail', reason });
}

function stranger(flight: Flight): Flight {
  const text = `${flight.packet.destination} is outside the model: no host with that address is known; name it with "Given the external host"`;
  return fail(flight, 'unknown', { stage: 'route', action: 'fail', reason: { code: 'unknown-host', text } });
}

function toMachine(snapshot: Snapshot, flight: Flight, owner: Owner, node: string): Flight {
  const here = flight.place.node;
  if (snapshot.view.nodeSpec(node)?.up === false) {
    const reason = { code: 'node-down', text: `node ${node} is down` };
    return fail(flight, 'timeout', { stage: 'route', action: 'drop', reason });
  }
  const leavesPodNetwork = owner.kind === 'node' && isIsolatedPod(flight.client) && here !== node;
  const rewrite = flight.masqueraded || (leavesPodNetwork && snapshot.view.spec.network.masqueradeOutside);
  const packet = rewrite ? masquerade(snapshot, flight, here) : flight.packet;
  const way = here === node ? `stays on node ${node}` : `goes to node ${node}`;
  const from = packet.source === flight.packet.source ? '' : `; its source becomes ${packet.source} (node ${here})`;
  const place = owner.kind === 'pod' ? { pod: `${owner.pod.ref.namespace}/${owner.pod.ref.name}`, node } : { node };
  const reason = { code: here === node ? 'same-node' : 'to-node', text: `${packet.destination} ${way}${from}` };
  const change = { packet, owner, place, masqueraded: flight.masqueraded || packet.source !== flight.packet.source };
  const action = packet.source === flight.packet.source ? 'pass' : 'rewrite';
  return advance(flight, change, { stage: 'route', action, reason, place: here === undefined ? {} : { node: here } });
}

/** The node's own address replaces the source, as `MASQUERADE` in KUBE-POSTROUTING has it. */
function masquerade(snapshot: Snapshot, flight: Flight, node: string | undefined): Flight['packet'] {
  const family = parseAddress(flight.packet.destination)?.family ?? 4;
  const source = node === undefined ? undefined : nodeAddress(snapshot.routes, node, family);
  return source === undefined ? flight.packet : { ...flight.packet, source };
}

function pass(code: string, text: string): { stage: 'route'; action: 'pass'; reason: { code: string; text: string } } {
  return { stage: 'route', action: 'pass', reason: { code, text } };
}
