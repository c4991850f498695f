import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { IConfiguration, IRunConfiguration, IRunEnvironment } from '@cucumber/cucumber/api';
import { loadCucumber } from './bundled-cucumber.ts';
import { configurationSource } from './configuration-source.ts';
import { defaultFeatures, type SelectedFeature, selectFeatures } from './feature-paths.ts';
import { checkFeatureSize } from './feature-size.ts';
import { loadSteps } from './load-steps.ts';
import type { Envelope } from './messages.ts';
import { wantsColour } from './paint.ts';
import { type Rehearsal, RehearsalLog, rehearsalConfiguration } from './rehearsal.ts';
import { makeReportFolders } from './report-folders.ts';
import { reportStream } from './report-stream.ts';
import { runConfiguration } from './run-configuration.ts';
import type { RunOptions, RunResult } from './run-options.ts';
import { RunUsageError } from './run-usage-error.ts';
import { distinct, findStepFiles, namedStepFiles } from './step-files.ts';
import { Verdict } from './verdict.ts';

/**
 * Runs feature files with the built-in steps and the user's own. Reports go to `stdout`; `problems` are left for the
 * caller to print. Throws `RunUsageError` when the run cannot start. One run at a time in a process: cucumber keeps one
 * set of steps. A step that ends the process ends the run as well, without a word: that is for the caller to watch.
 */
export async function runFeatures(options: RunOptions): Promise<RunResult> {
  const run = await prepareFeatures(options);
  return run();
}

/** Runs the features, each time that it is called: as the options say, or as a rehearsal. */
export type PreparedRun = (rehearsal?: Rehearsal) => Promise<RunResult>;

/** Loads the steps once, and answers with what runs the features. Throws `RunUsageError` when no run can start. */
export async function prepareFeatures(options: RunOptions): Promise<PreparedRun> {
  const { cwd } = options;
  const cucumber = await loadCucumber(options);
  const environment = cucumberEnvironment(options);
  const loaded = await cucumber.loadConfiguration(configurationSource(options), environment).catch(asUsageError);
  const flat = loaded.useConfiguration;
  if (options.inOneProcess !== undefined && flat.parallel > 0) {
    throw new RunUsageError(`${options.inOneProcess} is counted in one process, and parallel is ${flat.parallel}`, {
      hint: 'leave it out, or say --parallel 0, which outranks the configuration file',
    });
  }

  const paths = options.paths?.length ? options.paths : flat.paths;
  const features = paths.length > 0 ? await selectFeatures(paths, cwd) : await defaultFeatures(cwd);
  for (const { path } of features) await checkFeatureSize(path);
  const [feature] = features;
  if (feature === undefined) return async () => nothingToRun(paths, options);

  const builtinSteps = await distinct(options.builtinSteps);
  const userSteps = (await chooseStepFiles(options, flat, features)).filter((file) => !builtinSteps.includes(file));
  const { steps: support, definedFrom } = await loadSteps(cucumber, options, environment, {
    configuration: loaded.runConfiguration,
    stepFiles: userSteps,
    feature: feature.path,
  });
  const origin = { cwd, definedFrom, builtinRoot: packageRoot(builtinSteps, cwd), userSteps };
  const configuration = runConfiguration(loaded, { options, origin, features });

  return async (rehearsal) => {
    const own = rehearsal === undefined ? configuration : rehearsalConfiguration(configuration, rehearsal, options);
    makeReportFolders(Object.keys(own.formats.files), cwd);
    const { dryRun, strict } = own.runtime;
    const { allowEmpty = false } = options;
    const verdict = new Verdict({ ...origin, dryRun, strict, allowEmpty, selection: selectionOf(flat, features, cwd) });
    const resume = options.whenInterrupted?.(() => verdict.progress());
    try {
      const watcher = rehearsal && new RehearsalLog(rehearsal);
      const receive = (envelope: Envelope) => {
        verdict.receive(envelope);
        watcher?.receive(envelope);
      };
      const streams = { ...environment, stdout: reportStream(options.stdout, reportOf(own, options)) };
      const { success } = await cucumber.runCucumber({ ...own, support }, streams, receive);
      if (success && verdict.planned === 0 && flat.shard !== '') {
        const { plan } = await cucumber.loadSources({ ...configuration.sources, shard: '' }, environment);
        if (plan.length > 0) return { status: 0, problems: [`shard ${flat.shard} has no scenario`] };
      }
      return verdict.conclude(success);
    } catch (error) {
      const unwritable = faultOfWriting(error) ?? environment.fault();
      if (unwritable !== undefined) return verdict.unwritable(Object.keys(own.formats.files), unwritable);
      return verdict.started ? verdict.abort(error) : asUsageError(error);
    } finally {
      resume?.();
    }
  };
}

/** The report that goes to standard output. */
function reportOf({ formats }: IRunConfiguration, { stdout, env, color, assets }: RunOptions) {
  const coloured = color ?? (formats.options['colorsEnabled'] === true || wantsColour(stdout, env));
  return { format: formats.stdout, own: pathToFileURL(assets.formatter).href, coloured };
}

function nothingToRun(paths: readonly string[], { allowEmpty }: RunOptions): RunResult {
  const where = paths.length === 0 ? 'in this folder' : `in ${paths.join(', ')}`;
  return { status: allowEmpty === true ? 0 : 2, problems: [`nothing ran: no feature file ${where}`] };
}

async function chooseStepFiles(options: RunOptions, flat: IConfiguration, features: readonly SelectedFeature[]) {
  const paths = features.map((feature) => feature.path);
  const named = [flat.import, flat.require, options.import, options.require].flatMap((each) => each ?? []);
  const found = await Promise.all([findStepFiles(paths, options.cwd), namedStepFiles(named, options.cwd)]);
  return distinct(found.flat());
}

/** The flags that choose scenarios, for the message when none is left. */
function selectionOf({ tags, name, shard }: IConfiguration, features: readonly SelectedFeature[], cwd: string) {
  const partial = features.filter(({ lines }) => lines.length > 0);
  return [
    ...partial.map(({ path, lines }) => [relative(cwd, path), ...lines].join(':')),
    ...(tags === '' ? [] : [`--tags "${tags}"`]),
    ...name.map((each) => `--name "${each}"`),
    ...(shard === '' ? [] : [`--shard ${shard}`]),
  ];
}

/** A disk that is full or broken, as Node words it; cucumber writes it to standard error, and throws something else later. */
const FAULT_OF_WRITING = /^(?:ENOSPC|EDQUOT|EFBIG|EIO|EROFS|EPIPE): .*\bwrite\b/;

/** What {@link FAULT_OF_WRITING} said. */
interface WatchedEnvironment {
  fault(): Error | undefined;
}

function faultOfWriting(error: unknown): Error | undefined {
  return error instanceof Error && FAULT_OF_WRITING.test(error.message) ? error : undefined;
}

/** Parse errors and full disks come back as problems, so cucumber's own lines about them are dropped. */
function cucumberEnvironment({ cwd, stdout, stderr, env }: RunOptions): IRunEnvironment & WatchedEnvironment {
  let fault: Error | undefined;
  const quieter = new Writable({
    write: (chunk, _encoding, done) => {
      const text = String(chunk);
      if (FAULT_OF_WRITING.test(text)) fault = new Error(text.trimEnd());
      else if (!text.startsWith('Parse error in "')) stderr.write(chunk);
      done();
    },
  });
  return { cwd, stdout, stderr: quieter, env: withoutPublishing(env), fault: () => fault };
}

/** The environment without the variables that make cucumber post reports to its service. */
function withoutPublishing(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('CUCUMBER_PUBLISH_')));
}

/** The folder of the package that the built-in steps came in, with a separator at its end. */
function packageRoot([first]: readonly string[], cwd: string): string {
  const start = first === undefined ? cwd : dirname(first);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder + sep;
    if (folder === dirname(folder)) return start + sep;
  }
}

/** Cucumber wraps what goes wrong before the run in sentences about itself; the innermost cause says what it is. */
function asUsageError(error: unknown): never {
  if (error instanceof RunUsageError) throw error;
  let cause = error;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  throw new RunUsageError(cause instanceof Error ? cause.message : String(cause), { cause: error });
}
