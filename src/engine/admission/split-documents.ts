/** A part of a text, whole lines long. */
export interface Slice {
  readonly start: number;
  readonly end: number;
  /** The first character that is no blank and no comment. */
  readonly content: number;
}

type Lines = Pick<Slice, 'start' | 'end'>;

/** A place where a text breaks the rules, as an offset into it. */
export interface TextProblem {
  readonly offset: number;
  readonly code: string;
  readonly severity?: 'warning';
  readonly message: string;
  readonly hint?: string;
  /** The offset of the place that this one clashes with. */
  readonly first?: number;
}

/**
 * Cuts a text at its `---` lines, as kubectl does before it reads any YAML, so that a broken document leaves the others
 * alone. Documents that hold nothing but comments are left out.
 *
 * Source: apimachinery pkg/util/yaml/decoder.go, YAMLReader.
 */
export function splitDocuments(text: string): {
  readonly slices: readonly Slice[];
  readonly problems: readonly TextProblem[];
} {
  const slices: Slice[] = [];
  const problems: TextProblem[] = [];
  let from = 0;
  for (let at = lineStarting(text, '---', 0); ; at = lineStarting(text, '---', from)) {
    addSlice(text, { start: from, end: at }, slices, problems);
    if (at === text.length) return { slices, problems };
    from = lineEnd(text, at);
    const rest = text.slice(at + 3, from).trim();
    if (rest !== '' && !rest.startsWith('#')) {
      const hint = 'kubectl wants nothing but a comment behind ---';
      problems.push({ offset: at, code: 'yaml-syntax', message: `invalid Yaml document separator: ${rest}`, hint });
    }
  }
}

function addSlice(text: string, lines: Lines, slices: Slice[], problems: TextProblem[]): void {
  const content = contentStart(text, lines);
  if (content === lines.end) return;
  const end = documentEnd(text, lines);
  if (content < end) slices.push({ start: lines.start, end, content });
  if (end === lines.end) return;
  const ignored = contentStart(text, { start: lineEnd(text, end), end: lines.end });
  if (ignored === lines.end) return;
  const message = 'what follows a line of ... is not read, up to the next ---';
  problems.push({ offset: ignored, code: 'ignored-text', severity: 'warning', message });
}

/** A line of `...` ends a document early. */
function documentEnd(text: string, { start, end }: Lines): number {
  // In a slice, so that a search stops at the document's end.
  const lines = text.slice(start, end);
  for (let at = lineStarting(lines, '...', 0); at < lines.length; at = lineStarting(lines, '...', lineEnd(lines, at))) {
    if (/^\.\.\.(\s|$)/.test(lines.slice(at, at + 4))) return start + at;
  }
  return end;
}

/** Where the next line that begins with `mark` starts, from the line start `from` on; the text's end if none does. */
function lineStarting(text: string, mark: string, from: number): number {
  if (text.startsWith(mark, from)) return from;
  const at = text.indexOf(`\n${mark}`, from);
  return at < 0 ? text.length : at + 1;
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

function contentStart(text: string, { start, end }: Lines): number {
  let at = start;
  while (at < end) {
    const char = text[at];
    if (char === '#') at = lineEnd(text, at);
    else if (char === ' ' || char === '\n' || char === '\t' || char === '\r') at++;
    else return at;
  }
  return end;
}
