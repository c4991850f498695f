import type { Client, Cluster } from '../../api/index.ts';
import type { Container, Trace } from '../../engine/model/index.ts';
import { CurlewDefect, NotModelled, SetupError } from '../../engine/model/index.ts';
import { libcOf } from '../../engine/network/dns/index.ts';
import { UnknownAnswer } from './dns-client.ts';
import { TOOLS_ANNOTATION, toolsOf } from './image-tools.ts';
import { containerOf, type Luck, type Machine } from './machine.ts';
import { type CommandOutput, failed, unknowable } from './output.ts';
import { simulatedPrograms, type Toolbox, toolboxes } from './toolbox.ts';

/** A program, and who runs it. */
export interface ProgramQuestion extends Pick<Machine, 'variables' | 'names' | 'forwards'> {
  readonly client: Client;
  /** The name of the program, and its arguments. */
  readonly argv: readonly string[];
  /** Hears of each connection that the program opens; of one that chance decides, once for each choice. */
  readonly connected?: (trace: Trace) => void;
}

/**
 * Runs a program of a client's image, simulated: its output and status are those that the image's own program prints; where
 * the real system chooses at random, one for each choice. Throws a SetupError for a program or an option that is not
 * simulated.
 */
export function runProgram(
  cluster: Cluster,
  question: ProgramQuestion,
): readonly [CommandOutput, ...(readonly CommandOutput[])] {
  const { client, argv, connected, variables, names, forwards } = question;
  const image = containerOf(client)?.image ?? '';
  const libc = client.kind === 'pod' ? libcOf(image) : 'glibc';
  const heard = connected === undefined ? {} : { connected };
  const set = {
    ...(variables === undefined ? {} : { variables }),
    ...(names === undefined ? {} : { names }),
    ...(forwards === undefined ? {} : { forwards }),
  };
  return everyOutcome((luck) => runWords({ cluster, view: cluster.view, client, libc, luck, ...heard, ...set }, argv));
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

const INSTALLERS: ReadonlySet<string> = new Set(['yum', 'dnf', 'microdnf', 'apt-get', 'apt', 'apk', 'pip']);

function runWords(machine: Machine, [name = '', ...args]: readonly string[]): CommandOutput {
  if (INSTALLERS.has(name)) {
    throw new NotModelled(`"${[name, ...args].join(' ')}" is not modelled: Curlew installs no packages`, {
      hint: `say what is installed with the annotation ${TOOLS_ANNOTATION} on the pod: "net-tools, curl"`,
    });
  }
  const box = toolboxOf(machine.client);
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

/** The programs that a client has: those of its container's image, or of a machine. */
export function toolboxOf(client: Client): Toolbox {
  const container = containerOf(client);
  if (client.kind !== 'pod' || container === undefined) return toolboxes.machine;
  return toolsOf(client.pod.object, container);
}

function imageOf({ client }: Machine): string {
  const container: Container | undefined = containerOf(client);
  return container === undefined ? 'the machine' : `image ${container.image ?? ''}`;
}

/** What a shell says of a program that is not there. */
export function notFound({ shell }: Pick<Toolbox, 'shell'>, name: string): string {
  return shell === 'busybox' ? `sh: ${name}: not found\n` : `bash: ${name}: command not found\n`;
}
