import { parseAnnotations, type Said } from '../annotations.ts';
import type { PageLine, PageProblem, Tab } from '../page.ts';
import { type AsciiDocLine, asciidocLines, replaceAttributes } from './asciidoc-lines.ts';
import type { IncludeContext } from './includes.ts';
import type { Piece, Pieces } from './piece.ts';
import type { SourceLine } from './source-lines.ts';

/** What is asked of Asciidoctor's blocks; its own types name more, and less. */
interface AsciiDocBlock {
  readonly lines?: readonly string[];
  getContext(): string;
  getLineNumber?(): number | null | undefined;
  getBlocks?(): readonly (AsciiDocBlock | readonly [readonly AsciiDocBlock[], AsciiDocBlock | undefined])[];
  getTitle?(): string | null | undefined;
  getStyle?(): string | null | undefined;
  getRoles?(): readonly string[];
  getAttribute?(name: string): unknown;
}

interface Numbered {
  readonly index: number;
  readonly piece: Piece;
}

/** Asciidoctor is shown no more of a line: its expressions take the square of its length. */
const LONG = 1000;

/** Reads AsciiDoc by Asciidoctor, which is loaded at the first such page. */
export async function readAsciiDoc(source: readonly SourceLine[], context: IncludeContext): Promise<Pieces> {
  const { load, MemoryLogger, Reader } = await import('@asciidoctor/core');
  const log = MemoryLogger.create();
  // Readers of nested blocks know no logger, and would write to the console.
  Object.defineProperty(Reader.prototype, 'logger', { get: () => log, configurable: true });
  const lines = asciidocLines(source, context);
  const document: unknown = await load(
    lines.map(({ text }) => (text.startsWith('include::') ? '' : text.slice(0, LONG))),
    {
      sourcemap: true,
      safe: 'secure',
      logger: log,
      attributes: Object.fromEntries(lines[0]?.attributes ?? []),
    },
  );
  const walk = new Walk(lines);
  walk.annotations();
  if (isBlock(document)) walk.block(document, undefined, 0);
  for (const message of log.getMessages())
    if (/^unterminated .* block/.test(message.getText())) walk.unclosed(message.getSourceLocation()?.lineno ?? 1);
  const pieces = walk.found.sort((a, b) => a.index - b.index).map(({ piece }) => piece);
  return { pieces, problems: walk.problems };
}

function isBlock(value: unknown): value is AsciiDocBlock {
  return typeof value === 'object' && value !== null && 'getContext' in value;
}

class Walk {
  readonly found: Numbered[] = [];
  readonly problems: PageProblem[] = [];
  readonly #lines: readonly AsciiDocLine[];
  #groups = 0;

  constructor(lines: readonly AsciiDocLine[]) {
    this.#lines = lines;
  }

  /** `// curlew: …`; Asciidoctor forgets comments. */
  annotations(): void {
    this.#lines.forEach(({ text, line }, index) => {
      const [all, words] = /^\/\/\s*curlew:(.*)$/.exec(text.slice(0, 2000)) ?? [];
      if (all === undefined || words === undefined) return;
      const { said, problems } = parseAnnotations(words, { line, column: all.length - words.length + 1 });
      this.problems.push(...problems);
      if (said.length > 0) this.found.push({ index, piece: { kind: 'annotation', line, said } });
    });
  }

  unclosed(number: number): void {
    this.problems.push({
      line: this.#lines[number - 1]?.line ?? 1,
      severity: 'warning',
      message: 'the block that starts here is never closed',
      hint: 'end it with a line of the same delimiter',
    });
  }

  block(block: AsciiDocBlock, tab: Tab | undefined, depth: number): void {
    if (depth > 60) return;
    const context = block.getContext();
    const index = Math.max(0, (block.getLineNumber?.() ?? 1) - 1);
    if (context === 'section') this.#text('heading', index, block.getTitle?.() ?? '');
    else if (
      context === 'paragraph' ||
      (context === 'admonition' && block.lines !== undefined && block.lines.length > 0)
    )
      this.#text('prose', index, (block.lines ?? []).join('\n'));
    else if (context === 'listing' || context === 'literal') this.#listing(block, index, tab);
    else if (context === 'list_item')
      this.#text('prose', index, this.#lines[index]?.text.replace(/^\s*[*.\-\d]+\s+/, '') ?? '');
    if (context === 'table') return;
    if (context === 'example' && (block.getStyle?.() === 'tabs' || block.getRoles?.().includes('tabs') === true)) {
      this.#tabs(block, tab, depth);
      return;
    }
    this.#children(block, tab, depth);
  }

  #children(block: AsciiDocBlock, tab: Tab | undefined, depth: number): void {
    for (const child of block.getBlocks?.() ?? []) {
      if (isBlock(child)) this.block(child, tab, depth + 1);
      else if (Array.isArray(child)) {
        const [, description]: readonly unknown[] = child;
        if (isBlock(description)) this.block(description, tab, depth + 1);
      }
    }
  }

  /** `[tabs]`: a list whose terms are the tabs' names. */
  #tabs(block: AsciiDocBlock, outer: Tab | undefined, depth: number): void {
    const group = ++this.#groups;
    let count = 0;
    for (const list of block.getBlocks?.() ?? []) {
      if (!isBlock(list)) continue;
      for (const item of list.getBlocks?.() ?? []) {
        const [terms, description]: readonly unknown[] = Array.isArray(item) ? item : [[], item];
        const term: unknown = Array.isArray(terms) ? terms[0] : undefined;
        const at = isBlock(term) ? (term.getLineNumber?.() ?? 0) : 0;
        const name = (this.#lines[at - 1]?.text ?? '').replace(/:{2,}.*$/, '').trim();
        const tab: Tab = outer?.isFirst === false ? outer : { group, name, isFirst: count === 0 };
        count++;
        if (isBlock(description)) this.block(description, tab, depth + 2);
      }
    }
  }

  #text(kind: 'heading' | 'prose', index: number, text: string): void {
    const at = this.#lines[index];
    // A macro of the site alone in a paragraph, such as a button, is no sentence.
    if (text.trim() !== '' && !/^\s*\w+::[^\s[]*\[[^\]]*\]\s*$/.test(text.slice(0, 500)))
      this.found.push({
        index,
        piece: { kind, line: at?.line ?? 1, text: replaceAttributes(text, at?.attributes ?? new Map()) },
      });
  }

  #listing(block: AsciiDocBlock, index: number, tab: Tab | undefined): void {
    const texts = block.lines ?? [];
    const first = this.#firstLine(texts, index);
    const subs = block.getAttribute?.('subs');
    const isReplaced = typeof subs === 'string' && /attributes|normal|\ba\b/.test(subs);
    const lines: readonly PageLine[] = texts.map((text, offset) => {
      const at = this.#lines[Math.min(first + offset, this.#lines.length - 1)];
      const whole = at !== undefined && at.text.length > LONG ? at.text : text;
      const plain = whole.length > LONG ? whole : whole.replace(/(?:\s*(?:#|\/\/|;;)?\s*<(?:\d+|\.)>)+\s*$/, '');
      return { line: at?.line ?? 1, text: isReplaced ? replaceAttributes(plain, at?.attributes ?? new Map()) : plain };
    });
    const language = this.#language(block);
    const title = block.getTitle?.();
    const said = this.#said(block, index);
    this.found.push({
      index: first,
      piece: {
        kind: 'block',
        lines,
        line: lines[0]?.line ?? this.#lines[index]?.line ?? 1,
        said,
        ...(language !== undefined && { language }),
        ...(typeof title === 'string' && title !== '' && { title }),
        ...(tab !== undefined && { tab }),
      },
    });
  }

  /** Roles say more than the language: outputs are highlighted as bash. */
  #language(block: AsciiDocBlock): string | undefined {
    const roles = block.getRoles?.() ?? [];
    if (roles.some((role) => /output/.test(role))) return 'output';
    const language = block.getAttribute?.('language');
    if (typeof language === 'string' && language !== '') return language.toLowerCase();
    return roles.some((role) => /input|execute|copypaste/.test(role)) ? 'bash' : undefined;
  }

  /** `[source,sh,curlew="skip"]`. */
  #said(block: AsciiDocBlock, index: number): readonly Said[] {
    const words = block.getAttribute?.('curlew');
    if (typeof words !== 'string') return [];
    const { said, problems } = parseAnnotations(words, { line: this.#lines[index]?.line ?? 1, column: 1 });
    this.problems.push(...problems);
    return said;
  }

  /** The line that the first line of a block stands on: the block says where its delimiter is, or that line itself. */
  #firstLine(texts: readonly string[], index: number): number {
    const offset = texts.findIndex((text) => text.trim() !== '');
    const wanted = texts[offset]?.trim();
    if (wanted === undefined) return Math.min(index + 1, this.#lines.length - 1);
    for (let at = index; at < Math.min(index + 12, this.#lines.length); at++)
      if (this.#lines[at]?.text.slice(0, LONG).trim() === wanted) return Math.max(0, at - offset);
    return Math.min(index + 1, this.#lines.length - 1);
  }
}
