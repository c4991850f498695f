import { type Entry, translate as translateService } from '../../kube-proxy/index.ts';
import { formatSocket, podIPs, qualifiedName, ruleAt } from '../../model/index.ts';
import { hostPortAt } from '../../routing/index.ts';
import { homeNode, isIsolatedPod } from '../client.ts';
import { advance, type Flight, fail } from '../flight.ts';
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
  const result = translateService(snapshot.services, flight.packet, entry);
  const place = { node: entry.node };
  switch (result.kind) {
    case 'not-handled':
      return translateHostPort(snapshot, { ...flight, nearMisses: result.considered }, entry.node);
    case 'end':
      return [
        fail({ ...flight, via: result.via }, result.outcome, {
          stage: 'translate',
          action: result.outcome === 'refused' ? 'reject' : 'drop',
          reason: result.decision.reason,
          rule: result.decision.rule,
          considered: result.decision.considered,
          place,
        }),
      ];
    case 'branches':
      return result.branches.map((branch) =>
        advance(
          flight,
          {
            probability: flight.probability * branch.probability,
            packet: { ...flight.packet, destination: branch.destination.ip, port: branch.destination.port },
            via: flight.via === 'ExternalName' ? flight.via : result.via,
            translated: formatSocket(branch.destination.ip, branch.destination.port),
            masqueraded: flight.masqueraded || branch.masquerade,
            nearMisses: [],
          },
          { stage: 'translate', ...branch.decision, place },
        ),
      );
  }
}

function translateHostPort(snapshot: Snapshot, flight: Flight, node: string): readonly Flight[] {
  const { packet } = flight;
  if (!snapshot.view.spec.network.hostPorts) return [flight];
  if (!snapshot.routes.nodeAddresses.get(node)?.includes(packet.destination)) return [flight];
  const bound = hostPortAt(snapshot.routes, node, { ip: packet.destination, ...packet });
  const family = packet.destination.includes(':');
  const ip = bound === undefined ? undefined : podIPs(bound.pod.object).find((each) => each.includes(':') === family);
  if (bound === undefined || ip === undefined) return [flight];
  const from = formatSocket(packet.destination, packet.port);
  const to = formatSocket(ip, bound.containerPort);
  return [
    advance(
      flight,
      {
        packet: { ...packet, destination: ip, port: bound.containerPort },
        via: 'HostPort',
        translated: to,
        nearMisses: [],
      },
      {
        stage: 'translate',
        action: 'rewrite',
        reason: {
          code: 'host-port',
          text: `${from} becomes ${to}: a host port of pod ${qualifiedName(bound.pod.ref)}`,
        },
        rule: ruleAt(snapshot.view, bound.pod.ref, bound.path),
        place: { node },
      },
    ),
  ];
}
