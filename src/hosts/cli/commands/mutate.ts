import { type Command, Option } from 'commander';
import type { Cluster } from '../../../api/index.ts';
import { judgeMutants, mutantsOf } from '../../../authoring/mutate/index.ts';
import { type MutationOutcome, SetupError } from '../../../engine/model/index.ts';
import { countMutants, type MutationCounts, type TextOf } from '../../../report/index.ts';
import { Exit } from '../failure.ts';
import { collect, percentage, wholeNumber } from '../flag-values.ts';
import { printMutation } from '../mutation-report.ts';
import { MutationRun } from '../mutation-run.ts';
import { onlyMutants } from '../only-mutants.ts';
import { outputOption } from '../output.ts';
import { type ScenarioFlags, withScenarioOptions } from '../scenario-options.ts';
import type { Surroundings } from '../surroundings.ts';

interface MutateFlags extends ScenarioFlags {
  readonly only?: readonly string[];
  readonly limit: number;
  readonly maxSurvivors?: number;
  readonly failUnder?: number;
  readonly output: 'text' | 'json';
}

/** `curlew mutate [PATH...]`: the changes to network policies that no scenario notices. */
export function addMutate(program: Command, surroundings: Surroundings): void {
  withScenarioOptions(program.command('mutate'))
    .description('change the policies one thing at a time, and list the changes that no scenario notices')
    .option('--only <kind|path>', 'only policies of a kind, or of a file, folder or glob (repeatable)', collect)
    .addOption(new Option('--limit <n>', 'try no more changes than these').argParser(wholeNumber).default(500))
    .option('--max-survivors <n>', 'end with status 1 where more go unnoticed (default: 0)', wholeNumber)
    .option('--fail-under <percent>', 'end with status 1 where a smaller share is noticed', percentage)
    .addOption(outputOption(['text', 'json']))
    .addHelpText('after', '\nExample:\n  curlew mutate features')
    .action((paths, options) => runMutate(paths, options, surroundings));
}

async function runMutate(paths: readonly string[], flags: MutateFlags, surroundings: Surroundings): Promise<void> {
  const run = await MutationRun.prepare(paths, flags, surroundings);
  const { outcome, textOf } = await outcomeOf(run, flags, surroundings);
  printMutation({ outcome, output: flags.output, textOf }, surroundings);
  if (!isEnough(countMutants(outcome.verdicts), flags)) throw new Exit(1);
}

async function outcomeOf(
  run: MutationRun,
  { only, limit }: MutateFlags,
  { cwd }: Surroundings,
): Promise<{ readonly outcome: MutationOutcome; readonly textOf: TextOf }> {
  const witnesses = await run.rehearse();
  const clusters = new Set(witnesses.flatMap((each) => [...each.clusters]));
  const all = mutantsOf(clusters);
  if (all.length === 0) {
    throw new SetupError('there is nothing to change', {
      hint: 'the scenarios load no network policy that the plugin of their cluster enforces',
    });
  }
  const mutants = only === undefined ? all : await onlyMutants(all, only, cwd);
  const verdicts = await judgeMutants(mutants.slice(0, limit), witnesses, (attempts) => run.attempt(attempts));
  const left = Math.max(0, mutants.length - limit);
  return { outcome: { verdicts, left }, textOf: (file) => textIn(clusters, file) };
}

/** A share that is asked for takes the place of the number of survivors. */
function isEnough({ survived, score }: MutationCounts, { maxSurvivors, failUnder }: MutateFlags): boolean {
  const most = maxSurvivors ?? (failUnder === undefined ? 0 : Number.POSITIVE_INFINITY);
  return survived <= most && score >= (failUnder ?? 0);
}

function textIn(clusters: Iterable<Cluster>, file: string): string | undefined {
  for (const cluster of clusters) {
    const text = cluster.textOf(file);
    if (text !== undefined) return text;
  }
  return undefined;
}
