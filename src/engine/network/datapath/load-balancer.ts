import type { SentPacket, Service } from '../../model/index.ts';
import { formatDestination, parseAddress, qualifiedName } from '../../model/index.ts';
import { type HealthCheck, healthCheck } from '../kube-proxy/index.ts';
import { type LoadBalancer, nodeAddress } from '../routing/index.ts';
import { advance, type Flight, fail, sent } from './flight.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Sends the packet to any of the nodes behind an address; `leaving` is the flight with the source that the packet leaves
 * its own node with. A load balancer asks the health check node port of a Service with `externalTrafficPolicy: Local`,
 * and leaves out the nodes without endpoints of their own.
 *
 * https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip
 */
export function balance(
  snapshot: Snapshot,
  { flight, leaving }: { readonly flight: Flight; readonly leaving: Flight },
  balancer: LoadBalancer,
): readonly Flight[] {
  const packet = sent(leaving);
  const service = balancer.services.find(({ object }) => portOf(object, packet) !== undefined);
  const checkPort = service?.object.spec?.healthCheckNodePort;
  const ways = balancer.nodes.map((node) => ({
    node,
    check: checkPort === undefined ? undefined : healthCheck(snapshot.services, node, checkPort),
  }));
  const healthy = ways.filter(({ check }) => check?.status !== 503);
  if (healthy.length === 0) return [nobodyBehind(flight, ways[0]?.check)];
  const who = service === undefined ? '' : ` by the load balancer of Service ${qualifiedName(service.ref)}`;
  return healthy.map(({ node, check }) => {
    const own = proxied(snapshot, packet, node, service?.object);
    const to = own === undefined ? '' : ` as ${formatDestination(own)}`;
    const why = check === undefined ? '' : `: ${check.reason.text}`;
    const reason = {
      code: 'entry-node',
      text: `${packet.destination.text} is routed to node ${node}${to}${who}${why}`,
    };
    return advance(
      { ...flight, probability: flight.probability / healthy.length },
      {
        packet: own ?? leaving.packet,
        masquerade: false,
        masqueraded: leaving.masqueraded || own !== undefined,
        ...(own === undefined ? {} : { via: 'LoadBalancer', asked: flight.asked ?? sent(flight) }),
        place: { node },
        owner: undefined,
        entering: true,
      },
      {
        stage: 'route',
        action: (own ?? leaving.packet) === flight.packet ? 'pass' : 'rewrite',
        reason,
        rule: check?.rule,
        place: {},
      },
    );
  });
}

/** A load balancer with `ipMode: Proxy` ends the connection, and opens its own to the node port (KEP-1860). */
function proxied(
  snapshot: Snapshot,
  packet: SentPacket,
  node: string,
  service: Service | undefined,
): SentPacket | undefined {
  const ingress = service?.status?.loadBalancer?.ingress ?? [];
  const own = ingress.find(({ ip }) => parseAddress(ip ?? '')?.text === packet.destination.text);
  const port = service === undefined ? undefined : portOf(service, packet)?.nodePort;
  const destination = nodeAddress(snapshot.routes, node, packet.destination.family);
  if (own?.ipMode !== 'Proxy' || port === undefined || destination === undefined) return undefined;
  return { ...packet, source: packet.destination, destination, port };
}

function portOf(service: Service, { port, protocol }: SentPacket): { readonly nodePort?: number } | undefined {
  return service.spec?.ports?.find((each) => each.port === port && (each.protocol ?? 'TCP') === protocol);
}

function nobodyBehind(flight: Flight, check: HealthCheck | undefined): Flight {
  const { text: ip } = sent(flight).destination;
  const reason =
    check === undefined
      ? { code: 'no-nodes', text: `no node stands behind ${ip}` }
      : { code: check.reason.code, text: `no node behind ${ip} is healthy: ${check.reason.text}` };
  return fail(flight, 'timeout', { stage: 'route', action: 'drop', reason, rule: check?.rule, place: {} });
}
