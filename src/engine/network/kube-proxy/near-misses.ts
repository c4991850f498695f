import type { Considered, SentPacket } from '../../model/index.ts';
import { formatPort, formatSocketAddress, qualifiedName, ruleWithin } from '../../model/index.ts';
import { acceptsNodePorts } from './accepts-node-ports.ts';
import type { ProxiedPort } from './proxied-port.ts';
import type { ProxyNode } from './proxy-node.ts';
import { isLocalAddress } from './proxy-node.ts';
import type { ServiceTable } from './table.ts';
import { addressKey, nodePortKey } from './table.ts';

/** How many node ports to suggest. */
const SHOWN = 3;

/** The Services that a person may have meant by a packet that no Service rule takes, nearest first. */
export function nearMisses(
  table: ServiceTable,
  packet: SentPacket,
  node: ProxyNode | undefined,
): readonly Considered[] {
  if (node === undefined) return [];
  return [
    ...withoutKubeProxy(table, packet, node),
    ...undefinedPort(table, packet),
    ...leftAlone(table, packet),
    ...unallocated(table, packet),
    ...(isLocalAddress(node, packet.destination) ? nodePorts(table, packet, node) : []),
  ];
}

/** The ports of the Service that has the packet's address, if not its port: the same number in another protocol first. */
export function undefinedPort(table: ServiceTable, packet: SentPacket): readonly Considered[] {
  const ports = (table.index.byIP.get(packet.destination.text) ?? []).map(({ port }) => port);
  if (ports.some((port) => port.port === packet.port && port.protocol === packet.protocol)) return [];
  const asked = formatPort(packet);
  const nearness = (port: ProxiedPort) => (port.port === packet.port ? 0 : meantOtherwise(port, packet) === '' ? 2 : 1);
  return ports
    .toSorted((a, b) => nearness(a) - nearness(b))
    .map((port) => ({
      rule: table.portRule(port),
      mismatch: `${serviceName(port)} answers on ${describePort(port)}, not ${asked}${meantOtherwise(port, packet)}`,
    }));
}

/** The port that was asked for, where it is another number of the same Service port. */
function meantOtherwise(port: ProxiedPort, packet: SentPacket): string {
  if (port.protocol !== packet.protocol) return '';
  if (port.targetPort === packet.port) return `: ${packet.port} is its targetPort`;
  return port.nodePort === packet.port ? `: ${packet.port} is its nodePort, which nodes answer` : '';
}

/** The rule that would apply, did the node run kube-proxy. */
function withoutKubeProxy(table: ServiceTable, packet: SentPacket, node: ProxyNode): readonly Considered[] {
  if (node.proxied) return [];
  const { destination, protocol } = packet;
  const port =
    table.index.byAddress.get(addressKey(destination, packet.port, protocol))?.port ??
    (isLocalAddress(node, destination)
      ? table.index.byNodePort.get(nodePortKey(destination.family, packet.port, protocol))
      : undefined);
  if (port === undefined) return [];
  const mismatch = `node ${node.name} runs no kube-proxy, so it has no rules for ${serviceName(port)}`;
  return [{ rule: table.portRule(port), mismatch }];
}

function leftAlone(table: ServiceTable, { destination }: SentPacket): readonly Considered[] {
  const note = table.index.leftAlone.get(destination.text);
  if (note === undefined) return [];
  const mismatch = `kube-proxy has no rules for ${destination.text} of Service ${qualifiedName(note.service)}: ${note.because}`;
  return [{ rule: table.rule(note.service, note.path), mismatch }];
}

/** An address that only a Service could have, and none has. */
function unallocated(table: ServiceTable, { destination }: SentPacket): readonly Considered[] {
  const { view, index } = table;
  const cidr = table.serviceCIDROf(destination);
  if (cidr === undefined || index.byIP.has(destination.text) || index.leftAlone.has(destination.text)) return [];
  const path = ['spec', 'network', 'serviceCIDR'];
  const rule = ruleWithin({ kind: 'Cluster', name: view.spec.name }, path, view.spec.document?.locate(path));
  return [{ rule, mismatch: `${destination.text} lies in the service CIDR ${cidr}, and no Service has that address` }];
}

/** A node port that answers on other addresses of the node or in another protocol, or is wanted by its Service port. */
function nodePorts(table: ServiceTable, packet: SentPacket, node: ProxyNode): readonly Considered[] {
  if (!node.proxied) return [];
  const { family } = packet.destination;
  const candidates = table.index.ports.filter((port) => port.family === family && port.nodePort !== 0);
  const same = candidates.filter(({ nodePort }) => nodePort === packet.port);
  const byServicePort = candidates.filter(({ port, protocol }) => port === packet.port && protocol === packet.protocol);
  return [
    ...same.map((port) => ({ rule: table.portRule(port), mismatch: wrongNodePort(table, packet, { port, node }) })),
    ...byServicePort.slice(0, SHOWN).map((port) => ({
      rule: table.portRule(port),
      mismatch: `port ${packet.port} of ${serviceName(port)} is node port ${port.nodePort} on nodes`,
    })),
  ];
}

function wrongNodePort(
  table: ServiceTable,
  packet: SentPacket,
  { port, node }: { readonly port: ProxiedPort; readonly node: ProxyNode },
): string {
  const name = `node port ${port.nodePort} of ${serviceName(port)}`;
  if (port.protocol !== packet.protocol) return `${name} is ${port.protocol}, not ${packet.protocol}`;
  const accepting = node.addresses.filter((address) => acceptsNodePorts(table.view.spec.proxy, node, address));
  const places = accepting.map((ip) => formatSocketAddress({ ip, port: port.nodePort })).join(', ');
  return `${name} does not answer at ${packet.destination.text}, only at ${places === '' ? 'no address' : places}`;
}

function serviceName({ service }: ProxiedPort): string {
  return `Service ${qualifiedName(service.ref)}`;
}

function describePort(port: ProxiedPort): string {
  return `${port.port}/${port.protocol}${port.name === '' ? '' : ` (${port.name})`}`;
}
