import Module, { createRequire } from 'node:module';
import type { RunOptions } from './run-options.ts';

type CucumberApi = typeof import('@cucumber/cucumber/api');

/** What the build makes of cucumber: one file in place of four hundred, which halves the time to load it. */
interface Bundle {
  readonly version: string;
  /** What `require('@cucumber/cucumber')` gives. */
  readonly main: unknown;
  readonly api: CucumberApi;
}

/** The reports that need no file of cucumber's packages beside its code. */
const PLAIN_FORMATS: readonly string[] = ['curlew', 'progress', 'summary', 'message', 'rerun'];

/**
 * Cucumber's API: from the bundle where that can serve the run, else from the installed package.
 *
 * The bundle takes the package's place in the module cache, so that whoever imports `@cucumber/cucumber` gets the same
 * copy. Worker processes, the HTML report and configuration files look for files of the package: they get the package.
 */
export async function loadCucumber(options: RunOptions): Promise<CucumberApi> {
  if (!needsPackage(options) && options.assets.cucumber !== undefined) {
    const api = fromBundle(options.assets.cucumber);
    if (api !== undefined) return api;
  }
  return import('@cucumber/cucumber/api');
}

function needsPackage({ parallel = 0, format = [], config, profile = [] }: RunOptions): boolean {
  if (parallel > 0 || config !== undefined || profile.length > 0) return true;
  return format.some((each) => !PLAIN_FORMATS.includes(each.split(':')[0] ?? ''));
}

/** `undefined` where the installed package is of another version: its user chose that one. */
function fromBundle(path: string): CucumberApi | undefined {
  const require = createRequire(import.meta.url);
  const installed = require('@cucumber/cucumber/package.json') as { readonly version: string };
  const bundle = require(path) as Bundle;
  if (bundle.version !== installed.version) return undefined;
  const place = require.resolve('@cucumber/cucumber');
  const stand = new Module(place);
  require.cache[place] = Object.assign(stand, { filename: place, loaded: true, exports: bundle.main });
  return bundle.api;
}
