import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { DOORS } from './doors.ts';
import { writeLicenses } from './licenses.ts';

const SHARED: BuildOptions = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // What Curlew itself needs is bundled, since finding a hundred files takes longer than reading one.
  external: ['@cucumber/cucumber', 'vitest', 'tsx'],
  logLevel: 'warning',
  // A third less to read and parse at each start. Names stay: exit statuses and messages rest on those of error classes.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
};

/** Builds the command line, the doors, and what cucumber loads by path, and puts what several of them need into chunks. */
export async function bundleOwn(target: string): Promise<void> {
  const doors = DOORS.filter(({ name }) => name !== 'steps').map(({ name, source }) => [name, source]);
  const { metafile } = await build({
    ...SHARED,
    entryPoints: {
      ...Object.fromEntries(doors),
      cli: 'src/hosts/cli/main.ts',
      // The commands without the process around them: tests call them.
      commands: 'src/hosts/cli/curlew.ts',
      formatter: 'src/hosts/cucumber/formatter.ts',
      redirect: 'src/hosts/cucumber/redirect.ts',
      'line-filter': 'src/hosts/cucumber/line-filter.ts',
    },
    outdir: target,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    metafile: true,
    plugins: [withoutIdlePrograms],
    // The bundled CommonJS packages require Node's own modules.
    banner: { js: `import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);` },
  });
  writeLicenses(`${target}/LICENSES.txt`, metafile);
}

/**
 * Cucumber in one file (see hosts/cucumber/bundled-cucumber.ts). It lies two folders deep, as in its package: cucumber
 * knows its own stack frames by that.
 */
export async function bundleCucumber(target: string): Promise<void> {
  const { version } = createRequire(import.meta.url)('@cucumber/cucumber/package.json') as { readonly version: string };
  const contents = `exports.version = ${JSON.stringify(version)};
exports.main = require('@cucumber/cucumber');
exports.api = require('@cucumber/cucumber/api');`;
  const { metafile } = await build({
    ...SHARED,
    stdin: { contents, resolveDir: process.cwd(), loader: 'js' },
    external: [],
    plugins: [nativeMatchIndices],
    format: 'cjs',
    keepNames: true,
    outfile: `${target}/vendor/lib/cucumber.cjs`,
    metafile: true,
  });
  writeLicenses(`${target}/vendor/LICENSES.txt`, metafile);
}

/** Builds the steps, each file for itself. */
export async function bundleSteps(target: string): Promise<void> {
  const entryPoints = readdirSync('steps').map((file) => join('steps', file));
  await build({ ...SHARED, entryPoints, outdir: target, plugins: [keepStepsApart] });
}

/**
 * Every step is matched through a polyfill of the flag `d` of regular expressions, which parses each expression anew:
 * a tenth of the start. Node has had the flag since version 16.
 */
const nativeMatchIndices: Plugin = {
  name: 'native-match-indices',
  setup(builder) {
    builder.onResolve({ filter: /^regexp-match-indices$/ }, ({ path }) => ({ path, namespace: 'native' }));
    builder.onLoad({ filter: /.*/, namespace: 'native' }, () => ({
      contents: `const measured = new WeakMap();
module.exports = (regexp, text) => {
  let twin = measured.get(regexp);
  if (twin === undefined) measured.set(regexp, (twin = new RegExp(regexp.source, regexp.flags.replace('d', '') + 'd')));
  return regexp.test(text) ? twin.exec(text) : null;
};`,
      loader: 'js',
    }));
  },
};

/** What just-bash would load for programs that no shell of ours has: HTTP, SQLite, and archives of rarer kinds. */
const withoutIdlePrograms: Plugin = {
  name: 'without-idle-programs',
  setup(builder) {
    const idle = /^(?:@mongodb-js\/zstd|node-liblzma|sql\.js|turndown)$|\/undici-\w+\.js$/;
    builder.onResolve({ filter: idle }, ({ path, importer }) =>
      /[\\/]just-bash[\\/]/.test(importer) ? { path, namespace: 'idle' } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: 'idle' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

/**
 * Keeps every step file a file of its own, with its literal calls of Given, When and Then: that is how editors find
 * sentences.
 */
const keepStepsApart: Plugin = {
  name: 'keep-steps-apart',
  setup(builder) {
    builder.onResolve({ filter: /^\.\.\/src\/doors\/cucumber\.ts$/ }, () => ({
      path: '../cucumber.js',
      external: true,
    }));
    builder.onResolve({ filter: /^\.\/.*\.ts$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${basename(path, '.ts')}.js`, external: true },
    );
  },
};
