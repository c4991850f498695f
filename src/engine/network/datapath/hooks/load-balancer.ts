import type { SentPacket, Service } from '../../../model/index.ts';
import { formatDestination, parseAddress, qualifiedName } from '../../../model/index.ts';
import { type HealthCheck, healthCheck } from '../../kube-proxy/index.ts';
import { type LoadBalancer, nodeAddress } from '../../routing/index.ts';
import type { Step } from '../hook.ts';
import { advance, type PacketState, unseen } from '../packet-state.ts';
import type { Snapshot } from '../snapshot.ts';
import { lost } from '../way.ts';

/**
 * Sends the packet to any of the nodes behind an address; `leaving` is the packet with the source that it leaves its own
 * node with. A load balancer asks the health check node port of a Service with `externalTrafficPolicy: Local`, and leaves
 * out the nodes without endpoints of their own.
 *
 * https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip
 */
export function balance(
  snapshot: Snapshot,
  { state, leaving }: { readonly state: PacketState; readonly leaving: PacketState },
  balancer: LoadBalancer,
): readonly Step[] {
  const { packet } = leaving;
  const service = balancer.services.find(({ object }) => portOf(object, packet) !== undefined);
  const checkPort = service?.object.spec.healthCheckNodePort;
  const ways = balancer.nodes.map((node) => ({
    node,
    check: checkPort === undefined ? undefined : healthCheck(snapshot.services, node, checkPort),
  }));
  const healthy = ways.filter(({ check }) => check?.status !== 503);
  if (healthy.length === 0) return [nobodyBehind(state, ways[0]?.check)];
  const who = service === undefined ? '' : ` by the load balancer of Service ${qualifiedName(service.ref)}`;
  const share = unseen(state, { probability: state.probability / healthy.length });
  return healthy.map(({ node, check }) => {
    const own = proxied(snapshot, packet, node, service?.object);
    const to = own === undefined ? '' : ` as ${formatDestination(own)}`;
    const why = check === undefined ? '' : `: ${check.reason.text}`;
    const text = `${packet.destination.text} is routed to node ${node}${to}${who}${why}`;
    const moved = advance(
      share,
      { ...(own === undefined ? forwarded(leaving) : reopened(leaving, own)), place: { node }, receiver: undefined },
      {
        stage: 'route',
        action: (own ?? packet) === state.packet ? 'pass' : 'rewrite',
        reason: { code: 'entry-node', text },
        rule: check?.rule,
        place: {},
      },
    );
    return { to: 'entering-node', state: moved };
  });
}

type Sent = Partial<Pick<PacketState, 'packet' | 'conntrack' | 'mark' | 'via'>>;

function forwarded({ packet, conntrack }: PacketState): Sent {
  return { packet, conntrack, mark: undefined };
}

/** The load balancer's own connection, with its address as the source. */
function reopened({ packet, conntrack }: PacketState, own: SentPacket): Sent {
  const entry = { node: undefined, original: packet, translated: own, dnat: 'load-balancer', snat: true } as const;
  return { packet: own, conntrack: [entry, ...conntrack], mark: undefined, via: 'LoadBalancer' };
}

/** A load balancer with `ipMode: Proxy` ends the connection, and opens its own to the node port (KEP-1860). */
function proxied(
  snapshot: Snapshot,
  packet: SentPacket,
  node: string,
  service: Service | undefined,
): SentPacket | undefined {
  const ingress = service?.status?.loadBalancer?.ingress ?? [];
  const own = ingress.find(({ ip = '' }) => parseAddress(ip)?.text === packet.destination.text);
  const port = service === undefined ? undefined : portOf(service, packet)?.nodePort;
  const destination = nodeAddress(snapshot.routes, node, packet.destination.family);
  if (own?.ipMode !== 'Proxy' || port === undefined || destination === undefined) return undefined;
  return { ...packet, source: packet.destination, destination, port };
}

function portOf(service: Service, { port, protocol }: SentPacket): { readonly nodePort?: number } | undefined {
  return service.spec.ports?.find((each) => each.port === port && each.protocol === protocol);
}

function nobodyBehind(state: PacketState, check: HealthCheck | undefined): Step {
  const { text: ip } = state.packet.destination;
  const reason =
    check === undefined
      ? { code: 'no-nodes', text: `no node stands behind ${ip}` }
      : { code: check.reason.code, text: `no node behind ${ip} is healthy: ${check.reason.text}` };
  return lost(state, 'timeout', { stage: 'route', action: 'drop', reason, rule: check?.rule, place: {} });
}
