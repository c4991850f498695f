import { NotModelled, SetupError } from '../../../engine/model/index.ts';
import { type Environment, environmentOf } from '../environment.ts';
import { containerOf, type Machine } from '../machine.ts';
import { type CommandOutput, failed, printed } from '../output.ts';

/** The variables of the container, one in a line: `env` and `printenv`. */
export function env(machine: Machine, args: readonly string[]): CommandOutput {
  if (args.length > 0)
    throw new SetupError('env runs no other command here', { hint: 'supported: env without arguments' });
  const { variables, unknown } = environment(machine);
  const lines = [...variables].map(([name, value]) => `${name}=${value}\n`).join('');
  return unknown.length === 0 ? printed(lines) : printed(lines, { unknown: notWritten(unknown) });
}

/** `printenv NAME…` prints values alone; status 1 where one is not set. */
export function printenv(machine: Machine, args: readonly string[]): CommandOutput {
  if (args.length === 0) return env(machine, args);
  const { variables, unknown } = environment(machine);
  const hidden = args.filter((name) => unknown.includes(name));
  if (hidden.length > 0) return printed('', { unknown: notWritten(hidden) });
  const text = args
    .flatMap((name) => variables.get(name) ?? [])
    .map((value) => `${value}\n`)
    .join('');
  return args.every((name) => variables.has(name)) ? printed(text) : failed(1, '', text);
}

function environment({ view, client, variables }: Machine): Environment {
  const container = containerOf({ ...client });
  if (client.kind === 'pod' && container !== undefined) {
    const own = environmentOf(view, client.pod, container);
    if (variables === undefined) return own;
    return { variables, unknown: own.unknown.filter((name) => !variables.has(name)) };
  }
  throw new NotModelled('the environment of a machine is not modelled', { hint: "a pod's is" });
}

function notWritten(names: readonly string[]): string {
  return `the value of ${names.join(', ')} is not in the manifests`;
}
