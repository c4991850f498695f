import type { Family } from '../../../engine/model/index.ts';
import { formatCidr, NotModelled, parseAddress, parseCidr, type SetupError } from '../../../engine/model/index.ts';
import { gatewayIn, type Interface, interfaceNamed, interfacesOf, unknownOnNode, wiringOf } from '../interfaces.ts';
import type { Machine } from '../machine.ts';
import { type CommandOutput, failed, printed } from '../output.ts';

const SUPPORTED = 'supported: ip [-4|-6] addr [show [dev] NAME]; ip link [show [dev] NAME]; ip route [show]';

/** The ip of iproute2 (https://man7.org/linux/man-pages/man8/ip.8.html); BusyBox's prints a little less. */
export function ip(flavour: 'iproute2' | 'busybox'): (machine: Machine, args: readonly string[]) => CommandOutput {
  return (machine, args) => {
    const family: Family | undefined = args.includes('-6') ? 6 : args.includes('-4') ? 4 : undefined;
    const [object = '', ...words] = args.filter((word) => word !== '-4' && word !== '-6');
    const rest = words.filter((word) => !/^(?:s(?:h(?:ow?)?)?|l(?:ist|s)?|dev)$/.test(word));
    if (object.startsWith('-') || rest.length > 1) throw unsupported(args);
    if (/^a(?:ddr(?:ess)?)?$/.test(object))
      return show(machine, rest[0], (each, index) => addressText(each, index, flavour, family));
    if (/^l(?:ink)?$/.test(object)) return show(machine, rest[0], (each, index) => linkText(each, index, flavour));
    if (/^r(?:o(?:ute)?)?$/.test(object) && rest.length === 0) return printed(routeText(machine, family ?? 4));
    throw unsupported(args);
  };
}

function unsupported(args: readonly string[]): SetupError {
  return new NotModelled(`"ip ${args.join(' ')}" is not simulated`, { hint: SUPPORTED });
}

function show(
  machine: Machine,
  name: string | undefined,
  text: (each: Interface, index: number) => string,
): CommandOutput {
  const all = interfacesOf(machine);
  if (name === undefined) {
    if (machine.client.kind === 'node') throw unknownOnNode(all);
    return printed(all.map(text).join(''));
  }
  const found = interfaceNamed(machine, name);
  if (found === undefined) return failed(1, `Device "${name}" does not exist.\n`);
  return printed(
    text(
      found,
      all.findIndex((each) => each.name === name),
    ),
  );
}

/** Interfaces count from 1. A pod's end of its link is 2; the number of the node's end is unknown. */
function linkText({ name, mtu, mac }: Interface, index: number, flavour: 'iproute2' | 'busybox'): string {
  const isIproute = flavour === 'iproute2';
  if (mac === undefined) {
    const end = isIproute ? 'state UNKNOWN group default qlen 1000' : 'qlen 1000';
    return `${index + 1}: ${name}: <LOOPBACK,UP,LOWER_UP> mtu ${mtu} qdisc noqueue ${end}\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n`;
  }
  const isLink = name === 'eth0';
  const flags = `BROADCAST,MULTICAST,UP,LOWER_UP${isIproute || !isLink ? '' : ',M-DOWN'}`;
  const end = isIproute ? 'state UP group default' : '';
  const peer = isLink && isIproute ? ' link-netnsid 0' : '';
  return `${index + 1}: ${name}${isLink ? '@if2' : ''}: <${flags}> mtu ${mtu} qdisc noqueue ${end}\n    link/ether ${mac} brd ff:ff:ff:ff:ff:ff${peer}\n`;
}

function addressText(
  each: Interface,
  index: number,
  flavour: 'iproute2' | 'busybox',
  family: Family | undefined,
): string {
  const scope = each.mac === undefined ? 'host' : 'global';
  const lines = each.addresses
    .filter(({ network }) => family === undefined || network.family === family)
    .map(({ ip: address, network, broadcast }) => {
      const brd = broadcast === undefined || broadcast === '0.0.0.0' ? '' : ` brd ${broadcast}`;
      const where =
        network.family === 6
          ? `inet6 ${address}/${network.prefix} scope ${scope} `
          : `inet ${address}/${network.prefix}${brd} scope ${scope} ${each.name}`;
      return `    ${where}\n       valid_lft forever preferred_lft forever\n`;
    });
  return linkText(each, index, flavour) + lines.join('');
}

/** A pod's routes: its own network, and the way out by the bridge, the link, or a proxy address (calico, VPC CNI). */
function routeText(machine: Machine, family: Family): string {
  if (machine.client.kind !== 'pod')
    throw new NotModelled("a node's routes are not modelled", { hint: 'the pods’ are' });
  const eth0 = interfacesOf(machine).find(({ name }) => name === 'eth0');
  const address = eth0?.addresses.find(({ network }) => network.family === family);
  if (address === undefined) return '';
  const { ip: source, network } = address;
  const { spec } = machine.view;
  const wiring = wiringOf(machine.view);
  if (wiring === 'host-route') return 'default via 169.254.1.1 dev eth0 \n169.254.1.1 dev eth0 scope link \n';
  const gateway = gatewayIn(network);
  const start = `default via ${gateway} dev eth0 \n`;
  if (wiring === 'point-to-point') {
    return `${start}${formatCidr(network)} via ${gateway} dev eth0 src ${source} \n${gateway} dev eth0 scope link src ${source} \n`;
  }
  const podRange = spec.network.podCIDRs.find((text) => parseCidr(text)?.family === parseAddress(source)?.family);
  // flannel asks its bridge for a route to the whole pod network (flannel-cni-plugin, delegate's ipam.routes).
  const flannel =
    spec.network.plugin === 'flannel' && podRange !== undefined
      ? [[podRange, `${podRange} via ${gateway} dev eth0 \n`] as const]
      : [];
  const own = [
    formatCidr(network),
    `${formatCidr(network)} dev eth0 proto kernel scope link src ${source} \n`,
  ] as const;
  return (
    start +
    [own, ...flannel]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, line]) => line)
      .join('')
  );
}
