import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { curlew, type Ran } from '../../hosts/cli/testing/curlew.ts';

/* Runs the features of all backends against the example of the README, which can do nothing that needs an ability. */
const ROOT = join(import.meta.dirname, '../../..');
const README = readFileSync(join(ROOT, 'src/backends/README.md'), 'utf8');

let folder = '';
beforeAll(() => {
  // Inside the package, so that `import 'curlew/cucumber'` finds the package itself.
  folder = mkdtempSync(join(ROOT, 'dist', 'backend-'));
  writeFileSync(join(folder, 'observed.mjs'), /```js\n([\s\S]*?)```/.exec(README)?.[1] ?? '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: readonly string[]): Promise<Ran> {
  const settings = JSON.stringify({ curlew: { backend: join(folder, 'observed.mjs') } });
  return curlew(['run', ...args, '--world-parameters', settings]);
}

/** The scenarios of a feature, each with what its report says below it. */
function scenariosIn(stdout: string, mark: string): readonly string[] {
  return stdout.split('\n').flatMap((line, index, lines) => {
    const name = new RegExp(`^  ${mark} (.*)$`).exec(line)?.[1];
    const below = lines[index + 1] ?? '';
    return name === undefined ? [] : [`${name}${below.startsWith('      | ') ? below.replace(/^ *\|/, ':') : ''}`];
  });
}

describe('a backend that only observes', () => {
  test.each([[], ['--parallel', '2']])(
    'answers what every backend does, and skips the rest with its reason: %j',
    async (...args) => {
      const { stdout, stderr, status } = await run('features/backends', ...args);
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
      const written = readFileSync(join(ROOT, 'features/backends/every-backend.feature'), 'utf8');
      expect(scenariosIn(stdout, '✓')).toHaveLength(written.match(/^ {2}Scenario:/gm)?.length ?? 0);
      expect(scenariosIn(stdout, '-')).toEqual([
        'explain, by which policy: skipped: the backend that was asked cannot tell why a connection ends as it does',
        'explain, in words: skipped: the backend that was asked cannot tell why a connection ends as it does',
        'explain, how it was addressed: skipped: the backend that was asked cannot tell why a connection ends as it does',
        'enumerate, over so many pods: skipped: the backend "observed" cannot follow every way that a connection may take',
        'enumerate, one of several: skipped: the backend "observed" cannot follow every way that a connection may take',
        'enumerate, one after the other: skipped: the backend "observed" cannot follow every way that a connection may take',
        'source: skipped: the backend "observed" cannot tell which source address a listener sees',
        'from nodes: skipped: the backend "observed" cannot connect from a node',
        'from outside: skipped: the backend "observed" cannot connect from outside the cluster',
        'choose cluster: skipped: the backend "observed" cannot be another cluster than the one that is there',
        'change: skipped: the backend "observed" cannot change the cluster',
        'faults: skipped: the backend "observed" cannot take nodes down, or keep pods from being ready',
        'moments: skipped: the backend "observed" cannot stop on the way from one state to the next',
        'files: skipped: the backend "observed" cannot read the files of a container',
        'health checks: skipped: the backend "observed" cannot ask the health check of a node',
        'responses: skipped: the backend "observed" cannot tell what a server answers',
        'commands: skipped: the backend "observed" cannot run commands',
        'kubectl: skipped: the backend "observed" cannot run kubectl',
      ]);
    },
  );

  test('is no success where nothing else runs', async () => {
    const { stderr, status } = await run('features/backends/abilities.feature');
    expect(status).toBe(2);
    expect(stderr).toContain('nothing ran: 18 scenarios, all skipped');
  });

  test('counts no coverage: it would be none', async () => {
    const { stdout, status } = await run('features/backends/every-backend.feature', '--coverage-min', '0');
    expect(scenariosIn(stdout, '✓')).toEqual(['what the API server rejects']);
    expect(scenariosIn(stdout, '-')[0]).toContain('cannot tell why a connection ends as it does');
    expect(status).toBe(1);
  });
});

test('a backend that is not there is bad input', async () => {
  const settings = JSON.stringify({ curlew: { backend: './nowhere.mjs' } });
  const { stdout, status } = await curlew([
    'run',
    'features/backends',
    '--name',
    'names',
    '--world-parameters',
    settings,
  ]);
  expect(status).toBe(2);
  expect(stdout).toContain('no backend named "./nowhere.mjs"');
});
