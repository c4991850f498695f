import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { LogLevel } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';

/**
 * `npm run mutation -- [ROOM[/FILE]...] [--force]`: changes the code of a room in one place after the other, and runs the tests of
 * that room against each change. Prints the changes that no test notices, and the share that is noticed; status 1 where a room,
 * or the part of it that was asked for, has less than 90 %. What did not change since the last run is not tried again.
 */
const ROOMS = ['policy', 'kube-proxy', 'dns', 'datapath'];
const CACHE = 'node_modules/.cache/mutation';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { force: { type: 'boolean', default: false } },
});
const wanted = positionals.length === 0 ? ROOMS : positionals;
const unknown = wanted.filter((each) => !ROOMS.includes(roomOf(each)));
if (unknown.length > 0) {
  process.stderr.write(
    `error: no room named ${unknown.join(', ')}: ${ROOMS.join(', ')}, or a file below one of them\n`,
  );
  process.exit(2);
}
for (const each of wanted) await measure(each);

async function measure(asked: string): Promise<void> {
  const room = roomOf(asked);
  const folder = `src/engine/network/${room}`;
  const sandbox = mkdtempSync(join(tmpdir(), 'curlew-mutation-'));
  const stryker = new Stryker({
    mutate: [
      asked === room ? `${folder}/**/*.ts` : `src/engine/network/${asked}`,
      // What only tests use.
      '!src/**/*.{test,fixture,arbitrary}.ts',
      '!src/**/testing/**',
    ],
    // Texts are reviewed by people.
    mutator: { excludedMutations: ['StringLiteral'], plugins: null },
    testRunner: 'warm',
    plugins: [join(import.meta.dirname, 'mutation/warm-runner.ts')],
    testFolder: folder,
    testRunnerNodeArgs: ['--import', 'tsx'],
    coverageAnalysis: 'perTest',
    concurrency: 1,
    // A slow machine makes no mutant endless: those are told by how often they run, long before.
    timeoutMS: 60_000,
    timeoutFactor: 4,
    incremental: true,
    incrementalFile: `${CACHE}/${room}.incremental.json`,
    force: values.force,
    ignorePatterns: ['dist', 'examples', 'features'],
    tempDirName: sandbox,
    // Its other processes do not run TypeScript, and warn of the runner, which they do not need.
    logLevel: 'error' as LogLevel,
    reporters: ['progress-append-only', 'clear-text', 'json'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    jsonReporter: { fileName: `${CACHE}/${room}.json` },
    thresholds: { high: 95, low: 90, break: 90 },
    allowConsoleColors: false,
  });
  try {
    await stryker.runMutationTest();
  } finally {
    rmSync(sandbox, { recursive: true, force: true });
  }
}

function roomOf(asked: string): string {
  return asked.split('/')[0] ?? '';
}
