import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { SetupError } from '../../../engine/model/index.ts';
import { type ClusterOptions, clusterOfOptions, loadFromOptions, withClusterOptions } from '../cluster-options.ts';
import { collect } from '../flag-values.ts';
import type { Surroundings } from '../surroundings.ts';

interface Options extends ClusterOptions {
  readonly out?: string;
  readonly force?: boolean;
  readonly title?: string;
  readonly toNamespace: readonly string[];
}

/** `curlew generate`: today's connectivity as a feature file, to be edited and kept. */
export function addGenerate(program: Command, surroundings: Surroundings): void {
  const command = program.command('generate').description("write a feature file that pins today's connectivity");
  withClusterOptions(command)
    .option('--out <file>', 'where to write it; default: standard output')
    .option('--force', 'replace the file if it is there already')
    .option('--title <text>', 'the name of the feature')
    .option('--to-namespace <name>', 'only who reaches this namespace (repeatable)', collect, [])
    .addHelpText('after', '\nExample:\n  curlew generate -f examples/wordpress --out features/connectivity.feature')
    .action((options) => runGenerate(options, surroundings));
}

async function runGenerate(
  { toNamespace: namespaces, out, force, title, ...options }: Options,
  surroundings: Surroundings,
): Promise<void> {
  const { cwd, stdout } = surroundings;
  if (options.file.length === 0) throw new SetupError('no manifests are given', { hint: 'name them with -f PATH' });
  if (options.file.includes('-')) {
    throw new SetupError('a feature file cannot name standard input', { hint: 'name files or folders with -f PATH' });
  }
  if (out !== undefined && force !== true && existsSync(resolve(cwd, out))) {
    throw new SetupError(`${out} is there already, and may have been edited`, {
      hint: 'name another file, or replace it with --force',
    });
  }
  const { generateFeature, worldOutside } = await import('../../../authoring/generate/index.ts');
  const alone = await loadFromOptions(options, surroundings);
  const elsewhere = worldOutside(alone);
  const cluster = await clusterOfOptions(options, surroundings, {
    externalHosts: elsewhere.map(({ name, address }) => ({ name, addresses: [address] })),
  });
  const text = await generateFeature(cluster, {
    elsewhere,
    manifests: options.file.map((path) => pathFrom({ cwd, out }, path)),
    ...(options.cluster === undefined ? {} : { cluster: clusterFrom({ cwd, out }, options.cluster) }),
    ...(namespaces.length === 0 ? {} : { namespaces }),
    ...(title === undefined ? {} : { title: title.replaceAll(/\s+/g, ' ').trim() }),
  });
  if (out === undefined) stdout.write(text);
  else await writeOut(resolve(cwd, out), text);
}

/** Where the spec goes: a file, from the working directory; standard output where it is not named. */
interface Place {
  readonly cwd: string;
  readonly out: string | undefined;
}

/** A spec that is run somewhere else finds relative paths from its own folder. */
function pathFrom({ cwd, out }: Place, path: string): string {
  const isBelow = out === undefined || !relative(cwd, resolve(cwd, out)).startsWith('..');
  if (isBelow || isAbsolute(path)) return path;
  return relative(dirname(resolve(cwd, out)), resolve(cwd, path))
    .split(sep)
    .join('/');
}

/** A profile is no file. */
function clusterFrom(place: Place, cluster: string): string {
  return existsSync(resolve(place.cwd, cluster)) ? pathFrom(place, cluster) : cluster;
}

async function writeOut(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    throw new SetupError(`cannot write ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
