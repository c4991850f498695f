import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { transformSync } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { curlew, ROOT } from './hosts/cli/testing/curlew.ts';
import {
  argumentsOf,
  type Block,
  binFolder,
  blocksOf,
  docPages,
  isShown,
  runCommand,
  sessionsOf,
} from './tooling/doc-pages.ts';

/*
 * Runs the pages that people read: every `$ command` of a console block must print what the page shows, every YAML block
 * must be accepted, every Gherkin block must hold, every program must run.
 */

/** What a newcomer types that needs a registry, or is this very suite. */
const RUN_ELSEWHERE: readonly string[] = ['npm ci', 'npm test', 'npm run bench', 'npm install --save-dev curlew'];

/** A project that has installed what its programs import. */
const folder = mkdtempSync(join(tmpdir(), 'curlew docs '));
mkdirSync(join(folder, 'node_modules'));
symlinkSync(ROOT, join(folder, 'node_modules/curlew'), 'junction');
symlinkSync(join(ROOT, 'node_modules/vitest'), join(folder, 'node_modules/vitest'), 'junction');
const bin = binFolder();

afterAll(() => {
  for (const each of [folder, bin]) rmSync(each, { recursive: true, force: true });
});

/** What a command prints: in this process, if it needs no shell. */
async function printed(command: string): Promise<string> {
  const args = argumentsOf(command);
  if (args === undefined) return runCommand(command, bin);
  const { status, stdout, stderr } = await curlew(args);
  expect(status, stderr).not.toBe(3);
  return `${stdout}${stderr}`.trim();
}

const pages = docPages().map((page) => ({ page, blocks: blocksOf(page) }));
const isTest = ({ text }: Block) => /from 'vitest'/.test(text);
const isProgram = (block: Block) => block.language === 'ts' && !isTest(block);

/** Loads modules one after the other, and prints what each threw, as JSON, behind whatever they print themselves. */
const RUN_ALL = `
const threw = [];
for (const file of process.argv.slice(1)) threw.push(await import(file).then(() => null, (error) => String(error?.stack ?? error)));
process.stdout.write('\\n' + JSON.stringify(threw));
`;

let ran: Promise<ReadonlyMap<string, string | null>> | undefined;

/** What the programs of all pages threw, by page and line: one process, as it loads Curlew once, runs them all at the first question. */
function ranPrograms(): Promise<ReadonlyMap<string, string | null>> {
  ran ??= runPrograms();
  return ran;
}

async function runPrograms(): Promise<ReadonlyMap<string, string | null>> {
  const programs = pages.flatMap(({ page, blocks }) => blocks.filter(isProgram).map((block) => ({ page, ...block })));
  const files = programs.map(({ text }, index) => {
    const file = join(folder, `program-${index}.mjs`);
    writeFileSync(file, transformSync(text, { loader: 'ts' }).code);
    return file;
  });
  const args = ['--input-type=module', '-e', RUN_ALL, ...files];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  const threw = JSON.parse(stdout.slice(stdout.lastIndexOf('\n'))) as readonly (string | null)[];
  return new Map(threw.map((each, index) => [`${programs[index]?.page}:${programs[index]?.line}`, each]));
}

describe.each(pages)('$page', ({ page, blocks }) => {
  const sessions = blocks
    .filter(({ language }) => language === 'console')
    .flatMap(({ line, text }) => sessionsOf(text).map((each) => ({ line, ...each })));

  test.each(sessions)('line $line: $command', async ({ command, output }) => {
    const now = await printed(command);
    if (!isShown(now, output)) expect(now).toBe(output);
  });

  test.each(blocks.filter(({ language }) => language === 'sh'))('line $line: another test runs this', ({ text }) => {
    const commands = text.split('\n').map((line) => line.replace(/ +#.*$/, ''));
    expect(commands.filter((command) => !RUN_ELSEWHERE.includes(command))).toEqual([]);
  });

  test.each(blocks.filter(({ language }) => language === 'gherkin'))('line $line: the spec holds', async ({ text }) => {
    const file = join(folder, 'page.feature');
    writeFileSync(file, /^Feature:/m.test(text) ? text : `Feature: a page\n${text}`);
    const ran = await curlew(['run', file]);
    expect(ran).toMatchObject({ status: 0, stdout: expect.stringMatching(/passed\)/) });
  });

  test.each(blocks.filter(({ language }) => language === 'yaml'))('line $line: it is accepted', async ({ text }) => {
    const file = join(folder, 'page.yaml');
    writeFileSync(file, text);
    const isCluster = /^kind: Cluster$|^cluster: /m.test(text);
    const flags = isCluster ? ['--cluster', file, '-f', 'examples/wordpress/manifests'] : ['-f', file];
    const ran = await curlew(['get', 'nodes', ...flags]);
    expect(ran).toMatchObject({ status: 0, stdout: expect.stringContaining('Ready') });
  });

  const programs = blocks.filter(({ language }) => language === 'ts');

  test.each(programs.filter(isProgram))('line $line: the program runs', async ({ line }) => {
    expect((await ranPrograms()).get(`${page}:${line}`)).toBe(null);
  });

  describe.each(programs.filter(isTest))('line $line: the tests hold', async ({ line, text }) => {
    const file = join(folder, `page-${line}.ts`);
    writeFileSync(file, text);
    // They become tests of this suite.
    await import(file);
  });

  test('it shows something that runs', () => {
    const features = blocks.filter(({ language }) => language === 'gherkin');
    expect(sessions.length + programs.length + features.length).toBeGreaterThan(0);
  });
});
