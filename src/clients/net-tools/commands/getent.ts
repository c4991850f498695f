import { NotModelled } from '../../../engine/model/index.ts';
import { isAddress, withoutDot } from '../dns-client.ts';
import { fromOf, type Machine } from '../machine.ts';
import { type CommandOutput, failed, printed } from '../output.ts';

/** glibc's `getent hosts NAME`: what a program gets for a name (glibc nss/getent.c). Status 2 where it gets nothing. */
export function getent(machine: Machine, args: readonly string[]): CommandOutput {
  const [database, name, ...more] = args;
  if (database !== 'hosts' || name === undefined || more.length > 0) {
    throw new NotModelled(`"getent ${args.join(' ')}" is not simulated`, { hint: 'supported: getent hosts NAME' });
  }
  const { answers } = machine.cluster.lookUp({ from: fromOf(machine.client), name });
  const addresses = answers.filter(isAddress);
  if (addresses.length === 0) return failed(2, '');
  return printed(addresses.map((record) => `${record.data.padEnd(15)} ${withoutDot(record.name)}\n`).join(''));
}
