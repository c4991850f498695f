import { type Command, Option } from 'commander';
import type { RunContext, RunSettings } from '../../behaviour/index.ts';
import type { RunOptions } from '../cucumber/index.ts';
import { collect, jsonValue } from './flag-values.ts';
import { builtinStepFiles, runAssets } from './package-files.ts';
import type { Surroundings } from './surroundings.ts';

/** The flags that say which scenarios there are, and what they run with. */
export interface ScenarioFlags
  extends Pick<
    RunOptions,
    'tags' | 'name' | 'language' | 'worldParameters' | 'import' | 'require' | 'requireModule' | 'config' | 'profile'
  > {
  readonly cluster?: string;
  readonly namespace?: string;
}

/** Adds those flags, and the paths of feature files, to a command. */
export function withScenarioOptions(command: Command): Command {
  return command
    .argument('[path...]', 'feature files, folders, globs, or FILE:LINE; default: features/')
    .option('--cluster <profile|file>', 'the cluster of every scenario, whatever its steps say')
    .option('-n, --namespace <name>', 'the namespace of what names none, where no step says it')
    .option('-t, --tags <expression>', 'only scenarios whose tags match: "@smoke and not @slow"')
    .option('--name <regexp>', 'only scenarios whose name matches (repeatable)', collect)
    .option('--language <iso>', 'the language of feature files that do not name theirs')
    .addOption(
      new Option('--world-parameters <json>', 'reaches your own steps as this.parameters').argParser(jsonValue),
    )
    .option('-i, --import <path>', 'step files beside those that are found (repeatable)', collect)
    .option('-r, --require <path>', 'the same as --import (repeatable)', collect)
    .option('--require-module <name>', 'a module to load before everything else (repeatable)', collect)
    .option('-c, --config <file>', 'a cucumber configuration file; none is read otherwise')
    .option('-p, --profile <name>', 'a profile of the configuration file (repeatable)', collect);
}

type Host = Pick<
  RunOptions,
  'cwd' | 'env' | 'stderr' | 'builtinSteps' | 'assets' | 'worldParameters' | 'handed' | 'slips'
>;

/**
 * What every run of scenarios has in common: where it happens, our own steps, and what those are told: its settings in
 * every process, what is handed to those of this one, and slips.
 */
export async function hostOf(
  { cluster, namespace, worldParameters, notices }: ScenarioFlags & Pick<RunSettings, 'notices'>,
  { cwd, env, stderr, process }: Surroundings,
  context: RunContext = {},
): Promise<Host> {
  const { handedParametersOf, worldParametersOf } = await import('../../behaviour/index.ts');
  const { SLIPS } = await import('../../grammar/index.ts');
  const settings = {
    cwd,
    ...(cluster === undefined ? {} : { cluster }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(notices === undefined ? {} : { notices }),
  };
  return {
    cwd,
    env,
    stderr,
    builtinSteps: builtinStepFiles(),
    assets: runAssets(process),
    worldParameters: worldParametersOf(settings, worldParameters),
    handed: handedParametersOf({ notice: (line) => stderr.write(`${line}\n`), ...context }),
    slips: SLIPS,
  };
}
