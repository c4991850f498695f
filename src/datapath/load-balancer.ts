import { type HealthCheck, healthCheck } from '../kube-proxy/index.ts';
import type { Packet, Service } from '../model/index.ts';
import { formatDestination, qualifiedName } from '../model/index.ts';
import { canonicalIP, type LoadBalancer, nodeAddress } from '../routing/index.ts';
import { advance, type Flight, fail } from './flight.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Sends the packet to any of the nodes behind an address. A load balancer asks the health check node port of a Service
 * with `externalTrafficPolicy: Local`, and leaves out the nodes without endpoints of their own.
 *
 * https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip
 */
export function balance(snapshot: Snapshot, flight: Flight, balancer: LoadBalancer): readonly Flight[] {
  const { packet } = flight;
  const service = balancer.services.find(({ object }) => portOf(object, packet) !== undefined);
  const checkPort = service?.object.spec?.healthCheckNodePort;
  const checks = new Map<string, HealthCheck | undefined>(
    balancer.nodes.map((node) => [
      node,
      checkPort === undefined ? undefined : healthCheck(snapshot.services, node, checkPort),
    ]),
  );
  const healthy = balancer.nodes.filter((node) => checks.get(node)?.status !== 503);
  if (healthy.length === 0) return [nobodyBehind(flight, [...checks.values()][0])];
  const who = service === undefined ? '' : ` by the load balancer of Service ${qualifiedName(service.ref)}`;
  return healthy.map((node) => {
    const check = checks.get(node);
    const why = check === undefined ? '' : `: ${check.reason.text}`;
    const sent = proxied(snapshot, flight, node, service?.object) ?? flight.packet;
    const to = sent === packet ? '' : ` as ${formatDestination(sent)}`;
    const rewritten = sent === packet ? {} : { via: 'LoadBalancer' as const, masqueraded: true, asked: packet };
    return advance(
      { ...flight, probability: flight.probability / healthy.length },
      { ...rewritten, packet: sent, place: { node }, owner: undefined, entering: true },
      {
        stage: 'route',
        action: sent === packet ? 'pass' : 'rewrite',
        reason: { code: 'entry-node', text: `${packet.destination} is routed to node ${node}${to}${who}${why}` },
        rule: check?.rule,
        place: {},
      },
    );
  });
}

/** A load balancer with `ipMode: Proxy` ends the connection, and opens its own to the node port (KEP-1860). */
function proxied(
  snapshot: Snapshot,
  { packet }: Flight,
  node: string,
  service: Service | undefined,
): Packet | undefined {
  const ingress = service?.status?.loadBalancer?.ingress ?? [];
  const own = ingress.find(({ ip }) => ip !== undefined && canonicalIP(ip) === packet.destination);
  const port = service === undefined ? undefined : portOf(service, packet)?.nodePort;
  const destination = nodeAddress(snapshot.routes, node, packet.destination.includes(':') ? 6 : 4);
  if (own?.ipMode !== 'Proxy' || port === undefined || destination === undefined) return undefined;
  return { ...packet, source: packet.destination, destination, port };
}

function portOf(service: Service, { port, protocol }: Packet): { readonly nodePort?: number } | undefined {
  return service.spec?.ports?.find((each) => each.port === port && (each.protocol ?? 'TCP') === protocol);
}

function nobodyBehind(flight: Flight, check: HealthCheck | undefined): Flight {
  const { destination } = flight.packet;
  const reason =
    check === undefined
      ? { code: 'no-nodes', text: `no node stands behind ${destination}` }
      : { code: check.reason.code, text: `no node behind ${destination} is healthy: ${check.reason.text}` };
  return fail(flight, 'timeout', { stage: 'route', action: 'drop', reason, rule: check?.rule, place: {} });
}
