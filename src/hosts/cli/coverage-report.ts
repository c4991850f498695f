import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { type CoverageUnit, type Observer, SetupError } from '../../engine/model/index.ts';
import { Coverage, coverageObserver } from '../../questions/coverage/index.ts';
import {
  alignCells,
  annotate,
  coverageJson,
  coverageRows,
  formatLcov,
  missingLines,
  notExercised,
  percentOf,
} from '../../report/index.ts';
import type { Surroundings } from './surroundings.ts';

/** The flags of `curlew run` that say whether and how to count. */
export interface CoverageFlags {
  /** The folder of the files. */
  readonly coverage?: string;
  /** In percent. */
  readonly coverageMin?: number;
  readonly parallel?: number;
  readonly format?: readonly string[];
}

/** Where the files go unless the flag names a folder. */
export const COVERAGE_FOLDER = 'coverage';

/** Formats whose output a program reads: nothing else may stand on standard output. */
const FOR_PROGRAMS = /^(html|json|junit|message|rerun|usage-json)$/;

/** A run that is counted. */
export interface CountedRun {
  /** Hears what the run judges. */
  readonly observer: Observer;
  /** Prints the table after the run, writes the files, and says whether what is exercised is enough. */
  report(): Promise<'enough' | 'too little'>;
}

/** What counts a run, where the flags ask for it. */
export function coverageWanted(flags: CoverageFlags, surroundings: Surroundings): CountedRun | undefined {
  const { coverage, coverageMin, parallel = 0 } = flags;
  if (coverage === undefined && coverageMin === undefined) return undefined;
  if (parallel > 0) {
    throw new SetupError('coverage is counted in one process', { hint: 'leave out --parallel, or --coverage' });
  }
  const counted = new Coverage();
  return { observer: coverageObserver(() => counted), report: () => report(counted.units, flags, surroundings) };
}

async function report(
  units: readonly CoverageUnit[],
  { coverage: folder = COVERAGE_FOLDER, coverageMin, format = [] }: CoverageFlags,
  { cwd, stdout, stderr }: Surroundings,
): Promise<'enough' | 'too little'> {
  if (units.length === 0) {
    stderr.write('coverage: the scenarios load no network policy and no Service\n');
    return coverageMin === undefined ? 'enough' : 'too little';
  }
  const stream = format.some((each) => FOR_PROGRAMS.test(each)) ? stderr : stdout;
  stream.write(`\n${alignCells(coverageRows(units)).join('\n')}\n`);
  const missing = percentOf(units) < (coverageMin ?? 0) ? [] : missingLines(units);
  if (missing.length > 0) stream.write(`\nnot exercised\n${missing.map((line) => `  ${line}\n`).join('')}`);
  await writeFiles({ cwd, folder: resolve(cwd, folder) }, units).catch((cause: Error) => {
    throw new SetupError(`cannot write to ${folder}: ${cause.message}`, { cause });
  });
  return verdict(units, coverageMin ?? 0, stderr);
}

function verdict(units: readonly CoverageUnit[], least: number, stderr: Writable): 'enough' | 'too little' {
  const percent = percentOf(units);
  if (percent >= least) return 'enough';
  const missing = notExercised(units).map((each) => `\n  ${each}`);
  stderr.write(
    `coverage is ${(Math.floor(percent * 10) / 10).toFixed(1)}%, less than ${least}%: no expectation exercises${missing.join('')}\n`,
  );
  return 'too little';
}

/** `lcov.info`, `coverage.json`, and each manifest with comments; no file's name ends as a manifest's, so that none is taken for one. */
async function writeFiles(
  { cwd, folder }: { readonly cwd: string; readonly folder: string },
  units: readonly CoverageUnit[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'lcov.info'), formatLcov(units));
  await writeFile(join(folder, 'coverage.json'), `${JSON.stringify(coverageJson(units), null, 2)}\n`);
  for (const file of new Set(units.map(({ rule }) => rule.location.file))) {
    const text = await readFile(resolve(cwd, file), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const ofFile = units.filter(({ rule }) => rule.location.file === file);
    const target = join(folder, 'annotated', `${inside(file)}.txt`);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, annotate(text, ofFile));
  }
}

/** A file that is not below the working directory is written as if it were. */
function inside(file: string): string {
  return relative('/', resolve('/', file)).replaceAll(':', '');
}
