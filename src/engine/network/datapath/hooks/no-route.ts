import { formatCidr, formatRef, ruleAt } from '../../../model/index.ts';
import type { ProxiedPort } from '../../kube-proxy/index.ts';
import type { Owner } from '../../routing/index.ts';
import type { Step } from '../hook.ts';
import type { PacketState } from '../packet-state.ts';
import type { Snapshot } from '../snapshot.ts';
import { lost } from '../way.ts';

/** Reports whether the machine of a node is switched off. */
export function isDown({ view }: Snapshot, node: string): boolean {
  return view.nodeSpec(node)?.up === false;
}

/** Ends the way at a node that is down. */
export function lostAt(state: PacketState, node: string): Step {
  const reason = { code: 'node-down', text: `node ${node} is down` };
  return lost(state, 'timeout', { stage: 'route', action: 'drop', reason });
}

/** Ends the way of a packet to an address that is neither in the cluster nor of a host that the user named. */
export function stranger(state: PacketState): Step {
  const text = `${state.packet.destination.text} is outside the model: no host with that address is known; name it with "Given the external host"`;
  return lost(state, 'unknown', { stage: 'route', action: 'fail', reason: { code: 'unknown-host', text } });
}

/**
 * Ends the way of a packet to a loopback address of a machine that is no part of the cluster. Where the cluster runs on that
 * machine as a desktop program, its Services may answer there.
 */
export function ownLoopback({ view, services }: Snapshot, state: PacketState): Step {
  const { destination, port: wanted, protocol } = state.packet;
  const published =
    view.spec.network.loadBalancer === 'localhost'
      ? services.index.ports.find((port) => port.protocol === protocol && isPublished(port, wanted))
      : undefined;
  if (published !== undefined) {
    const { ref } = published.service;
    const text = `whether ${destination.text} is the machine that publishes ${formatRef(ref)} is outside the model`;
    const reason = { code: 'on-localhost', text };
    return lost(state, 'unknown', { stage: 'route', action: 'fail', reason, rule: ruleAt(view, ref) });
  }
  const text = `${state.packet.destination.text} is the client itself, not the cluster`;
  return lost(state, 'refused', { stage: 'route', action: 'reject', reason: { code: 'own-loopback', text } });
}

/** Ends the way of a packet to an address of the pods' range that no pod has. */
export function noPod(snapshot: Snapshot, state: PacketState, owner: Extract<Owner, { kind: 'no-pod' }>): Step {
  if (owner.node !== undefined && isDown(snapshot, owner.node)) return lostAt(state, owner.node);
  const where = owner.node === undefined ? 'no node' : `node ${owner.node}`;
  const text = `no pod has ${state.packet.destination.text}: ${formatCidr(owner.cidr)} is on ${where}`;
  return lost(state, 'unreachable', { stage: 'route', action: 'fail', reason: { code: 'no-such-pod', text } });
}

function isPublished({ service, port, nodePort }: ProxiedPort, wanted: number): boolean {
  return wanted === nodePort || (wanted === port && service.object.spec.type === 'LoadBalancer');
}
