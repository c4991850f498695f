import { parseAddress, SetupError } from '../../../engine/model/index.ts';
import { nameOfAddress, resolverOf } from '../dns-client.ts';
import { type Reached, sendEcho } from '../icmp.ts';
import type { Machine } from '../machine.ts';
import { readOptions, secondsOf } from '../options.ts';
import { type CommandOutput, failed, printed, unknowable } from '../output.ts';

const OPTIONS = { flags: ['-q', '-n', '-4'], values: ['-c', '-W', '-w', '-i', '-s'] };

interface Run {
  readonly host: string;
  readonly count: number;
  readonly reached: Reached;
  readonly quiet: boolean;
}

function run(machine: Machine, args: readonly string[]): Run {
  const options = readOptions('ping', args, OPTIONS);
  const [host, ...more] = options.operands;
  if (host === undefined || more.length > 0) throw new SetupError('ping takes one host');
  const count = options.value('-c');
  if (count === undefined) throw new SetupError('ping without -c never ends', { hint: 'write ping -c 1 HOST' });
  return { host, count: secondsOf('ping', count), reached: sendEcho(machine, host), quiet: options.has('-q') };
}

/** BusyBox's ping (busybox networking/ping.c). Round-trip times and hop counts are not known: 0.000 and 64 stand for them. */
export function busyboxPing(machine: Machine, args: readonly string[]): CommandOutput {
  const { host, count, reached, quiet } = run(machine, args);
  if (reached.kind === 'unknown') return unknowable(reached.because);
  if (reached.kind === 'unresolved') return failed(1, `ping: bad address '${host}'\n`);
  const start = `PING ${host} (${reached.ip}): 56 data bytes\n`;
  const end = `\n--- ${host} ping statistics ---\n${count} packets transmitted, `;
  if (reached.kind === 'lost') return failed(1, '', `${start}${end}0 packets received, 100% packet loss\n`);
  const lines = repeat(
    quiet ? 0 : count,
    (index) => `64 bytes from ${reached.ip}: seq=${index} ttl=64 time=0.000 ms\n`,
  );
  const times = 'round-trip min/avg/max = 0.000/0.000/0.000 ms\n';
  return printed(`${start}${lines}${end}${count} packets received, 0% packet loss\n${times}`);
}

/** The ping of iputils (github.com/iputils/iputils ping/). */
export function iputilsPing(machine: Machine, args: readonly string[]): CommandOutput {
  const { host, count, reached, quiet } = run(machine, args);
  if (reached.kind === 'unknown') return unknowable(reached.because);
  if (reached.kind === 'unresolved') return failed(2, `ping: ${host}: Name or service not known\n`);
  const start = `PING ${host} (${reached.ip}) 56(84) bytes of data.\n`;
  const end = `\n--- ${host} ping statistics ---\n${count} packets transmitted, `;
  const waited = `time ${(count - 1) * 1000}ms\n`;
  if (reached.kind === 'lost') return failed(1, '', `${start}${end}0 received, 100% packet loss, ${waited}`);
  const who = senderName(machine, host, reached.ip);
  const lines = repeat(
    quiet ? 0 : count,
    (index) => `64 bytes from ${who}: icmp_seq=${index + 1} ttl=64 time=0.000 ms\n`,
  );
  const times = 'rtt min/avg/max/mdev = 0.000/0.000/0.000/0.000 ms\n';
  return printed(`${start}${lines}${end}${count} received, 0% packet loss, ${waited}${times}`);
}

function senderName(machine: Machine, host: string, ip: string): string {
  if (parseAddress(host) !== undefined || machine.client.kind === 'external') return ip;
  return `${nameOfAddress(machine, resolverOf(machine), ip) ?? ip} (${ip})`;
}

function repeat(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}
