import { Writable } from 'node:stream';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RunResult } from '../../cucumber-host/index.ts';
import type { Cluster } from '../../library/index.ts';
import { SetupError } from '../../model/index.ts';
import { isEquivalent, type Mutant, mutantsOf, startMutation, withMutant } from '../../mutate/index.ts';
import { Exit } from '../failure.ts';
import { outputOption, printJson } from '../output.ts';
import { builtinStepFiles, runAssets } from '../package-files.ts';

interface MutateFlags {
  readonly tags?: string;
  readonly cluster?: string;
  readonly limit: number;
  readonly maxSurvivors: number;
  readonly output: 'text' | 'json';
}

/** `curlew mutate [PATH...]`: the changes to network policies that no scenario notices. */
export function addMutate(program: Command): void {
  program
    .command('mutate')
    .argument('[path...]', 'feature files, folders, globs, or FILE:LINE; default: features/')
    .description('change the policies one thing at a time, and list the changes that no scenario notices')
    .option('--cluster <profile|file>', 'the cluster of every scenario, whatever its steps say')
    .option('-t, --tags <expression>', 'only scenarios whose tags match: "@smoke and not @slow"')
    .addOption(new Option('--limit <n>', 'try no more changes than these').argParser(wholeNumber).default(500))
    .addOption(
      new Option('--max-survivors <n>', 'end with status 1 where more go unnoticed').argParser(wholeNumber).default(0),
    )
    .addOption(outputOption(['text', 'json']))
    .addHelpText('after', '\nExample:\n  curlew mutate features')
    .action(runMutate);
}

async function runMutate(paths: readonly string[], flags: MutateFlags): Promise<void> {
  if (flags.cluster !== undefined) process.env['CURLEW_CLUSTER'] = flags.cluster;
  const { run, report } = await prepare(paths, flags);
  const clusters = await clustersOf(run, report);
  const mutants = mutantsOf(clusters);
  if (mutants.length === 0) {
    throw new SetupError('there is nothing to change', {
      hint: 'the scenarios load no network policy that the plugin of their cluster enforces',
    });
  }
  const tried = mutants.slice(0, flags.limit);
  const survivors: Mutant[] = [];
  let equivalent = 0;
  for (const [index, mutant] of tried.entries()) {
    if (!(await survives(mutant, index, run))) continue;
    if (await isEquivalent(mutant, clusters)) equivalent += 1;
    else survivors.push(mutant);
  }
  print(survivors, { mutants: mutants.length, tried: tried.length, equivalent }, flags.output);
  if (survivors.length > flags.maxSurvivors) throw new Exit(1);
}

type Run = () => Promise<RunResult>;

/** The spec, ready to be run again and again; `report` is what the last run printed. */
async function prepare(
  paths: readonly string[],
  { tags }: MutateFlags,
): Promise<{ readonly run: Run; readonly report: () => string }> {
  const { prepareFeatures } = await import('../../cucumber-host/index.ts');
  let printed = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      printed += String(chunk);
      done();
    },
  });
  const runOnce = await prepareFeatures({
    cwd: process.cwd(),
    builtinSteps: builtinStepFiles(),
    assets: runAssets(),
    stdout,
    stderr: process.stderr,
    failFast: true,
    paths,
    ...(tags === undefined ? {} : { tags }),
  });
  const run = (): Promise<RunResult> => {
    printed = '';
    return runOnce();
  };
  return { run, report: () => printed };
}

/** The clusters that the scenarios make of their manifests. A spec that does not hold ends the command with its report. */
async function clustersOf(run: Run, report: () => string): Promise<ReadonlySet<Cluster>> {
  const clusters = new Set<Cluster>();
  const apply = async (cluster: Cluster): Promise<Cluster> => {
    clusters.add(cluster);
    return cluster;
  };
  startMutation({ name: 'none', apply });
  const { status, problems } = await run();
  if (status === 0) return clusters;
  process.stderr.write(`${report()}${problems.map((problem) => `${problem}\n`).join('')}`);
  process.stderr.write('the spec must hold before its holes can be found\n');
  if (status === 1) throw new Exit(1);
  throw new SetupError('the spec does not run');
}

async function survives(mutant: Mutant, index: number, run: Run): Promise<boolean> {
  startMutation({ name: `mutant ${index}`, apply: (cluster) => withMutant(cluster, mutant) });
  const { status } = await run();
  return status === 0;
}

interface Counts {
  readonly mutants: number;
  readonly tried: number;
  readonly equivalent: number;
}

function print(survivors: readonly Mutant[], counts: Counts, output: 'text' | 'json'): void {
  const { mutants, tried, equivalent } = counts;
  const noticed = tried - equivalent - survivors.length;
  if (output === 'json') {
    const listed = survivors.map(({ rule: { file, line, object, path }, what }) => ({
      file,
      line,
      object,
      path,
      what,
    }));
    printJson({ mutants, tried, noticed, equivalent, survivors: listed });
    return;
  }
  const lines = survivors.map(
    ({ rule: { file, line, object, path }, what }) =>
      `${file}:${line}: ${object}${path === '' ? '' : ` ${path}`}: ${what}`,
  );
  if (lines.length > 0) process.stdout.write(`no scenario notices\n${lines.map((line) => `  ${line}\n`).join('')}\n`);
  const left = mutants > tried ? `; ${mutants - tried} of ${mutants} were not tried (--limit)` : '';
  process.stdout.write(
    `${tried} changes: ${noticed} noticed, ${survivors.length} not noticed, ${equivalent} without any effect${left}\n`,
  );
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it takes a whole number');
}
