import { type Client, type Cluster, type From, findClients, phraseOf, queryOf } from '../../api/index.ts';
import type { Container, Trace } from '../../engine/model/index.ts';
import { CurlewDefect, NotModelled, qualifiedName, SetupError } from '../../engine/model/index.ts';
import { libcOf } from '../../engine/network/dns/index.ts';
import { UnknownAnswer } from './dns-client.ts';
import { environmentOf } from './environment.ts';
import { grep } from './grep.ts';
import { TOOLS_ANNOTATION, toolsOf } from './image-tools.ts';
import { containerOf, type Luck, type Machine } from './machine.ts';
import { type CommandOutput, failed, unknowable } from './output.ts';
import { type ShellCommand, splitPipeline, type Variables } from './split-pipeline.ts';
import { simulatedPrograms, type Toolbox, toolboxes } from './toolbox.ts';

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
 * Runs a command of a client image, simulated: its output and status are those that the image's own program prints. Throws
 * a SetupError, which lists what is supported, for a command, an option or shell syntax that is not simulated.
 */
export function runCommand(cluster: Cluster, question: CommandQuestion): CommandResult {
  const client = clientOf(cluster, question);
  const [first, ...alternatives] = everyOutcome((luck) =>
    run(machineOf({ cluster, client, luck }, question), question.command),
  );
  return { ...first, alternatives };
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

function machineOf(
  { cluster, client, luck }: Pick<Machine, 'cluster' | 'client' | 'luck'>,
  { connected }: Pick<CommandQuestion, 'connected'>,
): Machine {
  const image = containerOf(client)?.image ?? '';
  const libc = client.kind === 'pod' ? libcOf(image) : 'glibc';
  return { cluster, view: cluster.view, client, libc, luck, ...(connected === undefined ? {} : { connected }) };
}

/** Runs once for each choice that the cluster has; equal outcomes count once. */
function everyOutcome(attempt: (luck: Luck) => CommandOutput): readonly [CommandOutput, ...CommandOutput[]] {
  const outcomes = new Map<string, CommandOutput>();
  let rounds = 1;
  for (let round = 0; round < rounds; round++) {
    const outcome = attempt({
      choose(choices) {
        rounds = Math.max(rounds, choices.length);
        return choices[round % choices.length] ?? choices[0];
      },
    });
    outcomes.set(JSON.stringify(outcome), outcome);
  }
  const [first, ...others] = outcomes.values();
  if (first === undefined) throw new CurlewDefect('a command ran no round');
  return [first, ...others];
}

function run(machine: Machine, command: string | readonly string[]): CommandOutput {
  if (typeof command !== 'string') return runWords(machine, command);
  const [first, ...filters] = splitPipeline(command, variablesOf(machine));
  if (first === undefined) throw new SetupError('no command was given');
  return filters.reduce((output, filter) => pipe(output, filter), redirected(runWords(machine, first.words), first));
}

/** A filter sees standard output alone; the status of a pipeline is that of its last command. */
export function pipe(output: CommandOutput, filter: ShellCommand): CommandOutput {
  const filtered = redirected(grep(filter.words, output.stdout), filter);
  if (output.unknown === undefined) return { ...filtered, stderr: output.stderr + filtered.stderr };
  return { ...filtered, stderr: output.stderr, status: 'unknown', unknown: output.unknown };
}

/** Sends the streams of a command where its line says. */
export function redirected(output: CommandOutput, { stdout, stderr }: ShellCommand): CommandOutput {
  const merged = stderr === 'to stdout' ? { stdout: output.stderr + output.stdout, stderr: '' } : {};
  const quiet = stderr === 'dropped' ? { stderr: '' } : {};
  const silent = stdout === 'dropped' ? { stdout: '', unknown: undefined } : {};
  return { ...output, ...merged, ...quiet, ...silent };
}

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash']);
const INSTALLERS: ReadonlySet<string> = new Set(['yum', 'dnf', 'microdnf', 'apt-get', 'apt', 'apk', 'pip']);

function runWords(machine: Machine, words: readonly string[]): CommandOutput {
  const [program = '', ...args] = words;
  const name = program.replace(/^\/(?:usr\/)?(?:local\/)?s?bin\//, '');
  if (SHELLS.has(name)) return runShell(machine, args);
  if (INSTALLERS.has(name)) {
    throw new NotModelled(`"${words.join(' ')}" is not modelled: Curlew installs no packages`, {
      hint: `say what is installed with the annotation ${TOOLS_ANNOTATION} on the pod: "net-tools, curl"`,
    });
  }
  const box = boxOf(machine);
  const tool = Object.hasOwn(box.tools, name) ? box.tools[name] : undefined;
  if (tool !== undefined) return attempted(() => tool(machine, args));
  if (!simulatedPrograms.includes(name)) {
    throw new NotModelled(`the command "${name}" is not simulated`, {
      hint: `supported: ${simulatedPrograms.join(', ')}`,
    });
  }
  if (box.isWhole) return failed(127, notFound(box, name));
  throw new SetupError(`whether ${imageOf(machine)} has ${name} is not known`, {
    hint: `say so with the annotation ${TOOLS_ANNOTATION}: "${name}" on the pod, or run it in a client pod`,
  });
}

/** A command that asks for what nobody knows prints what nobody knows. */
function attempted(run: () => CommandOutput): CommandOutput {
  try {
    return run();
  } catch (error) {
    if (error instanceof UnknownAnswer) return unknowable(error.summary);
    throw error;
  }
}

function runShell(machine: Machine, args: readonly string[]): CommandOutput {
  const [option, line, ...more] = args;
  if (option === '-c' && line !== undefined && more.length === 0) return run(machine, line);
  throw new NotModelled('an interactive shell is not simulated', { hint: "supported: sh -c 'COMMAND'" });
}

function boxOf({ client }: Machine): Toolbox {
  const container = containerOf(client);
  if (client.kind !== 'pod' || container === undefined) return toolboxes.machine;
  return toolsOf(client.pod.object, container);
}

function imageOf({ client }: Machine): string {
  const container: Container | undefined = containerOf(client);
  return container === undefined ? 'the machine' : `image ${container.image ?? ''}`;
}

function notFound({ shell }: Toolbox, name: string): string {
  return shell === 'busybox' ? `sh: ${name}: not found\n` : `bash: ${name}: command not found\n`;
}

function variablesOf({ view, client }: Machine): Variables {
  return (name) => {
    const container = containerOf(client);
    if (client.kind !== 'pod' || container === undefined) {
      throw new NotModelled(`$${name}: the environment of a machine is not modelled`);
    }
    const { variables, unknown } = environmentOf(view, client.pod, container);
    if (unknown.includes(name)) throw new SetupError(`$${name}: its value is not in the manifests`);
    return variables.get(name) ?? '';
  };
}
