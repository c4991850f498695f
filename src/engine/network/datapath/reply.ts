import type { Address, Reply } from '../../model/index.ts';
import { formatDestination, formatSocketAddress, qualifiedName, sameAddress } from '../../model/index.ts';
import { ownerOf, type RouteTable } from '../routing/index.ts';
import type { Tracked } from './conntrack.ts';
import { type PacketState, type Receiver, receiverOf } from './packet-state.ts';
import type { Snapshot } from './snapshot.ts';

const STRAIGHT: Reply = { kind: 'returns', through: [] };

/**
 * Follows the answer from the receiver back to the client. It goes to the source that the receiver saw, and passes two
 * nodes at most on a stretch: the one that it leaves and the one that it is for. Where that is the node that translated
 * the packet, its connection tracking puts the addresses back, and the next stretch begins there. Where it is not, the
 * client gets an answer from an address that it never asked, and drops it.
 *
 * A pod that was led to itself and sees its own address as the source has no such stretch: its kernel drops the packet as
 * one from a martian source, or would answer inside the pod. That is what the masquerade of hairpin traffic is for.
 *
 * kubernetes pkg/proxy/iptables/proxier.go (the rule of an endpoint's chain that marks what comes from the endpoint);
 * linux net/ipv4/fib_frontend.c (fib_validate_source).
 */
export function replyOf({ routes }: Snapshot, state: PacketState): Reply {
  const [newest] = state.conntrack;
  if (newest === undefined) return STRAIGHT;
  const receiver = receiverOf(state);
  const { source, destination } = newest.translated;
  if (receiver.kind === 'pod' && sameAddress(source, destination)) {
    return { kind: 'lost', reason: hairpin(receiver, newest) };
  }
  const through: string[] = [];
  let from = nodeOf(receiver);
  for (const entry of state.conntrack) {
    const { node, translated } = entry;
    if (node !== undefined) {
      if (node !== from && node !== nodeAt(routes, translated.source)) {
        return { kind: 'lost', reason: bypass(receiver, { ...entry, node }) };
      }
      through.push(node);
    }
    from = node;
  }
  return { kind: 'returns', through };
}

function nodeOf(receiver: Receiver): string | undefined {
  if (receiver.kind === 'pod') return receiver.node;
  return receiver.kind === 'node' ? receiver.node.ref.name : undefined;
}

/** The node that has an address, or whose pod has it. */
function nodeAt(routes: RouteTable, address: Address): string | undefined {
  const owner = ownerOf(routes, address);
  return owner.kind === 'pod' || owner.kind === 'node' ? nodeOf(owner) : undefined;
}

function hairpin(receiver: Receiver, { node, original, translated }: Tracked) {
  const text = `${nameOf(receiver)} gets a packet from its own address ${translated.source.text}, and drops it: node ${node} translated ${formatDestination(original)} and masqueraded nothing, so that no answer would come back by way of the node`;
  return { code: 'hairpin-not-masqueraded', text };
}

function bypass(receiver: Receiver, { node, original, translated }: Tracked & { readonly node: string }) {
  const own = formatSocketAddress({ ip: translated.destination, port: translated.port });
  const text = `${nameOf(receiver)} answers ${translated.source.text} past node ${node}, which translated ${formatDestination(original)} and masqueraded nothing: the client waits for an answer from there, and drops one from ${own}`;
  return { code: 'answer-bypasses-node', text };
}

function nameOf(receiver: Receiver): string {
  switch (receiver.kind) {
    case 'pod':
      return `pod ${qualifiedName(receiver.pod.ref)}`;
    case 'node':
      return `node ${receiver.node.ref.name}`;
    case 'external':
      return receiver.host.name;
  }
}
