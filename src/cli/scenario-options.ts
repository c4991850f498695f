import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RunOptions } from '../cucumber-host/index.ts';

/** The flags that say which scenarios there are, and what they run with. */
export interface ScenarioFlags {
  readonly cluster?: string;
  readonly tags?: string;
  readonly name?: readonly string[];
  readonly language?: string;
  readonly worldParameters?: Readonly<Record<string, unknown>>;
  readonly import?: readonly string[];
  readonly require?: readonly string[];
  readonly requireModule?: readonly string[];
  readonly config?: string;
  readonly profile?: readonly string[];
}

/** Adds those flags, and the paths of feature files, to a command. */
export function withScenarioOptions(command: Command): Command {
  return command
    .argument('[path...]', 'feature files, folders, globs, or FILE:LINE; default: features/')
    .option('--cluster <profile|file>', 'the cluster of every scenario, whatever its steps say')
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

/** What the flags say to a run of cucumber. */
export function scenarioOptions(flags: ScenarioFlags): Partial<RunOptions> {
  const { tags, name, language, worldParameters, import: imports, require, requireModule, config, profile } = flags;
  return {
    ...(tags === undefined ? {} : { tags }),
    ...(name === undefined ? {} : { names: name }),
    ...(language === undefined ? {} : { language }),
    ...(worldParameters === undefined ? {} : { worldParameters }),
    ...(imports === undefined ? {} : { import: imports }),
    ...(require === undefined ? {} : { require }),
    ...(requireModule === undefined ? {} : { requireModules: requireModule }),
    ...(config === undefined ? {} : { config }),
    ...(profile === undefined ? {} : { profiles: profile }),
  };
}

export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

export function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it takes a whole number');
}

export function percentage(text: string): number {
  const value = Number(text.replace(/%$/, ''));
  if (text !== '' && value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError('it takes a percentage, such as 80');
}

export function jsonValue(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw new InvalidArgumentError(`it takes JSON: ${(cause as Error).message}`);
  }
}
