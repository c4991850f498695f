import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import type { IRunConfiguration, IRunEnvironment, ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { CurlewDefect } from '../../engine/model/index.ts';
import { literalGlob } from './literal-glob.ts';
import type { RunOptions } from './run-options.ts';
import { RunUsageError } from './run-usage-error.ts';
import { stepFileHint } from './step-file-hint.ts';
import { typeScriptLoader } from './typescript-loader.ts';

type Cucumber = typeof import('@cucumber/cucumber/api');

interface StepsToLoad {
  readonly configuration: IRunConfiguration;
  /** The user's step files, absolute. */
  readonly stepFiles: readonly string[];
  /** Any feature file of the run. Cucumber searches `features/` for them if it is given none. */
  readonly feature: string;
}

/** What step files define, and the folder that cucumber writes their paths from. */
export interface StepLibrary {
  readonly steps: ISupportCodeLibrary;
  readonly definedFrom: string;
}

/** Node runs a file once in a process, so what a list of files defined serves whoever asks for the same list. */
const libraries = new Map<string, StepLibrary>();
const filesRun = new Set<string>();

/**
 * Loads the built-in steps, then the user's. Worker processes import the same list of files again, so whatever a file
 * needs to load (the redirect, tsx) is on the list before it. A user's file that does not load throws a `RunUsageError`;
 * a file that this process has loaded already, beside others, a `CurlewDefect`: it would define nothing.
 */
export async function loadSteps(
  cucumber: Cucumber,
  options: RunOptions,
  environment: IRunEnvironment,
  { configuration, stepFiles, feature }: StepsToLoad,
): Promise<StepLibrary> {
  const loader = typeScriptLoader(stepFiles, options.cwd);
  const first = stepFiles.length === 0 ? [] : [options.assets.redirect, ...(loader === undefined ? [] : [loader])];
  const { requireModules = [], loaders = [] } = configuration.support;
  const support = {
    requireModules: [...requireModules, ...(options.requireModule ?? [])],
    requirePaths: [],
    loaders,
    importPaths: [...first, ...options.builtinSteps, ...stepFiles].map(literalGlob),
  };
  const key = JSON.stringify(support);
  const known = libraries.get(key);
  if (known !== undefined) return known;
  for (const file of [...options.builtinSteps, ...stepFiles]) {
    if (filesRun.has(file))
      throw new CurlewDefect(`${file} was loaded in this process before, beside other step files`);
    filesRun.add(file);
  }
  const sources = { ...configuration.sources, paths: [literalGlob(feature)] };
  try {
    const steps = await cucumber.loadSupport({ sources, support }, environment);
    const library = { steps, definedFrom: options.cwd };
    libraries.set(key, library);
    return library;
  } catch (error) {
    const file = await firstThatFails(stepFiles);
    if (file === undefined) throw error;
    const hint = stepFileHint(error);
    throw new RunUsageError(`cannot load the step file ${file}\n${withoutNodeFrames(error)}`, {
      cause: error,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

/** Cucumber does not say which file failed, nor does Node for a syntax error. Files that did load are not loaded again. */
async function firstThatFails(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    try {
      await import(pathToFileURL(file).href);
    } catch {
      return file;
    }
  }
  return undefined;
}

function withoutNodeFrames(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? String(error)) : inspect(error);
  return text
    .split('\n')
    .filter((line) => !/^\s+at .*(?:node:internal|node_modules)/.test(line))
    .join('\n');
}
