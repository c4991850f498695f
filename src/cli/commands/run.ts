import { type Command, Option } from 'commander';
import { type CoverageFlags, coverageWanted } from '../coverage-report.ts';
import { builtinStepFiles, runAssets } from '../package-files.ts';
import {
  collect,
  jsonValue,
  percentage,
  type ScenarioFlags,
  scenarioOptions,
  wholeNumber,
  withScenarioOptions,
} from '../scenario-options.ts';

interface RunFlags extends ScenarioFlags, CoverageFlags {
  readonly parallel?: number;
  readonly shard?: string;
  readonly format?: readonly string[];
  readonly formatOptions?: Readonly<Record<string, unknown>>;
  readonly dryRun?: boolean;
  readonly failFast?: boolean;
  readonly order?: string;
  readonly retry?: number;
  readonly allowEmpty?: boolean;
  readonly strict?: boolean;
  readonly color?: boolean;
}

/** `curlew run [PATH...]`: runs feature files with the built-in sentences, and the user's own steps beside them. */
export function addRun(program: Command): void {
  withScenarioOptions(program.command('run'))
    .description('run feature files')
    .option('--parallel <n>', 'worker processes', wholeNumber)
    .option('--shard <index/total>', 'only this part of the scenarios, counted from 1')
    .option('--format <name[:file]>', 'curlew, progress, pretty, html, junit, message … (repeatable)', collect)
    .addOption(new Option('--format-options <json>', 'settings of the reports').argParser(jsonValue))
    .option('-d, --dry-run', 'check that every sentence is defined, and run none')
    .option('--fail-fast', 'stop after the first failure')
    .option('--order <order>', 'defined, reverse, or random[:SEED]')
    .option('--retry <n>', 'run a failing scenario again', wholeNumber)
    .option('--coverage [folder]', 'report which policies and Services the spec exercises; the files go to FOLDER')
    .option('--coverage-min <percent>', 'end with status 1 where less is exercised', percentage)
    .option('--allow-empty', 'pass when nothing ran')
    .option('--no-strict', 'let pending steps pass')
    .option('--color', 'colour the report, even where it is not read on a terminal')
    .option('--no-color', 'do not colour the report')
    .addHelpText('after', '\nExample:\n  curlew run examples/wordpress')
    .action(runFlags);
}

async function runFlags(paths: readonly string[], flags: RunFlags, command: Command): Promise<void> {
  const { runFeatures } = await import('../../cucumber-host/index.ts');
  const { cluster, parallel, shard, format, formatOptions, dryRun, failFast, order, retry, allowEmpty, strict } = flags;
  const reportCoverage = coverageWanted(flags);
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const { status, problems } = await runFeatures({
    cwd: process.cwd(),
    builtinSteps: builtinStepFiles(),
    assets: runAssets(),
    stdout: process.stdout,
    stderr: process.stderr,
    env: cluster === undefined ? process.env : { ...process.env, CURLEW_CLUSTER: cluster },
    signal: interrupt.signal,
    paths,
    ...scenarioOptions(flags),
    ...(parallel === undefined ? {} : { parallel }),
    ...(shard === undefined ? {} : { shard }),
    ...(format === undefined ? {} : { formats: format }),
    ...(formatOptions === undefined ? {} : { formatOptions }),
    ...(dryRun === undefined ? {} : { dryRun }),
    ...(failFast === undefined ? {} : { failFast }),
    ...(order === undefined ? {} : { order }),
    ...(retry === undefined ? {} : { retry }),
    ...(allowEmpty === undefined ? {} : { allowEmpty }),
    ...(strict === undefined ? {} : { strict }),
    ...(reportCoverage === undefined ? {} : { inOneProcess: 'coverage' }),
    ...(command.getOptionValueSource('color') === 'cli' && flags.color !== undefined ? { color: flags.color } : {}),
  });
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  const covered = status === 0 || status === 1 ? await reportCoverage?.() : undefined;
  process.exitCode = status === 0 && covered === 'too little' ? 1 : status;
}
