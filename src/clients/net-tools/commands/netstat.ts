import { NotModelled } from '../../../engine/model/index.ts';
import type { Machine } from '../machine.ts';
import { type Options, readOptions } from '../options.ts';
import { type CommandOutput, printed } from '../output.ts';
import { type Socket, socketsOf } from '../sockets.ts';

const OPTIONS = {
  flags: [
    '-n --numeric',
    '-a --all',
    '-t --tcp',
    '-u --udp',
    '-l --listening',
    '-p --programs',
    '-4',
    '-6',
    '-e',
    '-w',
  ],
  values: [],
};

/**
 * netstat of net-tools, and BusyBox's, which prints the same (net-tools netstat.c, busybox networking/netstat.c). A
 * cluster at rest has no open connections. Process ids are not modelled: a known program prints as 1/NAME.
 */
export function netstat(machine: Machine, args: readonly string[]): CommandOutput {
  const options = readOptions('netstat', args, OPTIONS);
  if (options.operands.length > 0 || !options.has('-n')) {
    throw new NotModelled(`"netstat ${args.join(' ')}" is not simulated`, {
      hint: 'supported: netstat -n with -a, -l, -t, -u, -p',
    });
  }
  const what = options.has('-l') ? 'only servers' : options.has('-a') ? 'servers and established' : 'w/o servers';
  const program = options.has('-p') ? ' PID/Program name    ' : '';
  const header = `Proto Recv-Q Send-Q Local Address           Foreign Address         State      ${program}\n`;
  const isShown = options.has('-l') || options.has('-a');
  const rows = isShown ? chosen(machine, options).map((socket) => row(socket, options.has('-p'))) : [];
  return printed(`Active Internet connections (${what})\n${header}${rows.join('')}`);
}

function chosen(machine: Machine, options: Options): readonly Socket[] {
  const either = options.has('-t') || options.has('-u');
  return socketsOf(machine).filter(({ protocol }) => {
    if (protocol === 'TCP') return options.has('-t') || !either;
    return protocol === 'UDP' && (options.has('-u') || !either);
  });
}

function row({ port, protocol, family, program }: Socket, withProgram: boolean): string {
  const name = `${protocol.toLowerCase()}${family === 6 ? '6' : ''}`;
  const [local, foreign] = family === 6 ? [`:::${port}`, ':::*'] : [`0.0.0.0:${port}`, '0.0.0.0:*'];
  const state = protocol === 'TCP' ? 'LISTEN' : '';
  const who = withProgram ? ` ${(program === undefined ? '-' : `1/${program}`).padEnd(20)}` : '';
  return `${name.padEnd(5)}      0      0 ${local.padEnd(23)} ${foreign.padEnd(23)} ${state.padEnd(11)}${who}\n`;
}

/** ss of iproute2. Queue lengths are not modelled: 0 and 128 stand for them. */
export function ss(machine: Machine, args: readonly string[]): CommandOutput {
  const options = readOptions('ss', args, OPTIONS);
  if (options.operands.length > 0 || !options.has('-l')) {
    throw new NotModelled(`"ss ${args.join(' ')}" is not simulated`, { hint: 'supported: ss -l with -n, -t, -u, -p' });
  }
  const rows = chosen(machine, options).map(({ port, protocol, family }) => [
    protocol.toLowerCase(),
    protocol === 'TCP' ? 'LISTEN' : 'UNCONN',
    '0',
    protocol === 'TCP' ? '128' : '0',
    `${family === 6 ? '*' : '0.0.0.0'}:${port}`,
    `${family === 6 ? '*' : '0.0.0.0'}:*`,
  ]);
  const titles = ['Netid', 'State', 'Recv-Q', 'Send-Q', 'Local Address:Port', 'Peer Address:Port'];
  const oneProtocol = options.has('-t') !== options.has('-u');
  const table = [titles, ...rows].map((cells) => (oneProtocol ? cells.slice(1) : cells));
  return printed(`${aligned(table)}`);
}

function aligned(table: readonly (readonly string[])[]): string {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  return table
    .map(
      (cells) =>
        `${cells
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join(' ')
          .trimEnd()}\n`,
    )
    .join('');
}
