import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { IConfiguration, IResolvedConfiguration, IRunConfiguration } from '@cucumber/cucumber/api';
import type { Origin } from './fault.ts';
import type { SelectedFeature } from './feature-paths.ts';
import { FORMATTER_OPTIONS, type FormatterOptions } from './formatter.ts';
import { LINE_FILTER_OPTIONS } from './line-filter.ts';
import { literalGlob } from './literal-glob.ts';
import { wantsColour } from './paint.ts';
import type { RunOptions } from './run-options.ts';

/** What a run adds to the configuration that cucumber loaded. */
interface RunPlan {
  readonly options: RunOptions;
  readonly origin: Origin;
  readonly features: readonly SelectedFeature[];
}

/** The configuration of the run, without step files: {@link loadSteps} loads those. */
export function runConfiguration(loaded: IResolvedConfiguration, plan: RunPlan): IRunConfiguration {
  const { useConfiguration: flat, runConfiguration: configuration } = loaded;
  const order = (plan.options.order ?? flat.order) as IConfiguration['order'];
  const paths = plan.features.map((feature) => literalGlob(feature.path));
  const plugins = pluginsOf(configuration, plan);
  return {
    ...configuration,
    sources: { ...configuration.sources, order, paths },
    runtime: {
      ...configuration.runtime,
      worldParameters: { ...configuration.runtime.worldParameters, ...plan.options.handed },
    },
    formats: formatsOf(loaded, plan),
    ...(plugins === undefined ? {} : { plugins }),
  };
}

/** Cucumber's formats, with `curlew` for ours, which also prints if no other does. Nothing is ever published. */
function formatsOf({ useConfiguration: flat, runConfiguration: { formats } }: IResolvedConfiguration, plan: RunPlan) {
  const { stdout, env, assets, color, slips = [] } = plan.options;
  const { cwd, definedFrom, builtinRoot, userSteps } = plan.origin;
  const own = pathToFileURL(assets.formatter).href;
  const named = (name: string) => (name === 'curlew' ? own : name);
  // Cucumber falls back to `progress`, so that is the user's choice only if it is on the list.
  const chosen = formats.stdout !== 'progress' || flat.format.some((format) => /^"?progress"?$/.test(String(format)));
  const githubWorkspace = env['GITHUB_ACTIONS'] === 'true' ? env['GITHUB_WORKSPACE'] : undefined;
  const curlew: FormatterOptions = {
    cwd,
    definedFrom,
    builtinRoot,
    userSteps,
    colour: color ?? wantsColour(stdout, env),
  };
  return {
    stdout: chosen ? named(formats.stdout) : own,
    files: Object.fromEntries(Object.entries(formats.files).map(([file, name]) => [file, named(name)])),
    options: {
      ...formats.options,
      [FORMATTER_OPTIONS]: {
        ...curlew,
        userSteps: [...userSteps],
        slips: slips.map((each) => ({ ...each })),
        ...(githubWorkspace && { githubWorkspace }),
      },
    },
    publish: false as const,
  };
}

function pluginsOf({ plugins }: IRunConfiguration, { options: { cwd, assets }, features }: RunPlan) {
  const partial = features.filter((feature) => feature.lines.length > 0);
  if (partial.length === 0) return plugins;
  const lines = Object.fromEntries(partial.map((feature) => [relative(cwd, feature.path), [...feature.lines]]));
  return {
    specifiers: [...(plugins?.specifiers ?? []), pathToFileURL(assets.lineFilter).href],
    options: { ...plugins?.options, [LINE_FILTER_OPTIONS]: { lines } },
  };
}
