import type { PageSettings } from '../settings/index.ts';
import { assemble } from './assemble.ts';
import { readAsciiDoc } from './markup/asciidoc.ts';
import { type FileTexts, fileOfReader } from './markup/files.ts';
import type { IncludeContext } from './markup/includes.ts';
import { readMarkdown } from './markup/markdown.ts';
import type { Pieces } from './markup/piece.ts';
import { readPlainText } from './markup/plain-text.ts';
import { type SourceLine, sourceLines } from './markup/source-lines.ts';
import type { Page, PageProblem } from './page.ts';

/**
 * Reads a page: what it runs, applies and prints, and where. Nothing runs. `path` and the paths that `files` is asked for
 * are relative to the folder of the settings. A text that nobody can read is a page without statements, whose problems
 * say why; nothing is thrown.
 */
export async function readPage(
  source: { readonly path: string; readonly text: string },
  settings: PageSettings,
  files: FileTexts,
): Promise<Page> {
  const { lines, problem } = sourceLines(source.text);
  if (problem !== undefined)
    return { path: source.path, statements: [], headings: [], settings: {}, problems: [problem] };
  const problems: PageProblem[] = [];
  const context: IncludeContext = { path: source.path, settings, files, problems };
  const pieces = await read(lines, context).catch((error: unknown): Pieces => {
    const message = `the page cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return { pieces: [], problems: [{ line: 1, severity: 'error', message, hint: 'look for what is never closed' }] };
  });
  const page = assemble(pieces, (path) => fileOfReader(path, source.path, settings, files)?.text);
  return { path: source.path, ...page, problems: [...problems, ...page.problems].sort((a, b) => a.line - b.line) };
}

async function read(lines: readonly SourceLine[], context: IncludeContext): Promise<Pieces> {
  const [, extension = ''] = /\.(\w+)$/.exec(context.path.toLowerCase()) ?? [];
  if (/^(?:adoc|asciidoc|asc|ad)$/.test(extension)) return readAsciiDoc(lines, context);
  const isMarkdown = /^(?:md|mdx|markdown|mkd|mdown|qmd|rmd)$/.test(extension);
  if (!isMarkdown && !lines.some(({ text }) => /^\s*(?:`{3}|~{3})/.test(text))) return readPlainText(lines);
  const pieces = readMarkdown(lines, context, { isMdx: extension === 'mdx' });
  if (pieces.pieces.some(({ kind }) => kind === 'block')) return pieces;
  const plain = readPlainText(lines);
  return plain.pieces.some(({ kind }) => kind === 'block') ? { ...plain, problems: pieces.problems } : pieces;
}
