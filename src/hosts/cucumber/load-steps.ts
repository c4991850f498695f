import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import type { IRunConfiguration, IRunEnvironment, ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { literalGlob } from './literal-glob.ts';
import type { RunOptions } from './run-options.ts';
import { RunUsageError } from './run-usage-error.ts';
import { typeScriptLoader } from './typescript-loader.ts';

type Cucumber = typeof import('@cucumber/cucumber/api');

interface StepsToLoad {
  readonly configuration: IRunConfiguration;
  /** The user's step files, absolute. */
  readonly stepFiles: readonly string[];
  /** Any feature file of the run. Cucumber searches `features/` for them if it is given none. */
  readonly feature: string;
}

/**
 * Loads the built-in steps, then the user's. Worker processes import the same list of files again, so whatever a file
 * needs to load (the redirect, tsx) is on the list before it. A user's file that does not load throws a `RunUsageError`.
 */
export async function loadSteps(
  cucumber: Cucumber,
  options: RunOptions,
  environment: IRunEnvironment,
  { configuration, stepFiles, feature }: StepsToLoad,
): Promise<ISupportCodeLibrary> {
  const loader = typeScriptLoader(stepFiles, options.cwd);
  const first = stepFiles.length === 0 ? [] : [options.assets.redirect, ...(loader === undefined ? [] : [loader])];
  const { requireModules = [], loaders = [] } = configuration.support;
  const support = {
    requireModules: [...requireModules, ...(options.requireModule ?? [])],
    requirePaths: [],
    loaders,
    importPaths: [...first, ...options.builtinSteps, ...stepFiles].map(literalGlob),
  };
  const sources = { ...configuration.sources, paths: [literalGlob(feature)] };
  try {
    return await cucumber.loadSupport({ sources, support }, environment);
  } catch (error) {
    const file = await firstThatFails(stepFiles);
    if (file === undefined) throw error;
    throw new RunUsageError(`cannot load the step file ${file}\n${withoutNodeFrames(error)}`, {
      cause: error,
      ...(isMoreThanTypes(error) ? { hint: 'tsx compiles it: npm install --save-dev tsx' } : {}),
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

/** Node strips types, and compiles nothing: https://nodejs.org/api/typescript.html#typescript-features */
function isMoreThanTypes(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'code') === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX';
}

function withoutNodeFrames(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? String(error)) : inspect(error);
  return text
    .split('\n')
    .filter((line) => !/^\s+at .*(?:node:internal|node_modules)/.test(line))
    .join('\n');
}
