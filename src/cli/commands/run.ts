import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { type CoverageFlags, coverageWanted } from '../coverage-report.ts';
import { builtinStepFiles, runAssets } from '../package-files.ts';

interface RunFlags extends CoverageFlags {
  readonly tags?: string;
  readonly name?: readonly string[];
  readonly parallel?: number;
  readonly shard?: string;
  readonly format?: readonly string[];
  readonly formatOptions?: Readonly<Record<string, unknown>>;
  readonly dryRun?: boolean;
  readonly failFast?: boolean;
  readonly order?: string;
  readonly retry?: number;
  readonly language?: string;
  readonly worldParameters?: Readonly<Record<string, unknown>>;
  readonly import?: readonly string[];
  readonly require?: readonly string[];
  readonly requireModule?: readonly string[];
  readonly config?: string;
  readonly profile?: readonly string[];
  readonly allowEmpty?: boolean;
  readonly strict?: boolean;
  readonly color?: boolean;
  readonly cluster?: string;
}

/** `curlew run [PATH...]`: runs feature files with the built-in sentences, and the user's own steps beside them. */
export function addRun(program: Command): void {
  program
    .command('run')
    .argument('[path...]', 'feature files, folders, globs, or FILE:LINE; default: features/')
    .description('run feature files')
    .option('--cluster <profile|file>', 'the cluster of every scenario, whatever its steps say')
    .option('-t, --tags <expression>', 'only scenarios whose tags match: "@smoke and not @slow"')
    .option('--name <regexp>', 'only scenarios whose name matches (repeatable)', collect)
    .option('--parallel <n>', 'worker processes', wholeNumber)
    .option('--shard <index/total>', 'only this part of the scenarios, counted from 1')
    .option('--format <name[:file]>', 'curlew, progress, pretty, html, junit, message … (repeatable)', collect)
    .addOption(new Option('--format-options <json>', 'settings of the reports').argParser(json))
    .option('-d, --dry-run', 'check that every sentence is defined, and run none')
    .option('--fail-fast', 'stop after the first failure')
    .option('--order <order>', 'defined, reverse, or random[:SEED]')
    .option('--retry <n>', 'run a failing scenario again', wholeNumber)
    .option('--language <iso>', 'the language of feature files that do not name theirs')
    .addOption(new Option('--world-parameters <json>', 'reaches your own steps as this.parameters').argParser(json))
    .option('-i, --import <path>', 'step files beside those that are found (repeatable)', collect)
    .option('-r, --require <path>', 'the same as --import (repeatable)', collect)
    .option('--require-module <name>', 'a module to load before everything else (repeatable)', collect)
    .option('-c, --config <file>', 'a cucumber configuration file; none is read otherwise')
    .option('-p, --profile <name>', 'a profile of the configuration file (repeatable)', collect)
    .option('--coverage [folder]', 'report which policies and Services the spec exercises; the files go to FOLDER')
    .option('--coverage-min <percent>', 'end with status 1 where less is exercised', percent)
    .option('--allow-empty', 'pass when nothing ran')
    .option('--no-strict', 'let pending steps pass')
    .option('--color', 'colour the report, even where it is not read on a terminal')
    .option('--no-color', 'do not colour the report')
    .addHelpText('after', '\nExample:\n  curlew run examples/wordpress')
    .action(runFlags);
}

async function runFlags(paths: readonly string[], flags: RunFlags, command: Command): Promise<void> {
  const { runFeatures } = await import('../../cucumber-host/index.ts');
  const {
    name: names,
    format: formats,
    requireModule: requireModules,
    profile: profiles,
    color,
    cluster,
    coverage: _,
    coverageMin: __,
    ...same
  } = flags;
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
    ...same,
    ...(names === undefined ? {} : { names }),
    ...(formats === undefined ? {} : { formats }),
    ...(requireModules === undefined ? {} : { requireModules }),
    ...(profiles === undefined ? {} : { profiles }),
    ...(command.getOptionValueSource('color') === 'cli' && color !== undefined ? { color } : {}),
  });
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  const covered = status === 0 || status === 1 ? await reportCoverage?.() : undefined;
  process.exitCode = status === 0 && covered === 'too little' ? 1 : status;
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it takes a whole number');
}

function percent(text: string): number {
  const value = Number(text.replace(/%$/, ''));
  if (text !== '' && value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError('it takes a percentage, such as 80');
}

function json(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw new InvalidArgumentError(`it takes JSON: ${(cause as Error).message}`);
  }
}
