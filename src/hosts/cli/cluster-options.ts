import type { Command } from 'commander';
import type { Cluster } from '../../api/index.ts';
import type { Diagnostic } from '../../engine/model/index.ts';
import type { LoadOptions } from '../../files/index.ts';
import { Exit } from './failure.ts';
import { collect } from './flag-values.ts';
import type { Surroundings } from './surroundings.ts';

/** The flags that every command takes which asks a cluster. */
export interface ClusterOptions {
  readonly file: readonly string[];
  readonly cluster?: string;
  readonly namespace?: string;
  readonly verbose?: boolean;
}

/** Adds `-f`, `--cluster` and their kin to a command. `what` may name no namespace. */
export function withClusterOptions(command: Command, what = 'manifests, and names'): Command {
  return command
    .option(
      '-f, --file <path>',
      'manifests: a file, a folder, a glob, or - for standard input (repeatable)',
      collect,
      [],
    )
    .option('--cluster <profile|file>', 'the cluster to apply them to; default: what curlew.yaml beside them says')
    .option('-n, --namespace <name>', `the namespace of what names none: ${what}`)
    .option('--verbose', 'print notes too, not only warnings');
}

/**
 * Asks the cluster that the flags describe. Warnings go to standard error; where a manifest was rejected, so do the errors:
 * the answer is about what was accepted, and the command ends with status 2.
 */
export async function askCluster(
  options: ClusterOptions,
  surroundings: Surroundings,
  ask: (cluster: Cluster) => Promise<void>,
): Promise<void> {
  const cluster = await clusterOfOptions(options, surroundings);
  if (options.file.length === 0)
    surroundings.stderr.write('note: no manifests are given (-f PATH): the cluster is empty\n');
  const errors = await printDiagnostics(cluster, options.verbose === true, surroundings);
  await endingWith(errors, surroundings, () => ask(cluster));
}

/** Loads the cluster that the flags describe; where a manifest was rejected, the command ends with status 2. */
export async function loadFromOptions(options: ClusterOptions, surroundings: Surroundings): Promise<Cluster> {
  const cluster = await clusterOfOptions(options, surroundings);
  const errors = await printDiagnostics(cluster, options.verbose === true, surroundings);
  if (errors === 0) return cluster;
  surroundings.stderr.write(`${counted(errors)}: nothing was asked of the cluster\n`);
  throw new Exit(2);
}

/** Answers, and ends with status 2 where what was accepted is not all that was given: bad input outranks what an answer says. */
export async function endingWith(
  errors: number,
  { stderr }: Pick<Surroundings, 'stderr'>,
  answer: () => Promise<void>,
): Promise<void> {
  if (errors === 0) return answer();
  stderr.write(`${counted(errors)}: the answer is about what was accepted\n`);
  await answer().catch((error: unknown) => {
    if (!(error instanceof Exit)) throw error;
  });
  throw new Exit(2);
}

function counted(errors: number): string {
  return errors === 1 ? '1 error' : `${errors} errors`;
}

/** Loads the cluster that the flags describe, and says nothing: its diagnostics are for the command to print. */
export async function clusterOfOptions(
  options: ClusterOptions,
  { cwd, stdin: stream }: Surroundings,
  override: NonNullable<LoadOptions['override']> = {},
): Promise<Cluster> {
  const { Cluster, readStream } = await import('../../files/index.ts');
  const stdin = options.file.includes('-') ? await readStream(stream, 'standard input') : undefined;
  return Cluster.load({
    cwd,
    manifests: options.file,
    override,
    ...(options.cluster === undefined ? {} : { cluster: options.cluster }),
    ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
    ...(stdin === undefined ? {} : { stdin }),
  });
}

/** Prints what was said of the manifests, and answers how many of that are errors. */
async function printDiagnostics(cluster: Cluster, verbose: boolean, { stderr }: Surroundings): Promise<number> {
  const worth = (severity: Diagnostic['severity']) => severity !== 'note' || verbose;
  const shown = cluster.diagnostics.filter(({ severity }) => worth(severity));
  if (shown.length === 0) return 0;
  const { formatDiagnostics } = await import('../../report/index.ts');
  const lines = formatDiagnostics(shown, (file) => cluster.textOf(file));
  stderr.write(`${lines.join('\n')}\n`);
  return shown.filter(({ severity }) => severity === 'error').length;
}
