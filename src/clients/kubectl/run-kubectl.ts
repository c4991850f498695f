import type { Cluster } from '../../api/index.ts';
import { NotModelled, type SetupError } from '../../engine/model/index.ts';
import type { CommandOutput } from '../net-tools/index.ts';
import { ALIASES, ALL_COMMANDS, type Command, commands, SUBCOMMANDS } from './commands.ts';
import { parseFlags } from './flags.ts';
import { contextNamespace } from './kubeconfig.ts';
import { formatErrors, KubectlError } from './kubectl-error.ts';
import { nearCommands } from './near-commands.ts';
import type { ContainerOutput, KubectlContext, Reply } from './session.ts';

/** What a command printed, its exit status, and the cluster after it. */
export interface KubectlOutput extends ContainerOutput, Pick<Reply, 'kubeconfig' | 'skipped'> {
  readonly alternatives: readonly CommandOutput[];
  readonly cluster: Cluster;
}

/**
 * Runs a kubectl command against a simulated cluster: `['get', 'pods']`. Output, errors and status are those of a current
 * kubectl. Rejects with a SetupError for what Curlew does not model: never a silent success.
 */
export async function runWords(
  cluster: Cluster,
  words: readonly string[],
  context: KubectlContext = {},
): Promise<KubectlOutput> {
  try {
    const { command, rest } = findCommand(words);
    const args = parseFlags(rest, command.flags);
    const ofContext = contextNamespace(cluster, context.kubeconfig, args);
    const namespace = args.text('namespace') ?? ofContext ?? context.namespace ?? cluster.namespace;
    const reply = await command.run({ cluster, namespace, args, context });
    const { stdout = '', stderr = '', errors = [], alternatives = [], unknown, ...more } = reply;
    const status = errors.length > 0 ? 1 : (reply.status ?? 0);
    const told = stderr + formatErrors(errors);
    return { ...more, stdout, stderr: told, status, unknown, alternatives, cluster: reply.cluster ?? cluster };
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
    const stderr = formatErrors([error]);
    return { stdout: '', stderr, status: 1, unknown: undefined, alternatives: [], cluster };
  }
}

interface FoundCommand {
  readonly command: Command;
  readonly rest: readonly string[];
}

/** The words of a command stand in front; `-n shop` may stand before them. */
function findCommand(words: readonly string[]): FoundCommand {
  const { before, names } = leading(words);
  for (let length = Math.min(names.length, 3); length > 0; length--) {
    const key = names.slice(0, length).map((name, index) => (index === 0 ? name : (ALIASES[name] ?? name)));
    const command = commands.get(key.join(' '));
    if (command === undefined) continue;
    const next = names[length];
    if (length === 1 && key[0] === 'create' && next !== undefined) refuseSubcommand(`create ${next}`, next);
    return { command, rest: [...before, ...words.slice(before.length + length)] };
  }
  throw unknownCommand(names);
}

function leading(words: readonly string[]): { readonly before: readonly string[]; readonly names: readonly string[] } {
  let index = 0;
  while (words[index]?.startsWith('-')) index += /^(-n|--namespace|--context)$/.test(words[index] ?? '') ? 2 : 1;
  const rest = words.slice(index);
  const end = rest.findIndex((word) => word.startsWith('-'));
  return { before: words.slice(0, index), names: end < 0 ? rest : rest.slice(0, end) };
}

function refuseSubcommand(command: string, word: string): void {
  if (SUBCOMMANDS['create']?.includes(ALIASES[word] ?? word)) throw notModelled(command);
}

function unknownCommand(names: readonly string[]): KubectlError | SetupError {
  const [name = '', next] = names;
  const subcommands = SUBCOMMANDS[name];
  if (subcommands !== undefined && next !== undefined && !subcommands.includes(next)) {
    return new KubectlError(`unknown command "${next}"\nSee 'kubectl ${name} -h' for help and examples`);
  }
  if (name === '' || ALL_COMMANDS.includes(name)) {
    return notModelled(names.slice(0, subcommands === undefined ? 1 : 2).join(' '));
  }
  const near = nearCommands(name, ALL_COMMANDS);
  const suggestion = near.length === 0 ? '' : `\n\nDid you mean this?\n${near.map((each) => `\t${each}`).join('\n')}`;
  return new KubectlError(`unknown command "${name}" for "kubectl"${suggestion}`);
}

function notModelled(command: string): SetupError {
  return new NotModelled(`"${['kubectl', command].join(' ').trim()}" is not modelled`, {
    hint: `supported: ${[...commands.keys()].join(', ')}`,
  });
}
