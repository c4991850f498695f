import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** The rooms whose README shows commands, programs and features; the example of another has a readme.test.ts beside it. */
const ROOMS: readonly string[] = [
  'api',
  'authoring/generate',
  'authoring/mutate',
  'backends',
  'behaviour',
  'clients/kubectl',
  'clients/shell',
  'clients/net-tools',
  'doors',
  'engine/model',
  'grammar',
  'hosts/cli',
  'hosts/cucumber',
  'hosts/vitest',
  'questions/analysis',
  'questions/coverage',
  'questions/lint',
  'report',
  'report/terminal',
  'tooling',
  'tutorial/opening',
  'tutorial/rewriting',
  'tutorial/running',
];

/** The pages whose blocks are run: the README, those of the examples, and those of some rooms. */
export function docPages(): readonly string[] {
  const examples = readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('README.md'))
    .map((path) => join('examples', path));
  return ['README.md', ...examples.sort(), ...ROOMS.map((room) => `src/${room}/README.md`)];
}

/** A fenced block of a page; `line` is that of its first line of text, counted from 1; `language` is empty where none is named. */
export interface Block {
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

export function blocksOf(page: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = readFileSync(join(ROOT, page), 'utf8').split('\n');
  for (let index = 0; index < lines.length; index++) {
    const open = /^```(\w*)$/.exec(lines[index] ?? '');
    if (open === null) continue;
    const start = index + 1;
    while (index + 1 < lines.length && lines[index + 1] !== '```') index++;
    blocks.push({ line: start + 1, language: open[1] ?? '', text: lines.slice(start, index + 1).join('\n') });
    index++;
  }
  return blocks;
}

/** The texts of the blocks below the heading `Example` of a room's README, up to the next heading; `room` is its folder. */
export function exampleOf(room: string): readonly string[] {
  const page = relative(ROOT, join(room, 'README.md'));
  const lines = readFileSync(join(ROOT, page), 'utf8').split('\n');
  const start = lines.findIndex((line) => /^(## |\*\*)Example/.test(line)) + 1;
  if (start === 0) throw new Error(`${page} has no example`);
  const next = lines.findIndex((line, index) => index >= start && line.startsWith('## '));
  const end = next === -1 ? lines.length : next;
  return blocksOf(page)
    .filter(({ line }) => line > start && line <= end)
    .map(({ text }) => text);
}

/** A command of a console block, and the output that the page shows below it. */
export interface Session {
  readonly command: string;
  readonly output: string;
}

export function sessionsOf(text: string): readonly Session[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((session) => {
      const [command = '', ...output] = session.split('\n');
      return { command, output: output.join('\n').trim() };
    });
}

/** A folder whose `curlew` and `npx` lead to the built command line. */
export function binFolder(): string {
  const bin = mkdtempSync(join(tmpdir(), 'curlew docs '));
  const cli = join(ROOT, 'dist/cli.js');
  writeFileSync(join(bin, 'curlew'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`, { mode: 0o755 });
  writeFileSync(join(bin, 'npx'), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  return bin;
}

/**
 * The arguments of a command that calls `curlew` and asks nothing else of a shell: no pipe, no variable, no glob. `undefined`
 * for any other.
 */
export function argumentsOf(command: string): readonly string[] | undefined {
  const [, text] = /^npx curlew((?: (?:[\w./:@,=%+-]+|"[^"$`\\]*"))+)$/.exec(command) ?? [];
  return text?.match(/[^\s"]+|"[^"]*"/g)?.map((word) => word.replace(/^"(.*)"$/, '$1'));
}

/**
 * Runs a command as a reader would type it, at the top of the project; standard output, then standard error. Throws
 * where the program itself broke (a missing build, say): that is no output to show.
 */
export function runCommand(command: string, bin: string): string {
  const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}`, NO_COLOR: '1' };
  const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: ROOT, encoding: 'utf8', env });
  if (/MODULE_NOT_FOUND|node:internal/.test(stderr)) throw new Error(`the command line is not built: ${stderr}`);
  if (/^Node\.js v\d|please report it/m.test(stderr)) throw new Error(`${command}\n${stderr}`);
  return `${stdout}${stderr}`.trim();
}

/** Reports whether an output is what a page shows; there `...` alone on a line stands for any lines. */
export function isShown(output: string, shown: string): boolean {
  const escaped = shown.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/^\\\.\\\.\\\.$/gm, '(?:.*\\n)*?.*')}$`).test(output);
}
