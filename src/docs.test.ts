import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { binFolder, blocksOf, docPages, isShown, runCommand, sessionsOf } from './tooling/doc-pages.ts';

/*
 * Runs the pages that people read: every `$ command` of a console block must print what the page shows, every YAML block
 * must be accepted, every Gherkin block must hold, every program must run.
 */
const ROOT = join(import.meta.dirname, '..');

/** What a newcomer types that needs a registry, or is this very suite. */
const RUN_ELSEWHERE: readonly string[] = ['npm ci', 'npm test', 'npm run bench', 'npm install --save-dev curlew'];

let folder = '';

beforeAll(() => {
  // Inside the package, so that `import 'curlew'` finds the package itself.
  folder = mkdtempSync(join(ROOT, 'dist', 'docs-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function curlew(...args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['dist/cli.js', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return `${stdout}${stderr} exit ${status}`;
}

describe.each(docPages())('%s', (page) => {
  const blocks = blocksOf(page);
  const sessions = blocks
    .filter(({ language }) => language === 'console')
    .flatMap(({ line, text }) => sessionsOf(text).map((each) => ({ line, ...each })));

  test.each(sessions)('line $line: $command', ({ command, output }) => {
    const bin = binFolder();
    const printed = runCommand(command, bin);
    rmSync(bin, { recursive: true });
    if (!isShown(printed, output)) expect(printed).toBe(output);
  });

  test.each(blocks.filter(({ language }) => language === 'sh'))('line $line: another test runs this', ({ text }) => {
    const commands = text.split('\n').map((line) => line.replace(/ +#.*$/, ''));
    expect(commands.filter((command) => !RUN_ELSEWHERE.includes(command))).toEqual([]);
  });

  test.each(blocks.filter(({ language }) => language === 'gherkin'))('line $line: the spec holds', ({ text }) => {
    const file = join(folder, 'page.feature');
    writeFileSync(file, /^Feature:/m.test(text) ? text : `Feature: a page\n${text}`);
    expect(curlew('run', file)).toMatch(/passed\)[\s\S]*exit 0$/);
  });

  test.each(blocks.filter(({ language }) => language === 'yaml'))('line $line: the YAML is accepted', ({ text }) => {
    const file = join(folder, 'page.yaml');
    writeFileSync(file, text);
    const isCluster = /^kind: Cluster$|^cluster: /m.test(text);
    const flags = isCluster ? ['--cluster', file, '-f', 'examples/wordpress/manifests'] : ['-f', file];
    expect(curlew('get', 'nodes', ...flags)).toMatch(/Ready[\s\S]*exit 0$/);
  });

  test.each(blocks.filter(({ language }) => language === 'ts'))('line $line: the program runs', ({ text }) => {
    const isTest = /from 'vitest'/.test(text);
    const file = join(folder, isTest ? 'page.test.ts' : 'page.ts');
    writeFileSync(file, text);
    const args = isTest
      ? ['node_modules/vitest/vitest.mjs', 'run', '--root', ROOT, '--dir', folder]
      : ['--import', 'tsx', file];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    expect(`${stdout}${stderr} exit ${status}`).toMatch(/exit 0$/);
  });

  test('it shows something that runs', () => {
    expect(sessions.length).toBeGreaterThan(0);
  });
});
