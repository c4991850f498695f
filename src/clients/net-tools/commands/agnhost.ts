import { NotModelled } from '../../../engine/model/index.ts';
import { connect, type Machine } from '../machine.ts';
import { readOptions } from '../options.ts';
import { type CommandOutput, failed, printed, unknowable } from '../output.ts';

const OPTIONS = { flags: [], values: ['--timeout', '--protocol'] };

/**
 * The program of the image agnhost as a client over TCP: `agnhost connect web:80 --timeout=3s`, whose first word says why
 * it failed (kubernetes test/images/agnhost/connect/connect.go, `connectTCP`). Of a name that does not resolve it leaves
 * out which server said so.
 */
export function agnhost(machine: Machine, [name = 'pause', ...args]: readonly string[]): CommandOutput {
  const words = `agnhost ${[name, ...args].join(' ')}`;
  const hint = 'supported: agnhost connect [--timeout=3s] [--protocol=tcp] HOST:PORT';
  if (name !== 'connect') throw new NotModelled(`"${words}" is not simulated`, { hint });
  const options = readOptions('agnhost connect', args, OPTIONS);
  const [target = '', ...more] = options.operands;
  if (more.length > 0 || !['tcp', ''].includes(options.value('--protocol') ?? '')) {
    throw new NotModelled(`"${words}" is not simulated`, { hint });
  }
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*)):(\d{1,5})$/.exec(target) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined) return failed(1, `UNKNOWN: address ${target}: missing port in address\n`);
  const { outcome, ip, because } = connect(machine, { host, port: Number(port), protocol: 'TCP' });
  switch (outcome) {
    case 'connected':
      return printed('');
    case 'unknown':
      return unknowable(because);
    case 'timeout':
      return failed(1, 'TIMEOUT\n');
    case 'refused':
      return failed(1, 'REFUSED\n');
    case 'unresolved':
      return failed(1, `DNS: lookup ${host}: no such host\n`);
    case 'unreachable':
      return failed(1, `OTHER: dial tcp ${ip ?? host}:${port}: connect: no route to host\n`);
  }
}
