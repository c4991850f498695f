import { listeningOf, parsePort, type UnknownContainer } from '../../../control-plane/kubelet/index.ts';
import type { Address, ExternalHost, Listener, Party, Place, Pod, Resource, Via } from '../../../model/index.ts';
import {
  formatPort,
  formatSocket,
  isLoopback,
  LISTENS_ANNOTATION,
  qualifiedName,
  ruleAt,
} from '../../../model/index.ts';
import { podParty, podPlace } from '../client.ts';
import type { Context } from '../context.ts';
import type { Step } from '../hook.ts';
import { hostListener, untoldHostPod } from '../host-listener.ts';
import { accepted, type PacketState, receiverOf, refused } from '../packet-state.ts';
import type { Snapshot } from '../snapshot.ts';
import { lost } from '../way.ts';
import { endedProcess } from './ended-process.ts';
import { daemonAt } from './node-daemons.ts';
import { type PodSocket, podSocketAt } from './pod-socket.ts';

/**
 * The socket at the end: a listener accepts, and the kernel refuses what comes to a port at which nobody listens. ICMP is
 * answered by the kernel itself.
 */
export function deliver({ snapshot }: Context, state: PacketState): readonly Step[] {
  const receiver = receiverOf(state);
  const { protocol, destination } = state.packet;
  const isEcho = protocol === 'ICMP';
  switch (receiver.kind) {
    case 'pod': {
      const { pod } = receiver;
      return isEcho ? next(echo(state, podParty(pod), 'PodIP')) : toPod(snapshot, state, pod);
    }
    case 'node': {
      const { name } = receiver.node.ref;
      return isEcho ? next(echo(state, nodeParty(name, destination), null)) : toNode(snapshot, state, name);
    }
    case 'external':
      return isEcho ? [echoOutside(state, receiver.host)] : next(toExternalHost(state, receiver.host));
  }
}

function next(state: PacketState): readonly Step[] {
  return [{ to: 'next', state }];
}

function toPod(snapshot: Snapshot, state: PacketState, pod: Resource<Pod>): readonly Step[] {
  const socket = podSocketAt(snapshot, pod, state.packet);
  if (socket !== undefined) return next(taken(state, socket, { place: podPlace(pod), via: viaOf(state, 'PodIP') }));
  const stopped = ended(snapshot, state, pod, 'PodIP');
  if (stopped !== undefined) return stopped;
  const { unknown } = listeningOf(snapshot.view.spec, pod.object);
  return unknown === undefined ? next(closed(snapshot, state, pod)) : [untold(snapshot, state, { pod, unknown })];
}

/** What becomes of a packet whose listener has ended with its pod; `undefined` where that is not so. */
function ended(snapshot: Snapshot, state: PacketState, pod: Resource<Pod>, via: Via): readonly Step[] | undefined {
  const socket = endedProcess(snapshot, pod, state.packet);
  if (socket === undefined) return undefined;
  const { outcome, reason, rule } = socket;
  const hop = { stage: 'deliver', reason, rule, place: podPlace(pod), via: viaOf(state, via) } as const;
  if (outcome === 'unknown') return [lost(state, outcome, { ...hop, action: 'fail' })];
  return next(refused(state, { ...hop, action: 'reject' }));
}

/** Nothing says what a container of the pod listens on. */
function untold(
  { view }: Snapshot,
  state: PacketState,
  { pod, unknown }: { readonly pod: Resource<Pod>; readonly unknown: UnknownContainer },
): Step {
  const text = `nobody knows whether container ${unknown.name} of pod ${qualifiedName(pod.ref)} listens on ${formatPort(state.packet)}: its ${unknown.path.at(-1)} is not known, and it declares no port; declare its ports, or annotate the pod with ${LISTENS_ANNOTATION}`;
  return lost(state, 'unknown', {
    stage: 'deliver',
    action: 'fail',
    reason: { code: 'unknown-listeners', text },
    rule: ruleAt(view, pod.ref, unknown.path),
    place: podPlace(pod),
  });
}

function taken(
  state: PacketState,
  { endpoint, reason, rule }: PodSocket,
  { place, via }: { readonly place: Place; readonly via: Via | null },
): PacketState {
  return accepted(state, endpoint, { stage: 'deliver', action: 'deliver', reason, rule, place, via });
}

function closed(snapshot: Snapshot, state: PacketState, pod: Resource<Pod>): PacketState {
  const { listeners } = listeningOf(snapshot.view.spec, pod.object);
  const others = listeners.map(listenerText).join(', ');
  const known = others === '' ? 'no port of it is known' : `it listens on ${others}`;
  const text = `nobody in pod ${qualifiedName(pod.ref)} listens on ${formatPort(state.packet)}; ${known}`;
  return refused(state, {
    stage: 'deliver',
    action: 'reject',
    reason: { code: 'nobody-listens', text },
    rule: ruleAt(snapshot.view, pod.ref, ['spec', 'containers', 0]),
    place: podPlace(pod),
    via: viaOf(state, 'PodIP'),
  });
}

function listenerText({ port, protocol, loopback }: Listener): string {
  return loopback === undefined ? `${port}/${protocol}` : `${formatSocket(loopback, port)}/${protocol} alone`;
}

function toNode(snapshot: Snapshot, state: PacketState, name: string): readonly Step[] {
  const { packet } = state;
  const pod = hostListener(snapshot, name, packet)?.pod;
  const socket = pod === undefined ? undefined : podSocketAt(snapshot, pod, packet);
  if (pod !== undefined && socket !== undefined) {
    return next(taken(state, socket, { place: podPlace(pod), via: viaOf(state, 'HostNetwork') }));
  }
  const stopped = pod === undefined ? undefined : ended(snapshot, state, pod, 'HostNetwork');
  if (stopped !== undefined) return stopped;
  const common = { stage: 'deliver', place: { node: name }, via: viaOf(state, null) } as const;
  const daemon = daemonAt(snapshot, name, packet);
  if (daemon === undefined) {
    const silent = untoldHostPod(snapshot, name);
    if (silent !== undefined) return [untold(snapshot, state, silent)];
    const text = `nobody on node ${name} listens on ${formatPort(packet)}`;
    return next(refused(state, { ...common, action: 'reject', reason: { code: 'nobody-listens', text } }));
  }
  const endpoint = { ...nodeParty(name, packet.destination), port: packet.port };
  const text = `${daemon} on node ${name} listens on ${formatPort(packet)}`;
  return next(accepted(state, endpoint, { ...common, action: 'deliver', reason: { code: 'node-daemon', text } }));
}

/** Without a Service in between, the address itself says how it is reached. */
function viaOf({ via, packet }: PacketState, otherwise: Via | null): Via | null {
  return via ?? (isLoopback(packet.destination) ? 'Loopback' : otherwise);
}

function toExternalHost(state: PacketState, { name, listens }: ExternalHost): PacketState {
  const { packet, via } = state;
  const isOpen =
    listens?.some((text) => {
      const each = parsePort(text);
      return each?.port === packet.port && each.protocol === packet.protocol;
    }) ?? true;
  if (!isOpen) {
    const reason = { code: 'nobody-listens', text: `${name} does not listen on ${formatPort(packet)}` };
    return refused(state, { stage: 'deliver', action: 'reject', reason, place: {}, via });
  }
  const endpoint = { kind: 'External', name, ip: packet.destination, port: packet.port } as const;
  const reason = { code: 'external-host', text: `${name} answers on ${formatPort(packet)}` };
  return accepted(state, endpoint, { stage: 'deliver', action: 'deliver', reason, place: {}, via });
}

/** The kernel of the machine answers; no process needs to listen. */
function echo(state: PacketState, { kind, name, node = '', ...party }: Party, otherwise: Via | null): PacketState {
  const endpoint = { kind, name, node, ...party, port: 0 };
  const who = party.namespace === undefined ? name : `${party.namespace}/${name}`;
  const text = `${kind.toLowerCase()} ${who} answers echo requests itself, whatever listens`;
  const place = kind === 'Pod' ? { pod: { kind, namespace: party.namespace ?? '', name }, node } : { node };
  const reason = { code: 'echo', text };
  return accepted(state, endpoint, {
    stage: 'deliver',
    action: 'deliver',
    reason,
    place,
    via: viaOf(state, otherwise),
  });
}

function echoOutside(state: PacketState, { name }: ExternalHost): Step {
  const reason = { code: 'unknown-echo', text: `whether ${name} answers echo requests is not known` };
  return lost(state, 'unknown', { stage: 'deliver', action: 'fail', reason, place: {} });
}

function nodeParty(name: string, ip: Address): Party {
  return { kind: 'Node', name, ip, node: name };
}
