import type { Place, RuleRef } from '../../../model/index.ts';
import {
  deciderAt,
  formatDestination,
  formatSocketAddress,
  isLoopback,
  podAddresses,
  qualifiedName,
  ruleAt,
  sameAddress,
} from '../../../model/index.ts';
import type { Doubt } from '../../foreign/index.ts';
import {
  type Branches,
  type EndpointBranch,
  type Entry,
  keepAffinity,
  translate as translateService,
} from '../../kube-proxy/index.ts';
import { type HostPort, hostPortAt } from '../../routing/index.ts';
import { homeNode, isIsolatedPod } from '../client.ts';
import type { Context } from '../context.ts';
import type { Step } from '../hook.ts';
import { advance, type PacketState, unseen } from '../packet-state.ts';
import type { Snapshot } from '../snapshot.ts';
import { lost } from '../way.ts';
import { doubted } from './judged.ts';

/**
 * Network address translation of the destination on the client's own node: in PREROUTING for what a pod sends, in OUTPUT
 * for what the node sends, and pods on its network.
 */
export function translateAtHome({ snapshot }: Context, state: PacketState): readonly Step[] {
  const { client } = state.connection;
  const node = homeNode(client);
  if (node === undefined) return [{ to: 'next', state }];
  return translateAt(snapshot, state, { node, from: isIsolatedPod(client) ? 'pod' : 'node' });
}

/** The same in PREROUTING of a node that the packet reaches: node ports, host ports, addresses of load balancers. */
export function translateOnEntry({ snapshot }: Context, state: PacketState): readonly Step[] {
  const { node } = state.place;
  if (node === undefined) return [{ to: 'next', state }];
  return translateAt(snapshot, state, { node, from: 'outside' });
}

/** The rules of one node: kube-proxy's first, then those of the host ports of its pods. */
function translateAt(snapshot: Snapshot, state: PacketState, entry: Entry): readonly Step[] {
  if (isNodeLocal(snapshot, state)) return [{ to: 'next', state }];
  const result = translateService(snapshot.services, state.packet, entry);
  const place = { node: entry.node };
  switch (result.kind) {
    case 'not-handled':
      return [{ to: 'next', state: translateHostPort(snapshot, unseen(state, { unmatched: result }), entry) }];
    case 'end': {
      const { outcome, decision } = result;
      const doubt = behind(snapshot, decision.rule, false);
      if (doubt !== undefined) return [doubted(state, 'translate', doubt)];
      const ending = unseen(state, { via: state.via ?? result.via });
      return [lost(ending, outcome, { stage: 'translate', action: decision.action, decision, place })];
    }
    case 'branches': {
      const doubt = behind(snapshot, result.branches[0]?.decision.rule, true);
      if (doubt !== undefined) return [doubted(state, 'translate', doubt)];
      return isEndless(state) ? [endless(state, place)] : toEndpoints(state, result, place);
    }
  }
}

/** What may run pods behind the Service whose rule decided. */
function behind({ view, foreign }: Snapshot, rule: RuleRef | undefined, hasEndpoints: boolean): Doubt | undefined {
  if (foreign.isEmpty || rule?.ref.kind !== 'Service') return undefined;
  const service = view.get('Service', rule.ref.name, rule.ref.namespace);
  return service && foreign.behind(service, hasEndpoints);
}

/** NodeLocal DNSCache keeps questions to its addresses untracked, so that nothing translates them (kubernetes/dns cmd/node-cache/app). */
function isNodeLocal({ routes }: Snapshot, { packet }: PacketState): boolean {
  const owner = routes.owners.get(packet.destination.text);
  return packet.port === 53 && owner?.kind === 'external' && owner.onNode === true;
}

/** More nodes than this never translate one packet one after the other, unless Services lead to each other's node ports. */
const MOST_TRANSLATIONS = 3;

function isEndless({ conntrack }: PacketState): boolean {
  return conntrack.filter(({ dnat }) => dnat === 'service').length >= MOST_TRANSLATIONS;
}

/** The real nodes hand such a packet on to each other until its time to live is used up. */
function endless(state: PacketState, place: Place): Step {
  const text = `${formatDestination(state.packet)} is translated by one node after the other, and reaches no endpoint`;
  return lost(state, 'timeout', {
    stage: 'translate',
    action: 'drop',
    reason: { code: 'translation-loop', text },
    place,
  });
}

/** Where the node remembers the client, the connection goes to the endpoint of the one before. */
function toEndpoints(state: PacketState, translation: Branches, place: Place): readonly Step[] {
  const { affinity } = translation;
  if (affinity === undefined) return translation.branches.map((each) => toEndpoint(state, translation, each, place));
  const last = state.affinity.get(affinity.key);
  const { branches } = last === undefined ? translation : keepAffinity(translation, last);
  return branches.map((each) => {
    const remembered = new Map(state.affinity).set(affinity.key, each.destination);
    return toEndpoint(unseen(state, { affinity: remembered }), translation, each, place);
  });
}

function toEndpoint(
  state: PacketState,
  { via }: Branches,
  { probability, destination, masquerade, decision }: EndpointBranch,
  place: Place,
): Step {
  const original = state.packet;
  const packet = { ...original, destination: destination.ip, port: destination.port };
  const change: Partial<PacketState> = {
    probability: state.probability * probability,
    packet,
    via: state.via ?? via,
    conntrack: [{ node: place.node, original, translated: packet, dnat: 'service', snat: false }, ...state.conntrack],
    mark: masquerade ? 'masquerade' : undefined,
    receiver: undefined,
    unmatched: undefined,
  };
  const { action, reason, rule, decidedBy } = decision;
  return { to: 'next', state: advance(state, change, { stage: 'translate', action, reason, rule, decidedBy, place }) };
}

/**
 * The portmap plugin's rules. A pod that comes back to its own node's pods is masqueraded, and so is what the node sends
 * to its loopback address; everyone else keeps the source (containernetworking plugins/meta/portmap).
 */
function translateHostPort(snapshot: Snapshot, state: PacketState, { node, from }: Entry): PacketState {
  const original = state.packet;
  const { destination } = original;
  const bound = boundAt(snapshot, state, node);
  const own = bound === undefined ? [] : podAddresses(bound.pod.object);
  const ip = own.find(({ family }) => family === destination.family);
  if (bound === undefined || ip === undefined) return state;
  const to = { ip, port: bound.containerPort };
  const asked = formatSocketAddress({ ip: destination, port: original.port });
  const text = `${asked} becomes ${formatSocketAddress(to)}: a host port of pod ${qualifiedName(bound.pod.ref)}`;
  const packet = { ...original, destination: ip, port: to.port };
  const rule = ruleAt(snapshot.view, bound.pod.ref, bound.path);
  return advance(
    state,
    {
      packet,
      via: state.via ?? 'HostPort',
      conntrack: [{ node, original, translated: packet, dnat: 'host-port', snat: false }, ...state.conntrack],
      mark: from === 'pod' || isLoopback(destination) ? 'masquerade' : undefined,
      receiver: undefined,
      unmatched: undefined,
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

function boundAt({ view, routes }: Snapshot, { packet }: PacketState, node: string): HostPort | undefined {
  const { destination, port, protocol } = packet;
  if (!view.spec.network.hostPorts) return undefined;
  const own = routes.nodeAddresses.get(node) ?? [];
  const isLocal =
    (destination.family === 4 && isLoopback(destination)) || own.some((each) => sameAddress(each, destination));
  return isLocal ? hostPortAt(routes, node, { ip: destination, port, protocol }) : undefined;
}
