import { listeningOf, parsePort } from '../../../control-plane/kubelet/index.ts';
import type { Address, Hop, Listener, Packet, Party, Pod, Resource, RuleRef, Via } from '../../../model/index.ts';
import { formatDestination, formatPort, isLoopback, qualifiedName, ruleAt } from '../../../model/index.ts';
import { healthCheck } from '../../kube-proxy/index.ts';
import type { Owner } from '../../routing/index.ts';
import { podParty, podPlace } from '../client.ts';
import { advance, type Flight, fail, sent } from '../flight.ts';
import { findListener, hostListener } from '../host-listener.ts';
import type { Snapshot } from '../snapshot.ts';

/** Knocks at the port: a listener accepts, anything else refuses. ICMP is answered by the machine itself. */
export function deliver(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const { owner } = flight;
  const isEcho = flight.packet.protocol === 'ICMP';
  switch (owner?.kind) {
    case 'pod':
      if (isEcho) return [echo(flight, podParty(owner.pod), 'PodIP')];
      return [toPod(snapshot, flight, owner.pod)];
    case 'node':
      if (isEcho) return [echo(flight, nodeParty(owner.node.ref.name, sent(flight).destination), null)];
      return [toNode(snapshot, flight, owner)];
    case 'external':
      return [isEcho ? echoOutside(flight, owner) : toExternalHost(flight, owner)];
    default: {
      const text = `nothing on node ${flight.place.node} takes ${formatDestination(flight.packet)}`;
      return [fail(flight, 'timeout', { stage: 'deliver', action: 'drop', reason: { code: 'not-translated', text } })];
    }
  }
}

function toPod(snapshot: Snapshot, flight: Flight, pod: Resource<Pod>): Flight {
  const { packet } = flight;
  const { listeners } = listeningOf(snapshot.view.spec, pod.object);
  const listener = findListener(listeners, packet);
  if (listener === undefined) return closed(snapshot, flight, pod, listeners);
  return answered(snapshot, flight, { pod, listener, via: viaOf(flight, 'PodIP') });
}

function answered(
  snapshot: Snapshot,
  flight: Flight,
  { pod, listener, via }: { readonly pod: Resource<Pod>; readonly listener: Listener; readonly via: Via | null },
): Flight {
  const { destination, port } = sent(flight);
  const { kind, namespace = '', name, ip: own = destination, node = '' } = podParty(pod);
  const ip = isLoopback(destination) ? own : destination;
  const { reason, rule } = welcomeOf(snapshot, pod, listener);
  const endpoint = { kind, namespace, name, ip, node, container: listener.container, port };
  return advance(
    flight,
    { end: { outcome: 'connected', endpoint }, via },
    { stage: 'deliver', action: 'deliver', reason, rule, place: podPlace(pod) },
  );
}

type Welcome = Pick<Hop, 'reason'> & { readonly rule: RuleRef };

const welcomes = new WeakMap<Snapshot, WeakMap<Resource<Pod>, Map<Listener, Welcome>>>();

/** What a listener says is the same for every connection: it is worked out once. */
function welcomeOf(snapshot: Snapshot, pod: Resource<Pod>, listener: Listener): Welcome {
  const ofPods = welcomes.get(snapshot) ?? new WeakMap<Resource<Pod>, Map<Listener, Welcome>>();
  welcomes.set(snapshot, ofPods);
  const ofPod = ofPods.get(pod) ?? new Map<Listener, Welcome>();
  ofPods.set(pod, ofPod);
  let welcome = ofPod.get(listener);
  if (welcome === undefined) {
    const { container, port, protocol, because, path } = listener;
    const text = `container ${container} listens on ${port}/${protocol}: ${BECAUSE[because]}`;
    welcome = { reason: { code: `listens-${because}`, text }, rule: ruleAt(snapshot.view, pod.ref, path) };
    ofPod.set(listener, welcome);
  }
  return welcome;
}

const BECAUSE: Readonly<Record<Listener['because'], string>> = {
  declared: 'it declares that port',
  probe: 'its probe asks that port',
  image: 'its image is known to',
  annotation: 'its annotation says so',
};

function closed(snapshot: Snapshot, flight: Flight, pod: Resource<Pod>, listeners: readonly Listener[]): Flight {
  const { packet } = flight;
  const others = listeners.map(({ port, protocol }) => `${port}/${protocol}`).join(', ');
  const reason = {
    code: 'nobody-listens',
    text: `nobody in pod ${qualifiedName(pod.ref)} listens on ${formatPort(packet)}; ${others === '' ? 'no port of it is known' : `it listens on ${others}`}`,
  };
  const rule = ruleAt(snapshot.view, pod.ref, ['spec', 'containers', 0]);
  return fail({ ...flight, via: viaOf(flight, 'PodIP') }, 'refused', {
    stage: 'deliver',
    action: 'reject',
    reason,
    rule,
    place: podPlace(pod),
  });
}

function toNode(snapshot: Snapshot, flight: Flight, owner: Extract<Owner, { kind: 'node' }>): Flight {
  const { packet } = flight;
  const name = owner.node.ref.name;
  const found = hostListener(snapshot, name, packet);
  if (found !== undefined) return answered(snapshot, flight, { ...found, via: viaOf(flight, 'HostNetwork') });
  const via = viaOf(flight, null);
  const daemon = daemonAt(snapshot, name, packet);
  if (daemon === undefined) {
    const text = `nobody on node ${name} listens on ${formatPort(packet)}`;
    const reason = { code: 'nobody-listens', text };
    return fail({ ...flight, via }, 'refused', { stage: 'deliver', action: 'reject', reason, place: { node: name } });
  }
  const endpoint = { ...nodeParty(name, sent(flight).destination), port: packet.port };
  const reason = {
    code: 'node-daemon',
    text: `${daemon} on node ${name} listens on ${formatPort(packet)}`,
  };
  const end = { outcome: 'connected', endpoint } as const;
  return advance(flight, { end, via }, { stage: 'deliver', action: 'deliver', reason, place: { node: name } });
}

/** What every node runs (https://kubernetes.io/docs/reference/networking/ports-and-protocols/). */
function daemonAt(snapshot: Snapshot, node: string, { port, protocol }: Packet): string | undefined {
  if (protocol !== 'TCP') return undefined;
  if (port === 10250) return 'the kubelet';
  if (port === 10256 && snapshot.view.nodeSpec(node)?.kubeProxy !== false) return 'kube-proxy (its health check)';
  if (port === 6443 && isApiServer(snapshot, node)) return 'the API server';
  const check = healthCheck(snapshot.services, node, port);
  return check === undefined
    ? undefined
    : `kube-proxy (health check of Service ${qualifiedName(check.service)}: ${check.status})`;
}

/** The API server itself keeps the slice of the Service `kubernetes`. */
function isApiServer({ view, routes }: Snapshot, node: string): boolean {
  const endpoints = view.get('EndpointSlice', 'kubernetes', 'default')?.object.endpoints ?? [];
  const own = routes.nodeAddresses.get(node) ?? [];
  return endpoints.some(({ addresses }) => addresses.some((ip) => own.some(({ text }) => text === ip)));
}

/** Without a Service in between, the address itself says how it is reached. */
function viaOf(flight: Flight, otherwise: Via | null): Via | null {
  return flight.via ?? (isLoopback(sent(flight).destination) ? 'Loopback' : otherwise);
}

function toExternalHost(flight: Flight, { host }: Extract<Owner, { kind: 'external' }>): Flight {
  const { packet } = flight;
  const open = host.listens?.map((text) => parsePort(text));
  const listens = open?.some((each) => each?.port === packet.port && each.protocol === packet.protocol) ?? true;
  if (!listens) {
    const reason = {
      code: 'nobody-listens',
      text: `${host.name} does not listen on ${formatPort(packet)}`,
    };
    return fail(flight, 'refused', { stage: 'deliver', action: 'reject', reason, place: {} });
  }
  const endpoint: Party & { port: number } = {
    kind: 'External',
    name: host.name,
    ip: sent(flight).destination,
    port: packet.port,
  };
  const reason = { code: 'external-host', text: `${host.name} answers on ${formatPort(packet)}` };
  const end = { outcome: 'connected', endpoint } as const;
  return advance(flight, { end }, { stage: 'deliver', action: 'deliver', reason, place: {} });
}

/** The kernel of the machine answers; no process needs to listen. */
function echo(flight: Flight, { kind, name, node = '', ...party }: Party, otherwise: Via | null): Flight {
  const endpoint = { kind, name, node, ...party, port: 0 };
  const who = party.namespace === undefined ? name : `${party.namespace}/${name}`;
  const text = `${kind.toLowerCase()} ${who} answers echo requests itself, whatever listens`;
  const place = kind === 'Pod' ? { pod: { kind, namespace: party.namespace ?? '', name }, node } : { node };
  return advance(
    flight,
    { end: { outcome: 'connected', endpoint }, via: viaOf(flight, otherwise) },
    { stage: 'deliver', action: 'deliver', reason: { code: 'echo', text }, place },
  );
}

function nodeParty(name: string, ip: Address): Party {
  return { kind: 'Node', name, ip, node: name };
}

function echoOutside(flight: Flight, { host }: Extract<Owner, { kind: 'external' }>): Flight {
  const reason = { code: 'unknown-echo', text: `whether ${host.name} answers echo requests is not known` };
  return fail(flight, 'unknown', { stage: 'deliver', action: 'fail', reason, place: {} });
}
