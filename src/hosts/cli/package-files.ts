import { fileURLToPath } from 'node:url';
import type { RunAssets } from '../cucumber/index.ts';
import type { Surroundings } from './surroundings.ts';

/** The files of the built package that cucumber imports by path; this module is part of `dist` when they are asked for. */
const dist = fileURLToPath(new URL('.', import.meta.url).href.replace(/chunks\/$/, ''));

/** The compiled steps: one file that imports the others, since cucumber looks for each path that it is given. */
export function builtinStepFiles(): readonly string[] {
  return [`${dist}steps/index.js`];
}

export function runAssets(process: Surroundings['process']): RunAssets {
  return {
    formatter: `${dist}formatter.js`,
    redirect: `${dist}redirect.js`,
    lineFilter: `${dist}line-filter.js`,
    // It takes the place of the package, for good: where others run beside us, it might be too late for that.
    ...(process === 'its own' ? { cucumber: `${dist}vendor/lib/cucumber.cjs` } : {}),
  };
}

/** The catalogue of sentences, made by the build. */
export function catalogueFile(): string {
  return `${dist}steps.json`;
}
