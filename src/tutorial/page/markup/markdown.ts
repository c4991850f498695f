import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { parseAnnotations } from '../annotations.ts';
import type { PageLine, PageProblem } from '../page.ts';
import { readFenceInfo } from './fence-info.ts';
import { expandIncludes, type IncludeContext } from './includes.ts';
import { MarkdownLines } from './markdown-lines.ts';
import { readMkDocs } from './mkdocs.ts';
import type { Piece, Pieces } from './piece.ts';
import { MOST_LINES, type SourceLine, withoutDepth } from './source-lines.ts';
import { decidingTab } from './tabs.ts';
import { replaceVariables } from './variables.ts';

/** What the words of a paragraph are made of is not read: it takes long, and nobody asks. */
const INLINE: string[] = [
  'attention',
  'autolink',
  'codeText',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
  'strikethrough',
  'literalAutolink',
  'definition',
];

/** Reads Markdown, or MDX: code blocks wherever they stand, and the sentences between them. */
export function readMarkdown(
  source: readonly SourceLine[],
  context: IncludeContext,
  { isMdx }: { readonly isMdx: boolean },
): Pieces {
  const included = expandIncludes(source, context, 'markdown');
  const variables = replaceVariables(included, context.settings.variables);
  const lines = withoutDepth(new MarkdownLines({ isMdx }).read(readMkDocs(variables)));
  const walk = new Walk({ isMdx });
  walk.read(lines);
  return { pieces: walk.pieces, problems: walk.problems };
}

function parse(lines: readonly SourceLine[], isMdx: boolean): Nodes {
  const disabled = isMdx ? [...INLINE, 'codeIndented'] : INLINE;
  return fromMarkdown(lines.map(({ text }) => text).join('\n'), {
    extensions: [frontmatter(['yaml', 'toml']), gfm(), { disable: { null: disabled } }],
    mdastExtensions: [frontmatterFromMarkdown(['yaml', 'toml']), gfmFromMarkdown()],
  });
}

class Walk {
  readonly pieces: Piece[] = [];
  readonly problems: PageProblem[] = [];
  readonly #isMdx: boolean;
  #lines: readonly SourceLine[] = [];
  #depth = 0;

  constructor({ isMdx }: { readonly isMdx: boolean }) {
    this.#isMdx = isMdx;
  }

  read(lines: readonly SourceLine[]): void {
    const outer = this.#lines;
    this.#lines = lines;
    this.#depth++;
    this.node(parse(lines, this.#isMdx));
    this.#depth--;
    this.#lines = outer;
  }

  node(node: Nodes): void {
    const start = node.position?.start.line ?? 1;
    const end = Math.min(node.position?.end.line ?? start, start + MOST_LINES);
    switch (node.type) {
      case 'code':
        this.#code(node.value, { start, end, column: node.position?.start.column ?? 1 });
        return;
      case 'heading':
        this.pieces.push({ kind: 'heading', line: this.#line(start), text: headingText(this.#raw(start, end)) });
        return;
      case 'html':
        this.#html(this.#raw(start, end), start);
        return;
      case 'paragraph':
        this.#paragraph(start, end);
        return;
      case 'root':
      case 'blockquote':
      case 'list':
      case 'listItem':
      case 'footnoteDefinition':
        for (const child of node.children) this.node(child);
        return;
      default:
        return;
    }
  }

  #line(index: number): number {
    return this.#lines[Math.min(index, this.#lines.length) - 1]?.line ?? 1;
  }

  #raw(start: number, end: number): readonly string[] {
    return this.#lines.slice(start - 1, end).map(({ text }) => text);
  }

  #code(value: string, { start, end, column }: { start: number; end: number; column: number }): void {
    const opening = this.#lines[start - 1];
    const [, info] = /^\s*(?:`{3,}|~{3,})\s*(.*)$/.exec(opening?.text.slice(column - 1) ?? '') ?? [];
    // The text of an indented block begins with what stands here; that of a fenced one does not.
    const isFenced = info !== undefined && value.split('\n', 1)[0]?.trim() !== opening?.text.slice(column - 1).trim();
    if (!isFenced && /^\s*(?:`{3}|~{3})/m.test(value) && this.#depth < 4) {
      // Steps of a list that are indented further than Markdown takes for a fence.
      const tabs = opening?.tabs === undefined ? {} : { tabs: opening.tabs };
      this.read(value.split('\n').map((text, index) => ({ line: this.#line(start + index), text, ...tabs })));
      return;
    }
    const first = isFenced ? start + 1 : start;
    const texts = value === '' ? [] : value.split('\n');
    const lines: readonly PageLine[] = texts.map((text, index) => ({ line: this.#line(first + index), text }));
    const read = readFenceInfo(info ?? '', {
      line: this.#line(start),
      column: (opening?.text.length ?? 0) - (info ?? '').length + 1,
    });
    this.problems.push(...read.problems);
    const included = opening?.file === undefined && texts.length > 0 ? this.#lines[first - 1] : opening;
    const isWhole = lines.every(({ line }) => line === lines[0]?.line);
    const tab = decidingTab(opening?.tabs);
    this.pieces.push({
      kind: 'block',
      lines,
      line: this.#line(first),
      said: read.said,
      ...(read.language !== undefined && { language: read.language }),
      ...(read.title !== undefined && { title: read.title }),
      ...(included?.file !== undefined && isWhole && { file: included.file }),
      ...(included?.missing !== undefined && { missing: included.missing }),
      ...(tab !== undefined && { tab }),
    });
    const last = this.#lines[end - 1]?.text ?? '';
    if (isFenced && (end === start || !/^[\s>]*(?:`{3,}|~{3,})\s*$/.test(last)))
      this.problems.push({
        line: this.#line(start),
        severity: 'warning',
        message: 'the block that starts here is never closed',
        hint: 'end it with a line of the same fence, indented as the first',
      });
  }

  #html(lines: readonly string[], start: number): void {
    const text = lines.join('\n');
    this.#annotations(text, start);
    const pre = /^\s*<pre\b[^>]*>/i.exec(text);
    if (pre !== null) this.#pre(lines, start);
  }

  /** `<pre>`, whose lines are HTML. */
  #pre(lines: readonly string[], start: number): void {
    const tab = decidingTab(this.#lines[start - 1]?.tabs);
    const texts = lines.map((text, index) => ({
      line: this.#line(start + index),
      text: unescaped(text.replaceAll(/<\/?(?:pre|code|b|strong|em|i|span|var|kbd|a|u)\b[^<>]*>/gi, '')),
    }));
    while (texts[0]?.text.trim() === '') texts.shift();
    while (texts.at(-1)?.text.trim() === '') texts.pop();
    this.pieces.push({
      kind: 'block',
      lines: texts,
      line: texts[0]?.line ?? this.#line(start),
      said: [],
      ...(tab !== undefined && { tab }),
    });
  }

  #paragraph(start: number, end: number): void {
    const text = this.#raw(start, end).join('\n');
    this.#annotations(text, start);
    const shown = text
      .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, ' ')
      .replaceAll(/^[\s>]+|^\s*(?:[-*+]|\d+[.)])\s+/gm, '')
      .trim();
    if (shown !== '') this.pieces.push({ kind: 'prose', line: this.#line(start), text: shown });
  }

  #annotations(text: string, start: number): void {
    for (const found of text.matchAll(/<!--\s*curlew:([\s\S]*?)-->/g)) {
      const before = text.slice(0, found.index + found[0].indexOf(found[1] ?? ''));
      const line = this.#line(start + before.split('\n').length - 1);
      const column = before.length - before.lastIndexOf('\n');
      const { said, problems } = parseAnnotations(found[1] ?? '', { line, column });
      this.problems.push(...problems);
      if (said.length > 0) this.pieces.push({ kind: 'annotation', line, said });
    }
  }
}

function headingText(lines: readonly string[]): string {
  return (lines[0] ?? '')
    .replace(/^[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?#{0,6}\s*/, '')
    .replace(/\s+#*\s*$/, '')
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", nbsp: ' ' };

function unescaped(text: string): string {
  return text.replaceAll(/&(lt|gt|amp|quot|#39|nbsp);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
