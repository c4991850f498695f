import type { Place } from '../../../model/index.ts';
import {
  deciderAt,
  formatSocketAddress,
  isLoopback,
  podAddresses,
  qualifiedName,
  ruleAt,
} from '../../../model/index.ts';
import {
  type Branches,
  type EndpointBranch,
  type Entry,
  keepAffinity,
  translate as translateService,
} from '../../kube-proxy/index.ts';
import { type HostPort, hostPortAt } from '../../routing/index.ts';
import { homeNode, isIsolatedPod } from '../client.ts';
import { advance, type Flight, fail, sent } from '../flight.ts';
import { isOwnAddress } from '../own-address.ts';
import type { Snapshot } from '../snapshot.ts';

/** Translates on the client's own node, before anything else sees the packet: PREROUTING for pods, OUTPUT for the node. */
export function translate(snapshot: Snapshot, flight: Flight): readonly Flight[] {
  const node = homeNode(flight.client);
  if (node === undefined || isOwnAddress(flight)) return [flight];
  return translateAt(snapshot, flight, { node, from: isIsolatedPod(flight.client) ? 'pod' : 'node' });
}

/** Applies the rules of one node: kube-proxy's first, then the host ports of its pods. */
export function translateAt(snapshot: Snapshot, flight: Flight, entry: Entry): readonly Flight[] {
  const result = translateService(snapshot.services, sent(flight), entry);
  const place = { node: entry.node };
  switch (result.kind) {
    case 'not-handled':
      return [translateHostPort(snapshot, { ...flight, nearMisses: result.considered }, entry)];
    case 'end': {
      const { reason, rule, considered, decidedBy } = result.decision;
      const action = result.outcome === 'refused' ? 'reject' : 'drop';
      const ended = { ...flight, via: flight.via ?? result.via };
      return [fail(ended, result.outcome, { stage: 'translate', action, reason, rule, considered, decidedBy, place })];
    }
    case 'branches':
      return toEndpoints(flight, result, place);
  }
}

/** Where the node remembers the client, the connection goes to the endpoint of the one before. */
function toEndpoints(flight: Flight, translation: Branches, place: Place): readonly Flight[] {
  const { affinity } = translation;
  if (affinity === undefined) return translation.branches.map((each) => toEndpoint(flight, translation, each, place));
  const last = flight.memory.get(affinity.key);
  const { branches } = last === undefined ? translation : keepAffinity(translation, last);
  return branches.map((each) => {
    const memory = new Map(flight.memory).set(affinity.key, each.destination);
    return toEndpoint({ ...flight, memory }, translation, each, place);
  });
}

function toEndpoint(
  flight: Flight,
  { via }: Branches,
  { probability, destination, masquerade, decision }: EndpointBranch,
  place: Place,
): Flight {
  const { packet } = flight;
  const { action, reason, rule, decidedBy } = decision;
  return advance(
    flight,
    {
      probability: flight.probability * probability,
      packet: { ...packet, destination: destination.ip, port: destination.port },
      via: flight.via ?? via,
      translated: destination,
      asked: flight.asked ?? sent(flight),
      masquerade,
      nearMisses: NONE,
    },
    { stage: 'translate', action, reason, rule, decidedBy, place },
  );
}

const NONE: Flight['nearMisses'] = [];

/**
 * The portmap plugin's rules. A pod that comes back to its own node's pods is masqueraded, and so is what the node sends
 * to its loopback address; everyone else keeps the source (containernetworking plugins/meta/portmap).
 */
function translateHostPort(snapshot: Snapshot, flight: Flight, { node, from }: Entry): Flight {
  const packet = sent(flight);
  const { destination } = packet;
  const bound = boundAt(snapshot, flight, node);
  const own = bound === undefined ? [] : podAddresses(bound.pod.object);
  const ip = own.find(({ family }) => family === destination.family);
  if (bound === undefined || ip === undefined) return flight;
  const to = formatSocketAddress({ ip, port: bound.containerPort });
  const rule = ruleAt(snapshot.view, bound.pod.ref, bound.path);
  const text = `${formatSocketAddress({ ip: destination, port: packet.port })} becomes ${to}: a host port of pod ${qualifiedName(bound.pod.ref)}`;
  return advance(
    flight,
    {
      packet: { ...packet, destination: ip, port: bound.containerPort },
      via: flight.via ?? 'HostPort',
      asked: flight.asked ?? packet,
      masquerade: from === 'pod' || isLoopback(destination),
      nearMisses: NONE,
    },
    {
      stage: 'translate',
      action: 'rewrite',
      reason: { code: 'host-port', text },
      rule,
      decidedBy: [deciderAt(rule, ruleAt(snapshot.view, bound.pod.ref))],
      place: { node },
    },
  );
}

function boundAt(snapshot: Snapshot, flight: Flight, node: string): HostPort | undefined {
  const { destination, port, protocol } = sent(flight);
  if (!snapshot.view.spec.network.hostPorts) return undefined;
  const own = snapshot.routes.nodeAddresses.get(node) ?? [];
  const isLocal = destination.text.startsWith('127.') || own.some(({ text }) => text === destination.text);
  return isLocal ? hostPortAt(snapshot.routes, node, { ip: destination, port, protocol }) : undefined;
}
