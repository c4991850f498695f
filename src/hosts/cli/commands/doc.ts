import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Cluster } from '../../../api/index.ts';
import { SetupError } from '../../../engine/model/index.ts';
import type { PageResult } from '../../../report/index.ts';
import type { Page } from '../../../tutorial/page/index.ts';
import { Exit } from '../failure.ts';
import { outputOption, printJson } from '../output.ts';
import { pageSentences } from '../page-sentences.ts';
import type { Surroundings } from '../surroundings.ts';
import { exactly } from '../text-stream.ts';
import { version } from '../version.ts';

interface DocOptions {
  readonly output: 'text' | 'json' | 'junit' | 'github' | 'sarif';
  readonly cluster?: string;
  readonly config?: string;
  readonly host?: string;
  readonly chain?: boolean;
  readonly strict?: boolean;
  readonly verbose?: boolean;
  readonly update?: boolean;
  readonly check?: boolean;
  readonly emit?: 'feature';
}

/** A page that ran. */
interface RanPage {
  readonly page: Page;
  readonly text: string;
  readonly result: PageResult;
}

/** `curlew doc PAGE…`: a tutorial page runs as a test. */
export function addDoc(program: Command, surroundings: Surroundings): void {
  program
    .command('doc')
    .description(
      'run tutorial pages as tests: their YAML and shell lines against a cluster, their outputs as expectations',
    )
    .argument('<page...>', 'Markdown, MDX and AsciiDoc pages, plain texts, or folders of pages')
    .option('--cluster <profile|file>', 'the cluster of every page, whatever the page or its curlew.yaml says')
    .option('--config <file>', 'the settings of the pages; default: the curlew.yaml beside each page')
    .option(
      '--host <place>',
      'where the shell of the reader runs: "outside", "node NAME"; default: outside the cluster',
    )
    .option('--chain', 'each page begins with the cluster that the one before it left')
    .option('--strict', 'end with status 1 also where something was not judged')
    .option('--update', 'write what the cluster prints into the pages, where it differs')
    .option('--check', 'print what --update would write, and write nothing')
    .addOption(new Option('--emit <what>', 'print the pages as feature files').choices(['feature']))
    .option('--verbose', 'print every statement, not only those that differ')
    .addOption(outputOption(['text', 'json', 'junit', 'github', 'sarif']))
    .addHelpText('after', '\nExample:\n  curlew doc examples/pages/web.md')
    .action((paths, options) => runDoc(paths, options, surroundings));
}

async function runDoc(paths: readonly string[], options: DocOptions, surroundings: Surroundings): Promise<void> {
  const pages = await runPages(paths, options, surroundings);
  if (options.emit === 'feature') return emitFeatures(pages, surroundings);
  if (options.update === true || options.check === true) return updatePages(pages, options, surroundings);
  const results = pages.map(({ result }) => result);
  await print(results, options, surroundings);
  const { totalOf } = await import('../../../report/index.ts');
  const { differs, skipped, notModelled } = totalOf(results);
  if (differs > 0 || (options.strict === true && skipped + notModelled > 0)) throw new Exit(1);
}

async function emitFeatures(pages: readonly RanPage[], { stdout }: Surroundings): Promise<void> {
  const { pageFeature } = await import('../../../tutorial/rewriting/index.ts');
  stdout.write(pages.map(({ page, result }) => pageFeature(page, result)).join('\n'));
}

/** Ends with status 1 where something differs that no update mends, and, for `--check`, where a page would change. */
async function updatePages(
  pages: readonly RanPage[],
  { check }: DocOptions,
  surroundings: Surroundings,
): Promise<void> {
  const { updatePage } = await import('../../../tutorial/rewriting/index.ts');
  const { pageEdits, pageText } = await import('../../../report/index.ts');
  const { cwd, stdout } = surroundings;
  let failing = false;
  for (const { page, text, result } of pages) {
    const { text: updated, edits, left } = updatePage(text, result);
    if (check === true) stdout.write(pageEdits(page.path, edits));
    else if (updated !== text) await writeFile(resolve(cwd, page.path), updated);
    if (check !== true)
      stdout.write(`${page.path}: ${edits.length === 1 ? '1 line' : `${edits.length} lines`} updated\n`);
    if (left.length > 0) stdout.write(pageText([{ ...result, statements: left }]));
    failing ||= left.length > 0 || (check === true && edits.length > 0);
  }
  if (failing) throw new Exit(1);
}

/** Throws where a page cannot be read, and where no statement of any page was found. */
async function runPages(
  paths: readonly string[],
  options: DocOptions,
  surroundings: Surroundings,
): Promise<readonly RanPage[]> {
  const { cwd } = surroundings;
  const { findPages } = await import('../../../files/index.ts');
  const { openPage } = await import('../../../tutorial/opening/index.ts');
  const host = await hostOf(options.host);
  const { cluster, config } = options;
  const open = { cwd, ...(cluster === undefined ? {} : { cluster }), ...(config === undefined ? {} : { config }) };
  const pages: RanPage[] = [];
  let before: Cluster | undefined;
  let unreadable = 0;
  for (const path of await findPages(paths, cwd)) {
    const opened = await openPage(path, { ...open, ...(host === undefined ? {} : { host }) });
    if (tellProblems(opened.page, surroundings) > 0) {
      unreadable += 1;
      continue;
    }
    const { result, cluster: after } = await opened.run({
      sentences: pageSentences(surroundings),
      ...(before === undefined ? {} : { cluster: before }),
    });
    if (options.chain === true) before = after;
    pages.push({ page: opened.page, text: opened.text, result });
  }
  if (unreadable > 0) throw new Exit(2);
  if (pages.some(({ result }) => result.statements.length > 0)) return pages;
  throw new SetupError(
    `nothing ran: ${paths.join(', ')} ${paths.length === 1 ? 'has' : 'have'} no command, manifest or output`,
    {
      hint: 'commands and manifests stand in code blocks, or behind a prompt',
    },
  );
}

async function hostOf(text: string | undefined) {
  if (text === undefined) return undefined;
  const { parseWhere } = await import('../../../tutorial/settings/index.ts');
  const where = parseWhere(text);
  if (where !== undefined) return where;
  throw new SetupError(`--host "${text}" names no place`, {
    hint: 'say "outside", "node NAME" or "pod NAMESPACE/NAME"',
  });
}

/** Prints what is wrong with a page; answers how many of that are errors. */
function tellProblems({ path, problems }: Page, { stderr }: Surroundings): number {
  for (const { line, column, severity, message, hint } of problems) {
    const place = [path, line, ...(column === undefined ? [] : [column])].join(':');
    stderr.write(`${place}: ${severity}: ${message}\n${hint === undefined ? '' : `  hint: ${hint}\n`}`);
  }
  return problems.filter(({ severity }) => severity === 'error').length;
}

async function print(results: readonly PageResult[], options: DocOptions, surroundings: Surroundings): Promise<void> {
  const { docJson, pageGithub, pageJunit, pageSarif, pageText } = await import('../../../report/index.ts');
  const { stdout } = surroundings;
  switch (options.output) {
    case 'json':
      return printJson(surroundings, docJson(results));
    case 'sarif':
      return printJson(surroundings, pageSarif(results, version));
    case 'junit':
      exactly(stdout).write(pageJunit(results));
      return;
    case 'github':
      exactly(stdout).write(pageGithub(results));
      return;
    case 'text':
      stdout.write(pageText(results, { verbose: options.verbose === true }));
  }
}
