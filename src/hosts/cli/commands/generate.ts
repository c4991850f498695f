import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { SetupError } from '../../../engine/model/index.ts';
import { type ClusterOptions, clusterOfOptions, loadFromOptions, withClusterOptions } from '../cluster-options.ts';
import { collect } from '../flag-values.ts';

interface Options extends Omit<ClusterOptions, 'namespace'> {
  readonly out?: string;
  readonly force?: boolean;
  readonly title?: string;
  readonly namespace: readonly string[];
}

/** `curlew generate`: today's connectivity as a feature file, to be edited and kept. */
export function addGenerate(program: Command): void {
  const command = program.command('generate').description("write a feature file that pins today's connectivity");
  withClusterOptions(command)
    .option('--out <file>', 'where to write it; default: standard output')
    .option('--force', 'replace the file if it is there already')
    .option('--title <text>', 'the name of the feature')
    .option('--namespace <name>', 'only who reaches this namespace (repeatable)', collect, [])
    .addHelpText('after', '\nExample:\n  curlew generate -f examples/wordpress --out features/connectivity.feature')
    .action(runGenerate);
}

async function runGenerate({ namespace: namespaces, out, force, title, ...options }: Options): Promise<void> {
  if (options.file.length === 0) throw new SetupError('no manifests are given', { hint: 'name them with -f PATH' });
  if (options.file.includes('-')) {
    throw new SetupError('a feature file cannot name standard input', { hint: 'name files or folders with -f PATH' });
  }
  if (out !== undefined && force !== true && existsSync(out)) {
    throw new SetupError(`${out} is there already, and may have been edited`, {
      hint: 'name another file, or replace it with --force',
    });
  }
  const { generateFeature, worldOutside } = await import('../../../authoring/generate/index.ts');
  const alone = await loadFromOptions(options);
  const elsewhere = worldOutside(alone);
  const cluster = await clusterOfOptions(options, {
    externalHosts: elsewhere.map(({ name, address }) => ({ name, addresses: [address] })),
  });
  const text = await generateFeature(cluster, {
    elsewhere,
    manifests: options.file.map((path) => pathFrom(out, path)),
    ...(options.cluster === undefined ? {} : { cluster: clusterFrom(out, options.cluster) }),
    ...(namespaces.length === 0 ? {} : { namespaces }),
    ...(title === undefined ? {} : { title: title.replaceAll(/\s+/g, ' ').trim() }),
  });
  if (out === undefined) process.stdout.write(text);
  else await writeOut(out, text);
}

/** A spec that is run somewhere else finds relative paths from its own folder. */
function pathFrom(out: string | undefined, path: string): string {
  const isBelow = out === undefined || !relative(process.cwd(), resolve(out)).startsWith('..');
  if (isBelow || isAbsolute(path)) return path;
  return relative(dirname(resolve(out)), resolve(path))
    .split(sep)
    .join('/');
}

/** A profile is no file. */
function clusterFrom(out: string | undefined, cluster: string): string {
  return existsSync(cluster) ? pathFrom(out, cluster) : cluster;
}

async function writeOut(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    throw new SetupError(`cannot write ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
