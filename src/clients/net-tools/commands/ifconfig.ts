import { SetupError } from '../../../engine/model/index.ts';
import { type Interface, interfaceNamed, interfacesOf, netmaskOf, unknownOnNode } from '../interfaces.ts';
import type { Machine } from '../machine.ts';
import { readOptions } from '../options.ts';
import { type CommandOutput, failed, printed } from '../output.ts';

function chosen(machine: Machine, args: readonly string[]): readonly Interface[] | string {
  const [name, ...more] = readOptions('ifconfig', args, { flags: ['-a'], values: [] }).operands;
  if (more.length > 0)
    throw new SetupError('ifconfig changes nothing here', { hint: 'supported: ifconfig [-a] [INTERFACE]' });
  if (name !== undefined) {
    const found = interfaceNamed(machine, name);
    return found === undefined ? name : [found];
  }
  const all = interfacesOf(machine);
  if (machine.client.kind === 'node') throw unknownOnNode(all);
  return [...all].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** ifconfig of net-tools 2.0 (net-tools lib/interface.c). Counters are not modelled: they print as 0. */
export function netToolsIfconfig(machine: Machine, args: readonly string[]): CommandOutput {
  const interfaces = chosen(machine, args);
  if (typeof interfaces === 'string') {
    return failed(1, `${interfaces}: error fetching interface information: Device not found\n`);
  }
  return printed(interfaces.map((each) => `${netToolsText(each)}\n`).join(''));
}

function netToolsText({ name, mtu, mac, addresses }: Interface): string {
  const flags = mac === undefined ? '73<UP,LOOPBACK,RUNNING>' : '4163<UP,BROADCAST,RUNNING,MULTICAST>';
  const lines = addresses.map(({ ip, network, broadcast }) => {
    if (network.family === 6)
      return `inet6 ${ip}  prefixlen ${network.prefix}  scopeid ${mac === undefined ? '0x10<host>' : '0x0<global>'}`;
    return `inet ${ip}  netmask ${netmaskOf(network)}${broadcast === undefined ? '' : `  broadcast ${broadcast}`}`;
  });
  const hardware =
    mac === undefined ? 'loop  txqueuelen 1000  (Local Loopback)' : `ether ${mac}  txqueuelen 0  (Ethernet)`;
  const counters = [
    'RX packets 0  bytes 0 (0.0 B)',
    'RX errors 0  dropped 0  overruns 0  frame 0',
    'TX packets 0  bytes 0 (0.0 B)',
    'TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0',
  ];
  const body = [...lines, hardware, ...counters].map((line) => `        ${line}\n`);
  return `${name}: flags=${flags}  mtu ${mtu}\n${body.join('')}`;
}

/** BusyBox's ifconfig (busybox networking/interface.c). Counters are not modelled: they print as 0. */
export function busyboxIfconfig(machine: Machine, args: readonly string[]): CommandOutput {
  const interfaces = chosen(machine, args);
  if (typeof interfaces === 'string') {
    return failed(1, `ifconfig: ${interfaces}: error fetching interface information: Device not found\n`);
  }
  return printed(interfaces.map((each) => `${busyboxText(each)}\n`).join(''));
}

function busyboxText({ name, mtu, mac, addresses }: Interface): string {
  const hardware = mac === undefined ? 'Local Loopback  ' : `Ethernet  HWaddr ${mac.toUpperCase()}  `;
  const lines = addresses.map(({ ip, network, broadcast }) => {
    if (network.family === 6)
      return `inet6 addr: ${ip}/${network.prefix} Scope:${mac === undefined ? 'Host' : 'Global'}`;
    return `inet addr:${ip}${broadcast === undefined ? '' : `  Bcast:${broadcast}`}  Mask:${netmaskOf(network)}`;
  });
  const body = [
    ...lines,
    `UP ${mac === undefined ? 'LOOPBACK RUNNING' : 'BROADCAST RUNNING MULTICAST'}  MTU:${mtu}  Metric:1`,
    'RX packets:0 errors:0 dropped:0 overruns:0 frame:0',
    'TX packets:0 errors:0 dropped:0 overruns:0 carrier:0',
    `collisions:0 txqueuelen:${mac === undefined ? 1000 : 0} `,
    'RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)',
  ].map((line) => `          ${line}\n`);
  return `${name.padEnd(9)} Link encap:${hardware}\n${body.join('')}`;
}
