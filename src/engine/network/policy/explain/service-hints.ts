import type { ClusterView, Resource, Service, ServicePort } from '../../../model/index.ts';
import { compileLabels, contains, parseAddress, qualifiedName, selects, targetOn } from '../../../model/index.ts';
import type { AddressBlocks, HookPoint } from '../contract/peer.ts';
import type { NamedPortRule, TrafficRule } from '../contract/traffic.ts';
import type { Connection } from '../decide/connection.ts';

/** A port of a Service that leads to the port in question. */
interface WayIn {
  readonly service: Resource<Service>;
  readonly port: ServicePort;
}

/** Says that a rule that does not match names the port of a Service, not that of the pod behind it; or nothing. */
export function servicePortHint(
  rule: Extract<TrafficRule, { kind: 'range' }>,
  view: ClusterView,
  connection: Connection,
): string {
  if (rule.protocol !== connection.protocol) return '';
  const way = waysIn(view, connection).find(({ port }) => rule.from <= port.port && port.port <= rule.to);
  return way === undefined ? '' : ` (the port of ${nameOf(way)}; a rule names the pod's)`;
}

/** The same for a port's name, which may stand in the Service and not in the pod. */
export function servicePortNameHint({ name }: NamedPortRule, view: ClusterView, connection: Connection): string {
  const way = waysIn(view, connection).find(({ port }) => port.name === name);
  return way === undefined ? '' : `; ${nameOf(way)} calls its own port so`;
}

/** Says that a block holds the address of a Service, which is translated before rules are asked, or nothing. */
export function serviceAddressHint(
  blocks: AddressBlocks & { readonly at: HookPoint },
  view: ClusterView,
  connection: Connection,
): string {
  if (connection.direction === 'ingress' || blocks.at === 'before-translation') return '';
  const way = waysIn(view, connection).find(({ service }) =>
    (service.object.spec.clusterIPs ?? []).some((ip) => {
      const address = parseAddress(ip);
      return address !== undefined && blocks.cidrs.some((cidr) => contains(cidr, address));
    }),
  );
  return way === undefined ? '' : `, which holds the address of ${nameOf(way)}: a rule is about the pods behind it`;
}

/** Says that clients outside may be behind the node that is seen, or nothing. */
export function hiddenClientHint(view: ClusterView, connection: Connection): string {
  if (connection.direction === 'egress' || connection.peer.kind !== 'node') return '';
  const way = waysIn(view, connection).find(({ service: { object }, port }) => {
    return port.nodePort !== undefined && object.spec.externalTrafficPolicy !== 'Local';
  });
  if (way === undefined) return '';
  return ` (outside clients of ${nameOf(way)} are seen as a node: its externalTrafficPolicy is Cluster)`;
}

/** The ports of Services that lead where the connection goes, by the Services' names. */
function waysIn(view: ClusterView, { destination, port, protocol }: Connection): readonly WayIn[] {
  if (destination === undefined) return [];
  return view.list('Service', destination.ref.namespace).flatMap((service): readonly WayIn[] => {
    const { selector = {}, ports = [] } = service.object.spec;
    const isSelecting = Object.keys(selector).length > 0;
    if (!isSelecting || !selects(compileLabels(selector), destination.object.metadata.labels)) return [];
    const leading = ports.filter((each) => each.protocol === protocol && targetOn(destination.object, each) === port);
    return leading.map((each) => ({ service, port: each }));
  });
}

function nameOf({ service }: WayIn): string {
  return `Service ${qualifiedName(service.ref)}`;
}
