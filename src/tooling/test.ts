import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** One part of `npm test`. Its count comes from what the tool itself reports; a part without a count is one test. */
interface Part {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly count?: (output: string) => Count;
}

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const UNIT_REPORT = 'node_modules/.cache/unit.json';

/** Reads "12 scenarios (1 failed, 11 passed)". */
function countScenarios(output: string): Count {
  const [, text = ''] = /^\d+ scenarios? \((.*)\)$/m.exec(output) ?? [];
  const of = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(text)?.[1] ?? 0);
  const total = Number(/^(\d+) scenarios?/m.exec(output)?.[1] ?? 0);
  return { passed: of('passed'), failed: total - of('passed') };
}

function countUnits(): Count {
  const report = JSON.parse(readFileSync(UNIT_REPORT, 'utf8')) as { numPassedTests: number; numFailedTests: number };
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

const BUILD: Part = { name: 'build', command: ['npm', 'run', '--silent', 'prepare'] };

/** Test files share their process, and so the modules that they load: no test changes what another sees. */
const UNIT: Part = {
  name: 'unit, property, architecture and docs',
  command: [
    'npx',
    'vitest',
    'run',
    '--config',
    'src/tooling/vitest.config.ts',
    '--no-isolate',
    // Of two cores vitest would leave one to its main process, which has nothing to do.
    `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`,
    // A slow machine fails no test; what hangs is ended all the same.
    '--testTimeout=60000',
    '--hookTimeout=60000',
    // What was transformed once is kept on the disk by its content, for the next run.
    '--experimental.fsModuleCache',
    '--experimental.fsModuleCachePath=node_modules/.cache/vitest',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${UNIT_REPORT}`,
  ],
  count: countUnits,
};

const FEATURES: Part = {
  name: 'features and examples',
  // The twins fail on purpose: twins.test.ts runs them.
  command: ['node', 'dist/cli.js', 'run', 'features', 'examples', '--tags', 'not @twin'],
  count: countScenarios,
};

/** What reads the sources alone. The type check comes last: the build may write a module for it first. */
const OF_SOURCES: readonly Part[] = [
  { name: 'lint', command: ['npx', 'biome', 'check', '--error-on-warnings', '.'] },
  {
    name: 'unused exports, files and dependencies',
    command: ['npx', 'knip', '--config', 'src/tooling/knip.ts', '--cache'],
  },
  { name: 'type check', command: ['npx', 'tsc', '-p', '.'] },
  // The first type check reads everything, where Node's globals are known.
  { name: 'type check without a host', command: ['npx', 'tsc', '-p', 'src/tsconfig.pure.json'] },
];

/** Two parts at a time, the longest from the first moment on: what runs the build waits for it, the rest does not. */
async function main(): Promise<void> {
  rmSync(UNIT_REPORT, { force: true });
  const results: Count[] = [];
  const built = run(BUILD);
  const ofBuild = async (part: Part) => {
    if ((await built).failed === 0) results.push(await run(part));
  };
  const ofSources = async () => {
    for (const part of OF_SOURCES) results.push(await run(part));
    await ofBuild(FEATURES);
  };
  await Promise.all([ofBuild(UNIT), ofSources()]);
  results.push(await built);
  const sum = (key: keyof Count) => results.reduce((total, result) => total + result[key], 0);
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}

/** Runs a part, shows its whole output where it fails, and one line where it passes. */
async function run({ name, command: [program, ...args], count }: Part): Promise<Count> {
  const started = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  let output = '';
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    output += text.toString();
  });
  const status = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { passed, failed } = counted(count, output, status);
  if (failed > 0) process.stdout.write(`${output}\n`);
  process.stdout.write(`${failed === 0 ? '✓' : '✗'} ${name}: ${passed} passed, ${failed} failed (${seconds} s)\n`);
  return { passed, failed };
}

/** A part that ends badly has at least one failure, whatever it counted; one that counts nothing ran nothing. */
function counted(count: Part['count'], output: string, status: number): Count {
  if (count === undefined) return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  try {
    const { passed, failed } = count(output);
    return { passed, failed: status !== 0 || passed === 0 ? Math.max(1, failed) : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

await main();
