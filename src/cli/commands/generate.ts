import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { SetupError } from '../../model/index.ts';
import { type ClusterOptions, loadFromOptions, withClusterOptions } from '../cluster-options.ts';

interface Options extends ClusterOptions {
  readonly out?: string;
}

/** `curlew generate`: today's connectivity as a feature file, to be edited and kept. */
export function addGenerate(program: Command): void {
  const command = program.command('generate').description("write a feature file that pins today's connectivity");
  withClusterOptions(command)
    .option('--out <file>', 'where to write it; default: standard output')
    .addHelpText('after', '\nExample:\n  curlew generate -f examples/wordpress --out features/connectivity.feature')
    .action(runGenerate);
}

async function runGenerate(options: Options): Promise<void> {
  if (options.file.length === 0) throw new SetupError('no manifests are given', { hint: 'name them with -f PATH' });
  if (options.file.includes('-')) {
    throw new SetupError('a feature file cannot name standard input', { hint: 'name files or folders with -f PATH' });
  }
  const { generateFeature, OUTSIDE } = await import('../../generate/index.ts');
  const cluster = await loadFromOptions(options, { externalHosts: [OUTSIDE] });
  const text = generateFeature(cluster, {
    manifests: options.file,
    ...(options.cluster === undefined ? {} : { cluster: options.cluster }),
  });
  if (options.out === undefined) process.stdout.write(text);
  else await writeOut(options.out, text);
}

async function writeOut(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    throw new SetupError(`cannot write ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
