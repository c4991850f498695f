import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { RunOptions } from '../../cucumber/index.ts';
import { type CoverageFlags, coverageWanted } from '../coverage-report.ts';
import { Exit } from '../failure.ts';
import { collect, jsonValue, percentage, wholeNumber } from '../flag-values.ts';
import { hostOf, type ScenarioFlags, withScenarioOptions } from '../scenario-options.ts';
import type { Surroundings } from '../surroundings.ts';
import { exactly } from '../text-stream.ts';

type OwnFlags = Pick<
  RunOptions,
  | 'parallel'
  | 'shard'
  | 'format'
  | 'formatOptions'
  | 'dryRun'
  | 'failFast'
  | 'order'
  | 'retry'
  | 'allowEmpty'
  | 'strict'
  | 'color'
>;

interface RunFlags extends ScenarioFlags, CoverageFlags, OwnFlags {}

/** `curlew run [PATH...]`: runs feature files with the built-in sentences, and the user's own steps beside them. */
export function addRun(program: Command, surroundings: Surroundings): void {
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
    .option(
      '--coverage [folder]',
      'report which policies and Services the spec exercises; --coverage=FOLDER says where the files go',
    )
    .option('--coverage-min <percent>', 'end with status 1 where less is exercised', percentage)
    .option('--allow-empty', 'pass when nothing ran')
    .option('--no-strict', 'let pending steps pass')
    .option('--color', 'colour the report, even where it is not read on a terminal')
    .option('--no-color', 'do not colour the report')
    .addHelpText('after', '\nExample:\n  curlew run examples/wordpress')
    .action((paths, flags, command) => runFlags({ paths, flags, command }, surroundings));
}

interface RunCommand {
  readonly paths: readonly string[];
  readonly flags: RunFlags;
  /** Knows which flags were given, and which are defaults. */
  readonly command: Command;
}

async function runFlags({ paths, flags, command }: RunCommand, surroundings: Surroundings): Promise<void> {
  const { runFeatures } = await import('../../cucumber/index.ts');
  const { color, ...options } = flags;
  const counted = coverageWanted(flags, surroundings);
  const { status, problems } = await runFeatures({
    ...options,
    ...(await hostOf({ ...flags, notices: 'told' }, surroundings, counted)),
    stdout: exactly(surroundings.stdout),
    paths,
    ...interruption(surroundings),
    ...(counted === undefined ? {} : { inOneProcess: 'coverage' }),
    ...(command.getOptionValueSource('color') === 'cli' && color !== undefined ? { color } : {}),
  });
  for (const left of flags.config === undefined ? leftAside(flags, surroundings) : []) surroundings.stderr.write(left);
  for (const problem of problems) surroundings.stderr.write(`${problem}\n`);
  const covered = status === 0 || status === 1 ? await counted?.report() : undefined;
  if (status !== 0 || covered === 'too little') throw new Exit(status === 0 ? 1 : status);
}

/** An interrupted run says how far it came. */
function interruption({ whenInterrupted, stderr }: Surroundings): Pick<RunOptions, 'whenInterrupted'> {
  if (whenInterrupted === undefined) return {};
  return {
    whenInterrupted: (progress) =>
      whenInterrupted(() =>
        stderr.write(
          `\n${progress()
            .map((line) => `${line}\n`)
            .join('')}`,
        ),
      ),
  };
}

/** The configuration files that cucumber-js reads by itself, in its order (cucumber-js src/configuration/locate_file.ts). */
const CONFIGURATIONS: readonly string[] = ['js', 'cjs', 'mjs', 'json', 'yaml', 'yml'].map((end) => `cucumber.${end}`);

/** Reports whether the folder is Curlew's own, whose configuration is for plain cucumber-js. */
function isOwnCheckout(folder: string): boolean {
  const file = join(folder, 'package.json');
  return existsSync(file) && /^ {2}"name": "curlew",$/m.test(readFileSync(file, 'utf8'));
}

/** A configuration of cucumber that nobody names is not read: what stands in it would change the run silently. */
function leftAside({ profile = [] }: Pick<RunFlags, 'profile'>, { cwd }: Surroundings): readonly string[] {
  if (profile.length > 0 || isOwnCheckout(cwd)) return [];
  return CONFIGURATIONS.filter((name) => existsSync(join(cwd, name)))
    .slice(0, 1)
    .map((name) => `warning: ${name} is left aside; to run with it, say --config ${name}\n`);
}
