import { type Client, type Cluster, type From, findClients, phraseOf, queryOf } from '../../api/index.ts';
import type { Trace } from '../../engine/model/index.ts';
import { NotModelled, qualifiedName, SetupError } from '../../engine/model/index.ts';
import { type CommandOutput, containerOf } from '../net-tools/index.ts';
import { placeOf } from './place.ts';
import { quoted } from './quoted.ts';
import type { StatementResult } from './results.ts';
import { Terminals } from './terminals.ts';

/** A command, and who runs it: a pod or workload (its first pod), a container of a pod, a node, an external client. */
export interface CommandQuestion {
  /** As in the sentences: `busybox`, `container c in pod p`, `node kuben05`, `an external client`; or read before. */
  readonly client: From;
  /** A line for a shell, or the words of one command. */
  readonly command: string | readonly string[];
  /** Where names of clients are looked for: the cluster's own unless said otherwise. */
  readonly namespace?: string;
  /** Hears of each connection that the command opens; of one that chance decides, once for each choice. */
  readonly connected?: (trace: Trace) => void;
}

/** What a command leaves behind, and what else it may leave where the real system chooses at random. */
export interface CommandResult extends CommandOutput {
  readonly alternatives: readonly CommandOutput[];
}

/**
 * Runs a command of a client image in its shell, simulated: its output and status are those that the image's own programs
 * print. Rejects with a SetupError, which lists what is supported, for a command or an option that is not simulated.
 */
export async function runCommand(cluster: Cluster, question: CommandQuestion): Promise<CommandResult> {
  return runCommandIn(new Terminals({ cluster }), question);
}

/** Runs a command in shells that are open already, in front of their cluster. */
export async function runCommandIn(terminals: Terminals, question: CommandQuestion): Promise<CommandResult> {
  const { command } = question;
  const client = clientOf(terminals.cluster, question);
  const place = placeOf(client, containerOf(client)?.name);
  const line = typeof command === 'string' ? command : quoted(command);
  if (line.trim() === '') throw new SetupError('no command was given');
  if (client.kind !== 'pod') {
    const [name] = await terminals.unset(place, line);
    if (name !== undefined) throw new NotModelled(`$${name}: the environment of a machine is not modelled`);
  }
  const result = await terminals.run(place, line);
  refuse(result);
  const others = await result.alternatives();
  for (const trace of result.traces) question.connected?.(trace);
  return { ...commandOutput(result), alternatives: others.map(commandOutput) };
}

function clientOf(cluster: Cluster, { client: name, namespace = cluster.namespace }: CommandQuestion): Client {
  const [client] = findClients(cluster.view, queryOf(name), namespace);
  if (client === undefined) throw new SetupError(`nobody is called "${phraseOf(name)}"`);
  if (client.kind !== 'pod') return client;
  const { phase = 'Pending' } = client.pod.object.status ?? {};
  if (phase !== 'Running') {
    throw new SetupError(`pod ${qualifiedName(client.pod.ref)} runs no command: it is ${phase}`);
  }
  return client;
}

/** Throws a SetupError where a sentence cannot have what it asked for. */
export function refuse({ notModelled, skipped, entered, endless, invalid }: StatementResult): void {
  if (invalid !== undefined)
    throw new SetupError(`that is no line for a shell: ${invalid}`, { hint: 'are all quotes closed?' });
  if (notModelled !== undefined) throw notModelled.error ?? new NotModelled(notModelled.reason);
  if (skipped !== undefined) throw new NotModelled(skipped);
  if (entered !== undefined) {
    throw new NotModelled('an interactive shell is not simulated', { hint: "supported: sh -c 'COMMAND'" });
  }
  if (endless === true) throw new NotModelled('the command never ends', { hint: 'let it count, or set a time-out' });
}

export function commandOutput({ stdout, stderr, status, unknown }: StatementResult): CommandOutput {
  return { stdout, stderr, status, unknown };
}
