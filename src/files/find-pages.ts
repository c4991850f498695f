import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { compareText, SetupError } from '../engine/model/index.ts';
import { reasonOf } from './read-errors.ts';
import { readBytes } from './size-limit.ts';
import { statOf } from './stat-of.ts';

/** What pages are called, where nobody names the page itself. */
const PAGE = /\.(?:md|mdx|markdown|adoc|asciidoc)$/i;

/**
 * The pages that paths stand for: files as they are, and every Markdown or AsciiDoc file of a folder and its subfolders,
 * sorted; each once. Throws a SetupError for a path that leads nowhere, and for a folder without pages.
 */
export async function findPages(paths: readonly string[], cwd: string): Promise<readonly string[]> {
  const found = await Promise.all(paths.map((path) => pagesAt(path, cwd)));
  return [...new Set(found.flat())];
}

async function pagesAt(path: string, cwd: string): Promise<readonly string[]> {
  if (path === '') throw new SetupError('the path of the page is empty');
  const stats = await statOf(resolve(cwd, path));
  if (stats === undefined) throw new SetupError(`there is no page ${path}`, { hint: 'name a file or a folder' });
  if (!stats.isDirectory()) return [path];
  const entries = await readdir(resolve(cwd, path), { recursive: true, withFileTypes: true });
  const pages = entries
    .filter((entry) => entry.isFile() && PAGE.test(entry.name))
    .map((entry) => join(path, entry.parentPath.slice(resolve(cwd, path).length + 1), entry.name))
    .filter((each) => !/(?:^|[/\\])(?:node_modules|\.git)[/\\]/.test(each))
    .sort(compareText);
  if (pages.length > 0) return pages;
  throw new SetupError(`${path} has no pages`, { hint: 'pages are .md, .mdx and .adoc files; name any other itself' });
}

/** The text of a page, or of its settings, as it is on the disk. Throws a SetupError for what cannot be read. */
export async function readPageText(path: string, cwd: string): Promise<string> {
  const absolute = resolve(cwd, path);
  if ((await statOf(absolute)) === undefined) throw new SetupError(`there is no file ${path}`);
  try {
    return (await readBytes(absolute, path)).toString('utf8');
  } catch (cause) {
    if (cause instanceof SetupError) throw cause;
    throw new SetupError(`cannot read ${path}: ${reasonOf(cause)}`, { cause });
  }
}
