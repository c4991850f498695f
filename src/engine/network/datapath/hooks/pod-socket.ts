import { listeningOf, stoppedIn } from '../../../control-plane/kubelet/index.ts';
import type { Branch, Listener, Pod, Reason, Resource, RuleRef, SentPacket } from '../../../model/index.ts';
import { isLoopback, ruleAt } from '../../../model/index.ts';
import { podParty } from '../client.ts';
import { findListener } from '../host-listener.ts';
import type { Snapshot } from '../snapshot.ts';

/** A socket of a pod that accepts connections, as traces speak of it. */
export interface PodSocket {
  readonly endpoint: NonNullable<Branch['endpoint']>;
  readonly reason: Reason;
  /** The field of the pod that says that it listens. */
  readonly rule: RuleRef;
}

const remembered = new WeakMap<Snapshot, Map<Resource<Pod>, Map<string, PodSocket | undefined>>>();

/** The socket of a pod that a packet comes to; `undefined` where nobody listens. It is the same for every connection. */
export function podSocketAt(snapshot: Snapshot, pod: Resource<Pod>, packet: SentPacket): PodSocket | undefined {
  const ofPods = remembered.get(snapshot) ?? new Map<Resource<Pod>, Map<string, PodSocket | undefined>>();
  remembered.set(snapshot, ofPods);
  const sockets = ofPods.get(pod) ?? new Map<string, PodSocket | undefined>();
  ofPods.set(pod, sockets);
  const key = `${packet.destination.text} ${packet.port} ${packet.protocol}`;
  const known = sockets.get(key);
  if (known !== undefined || sockets.has(key)) return known;
  const listener = findListener(listeningOf(snapshot.view.spec, pod.object).listeners, packet);
  const isOpen = listener !== undefined && stoppedIn(pod.object, { name: listener.container }) === undefined;
  const socket = isOpen ? socketOf(snapshot, pod, packet, listener) : undefined;
  sockets.set(key, socket);
  return socket;
}

function socketOf({ view }: Snapshot, pod: Resource<Pod>, packet: SentPacket, listener: Listener): PodSocket {
  const { destination } = packet;
  const { container, port, protocol, because, path } = listener;
  const { kind, namespace = '', name, ip: own = destination, node = '' } = podParty(pod);
  const ip = isLoopback(destination) ? own : destination;
  const text = `container ${container} listens on ${port}/${protocol}: ${BECAUSE[because]}`;
  return {
    endpoint: { kind, namespace, name, ip, node, container, port },
    reason: { code: `listens-${because}`, text },
    rule: ruleAt(view, pod.ref, path),
  };
}

const BECAUSE: Readonly<Record<Listener['because'], string>> = {
  declared: 'it declares that port',
  probe: 'its probe asks that port',
  image: 'its image is known to',
  annotation: 'its annotation says so',
};
