import { expandIncludes, type IncludeContext } from './includes.ts';
import type { SourceLine } from './source-lines.ts';

/** A line, and what `{name}` stands for there. */
export interface AsciiDocLine extends SourceLine {
  readonly attributes: ReadonlyMap<string, string>;
}

const ENTRY = /^:(!?)([\w][\w-]*)(!?):(?:\s+(.*))?$/;
const USE = /\{([\w][\w-]*)\}/g;

/**
 * The lines of a page with those of the files that it includes, and for each the attributes as they are set there.
 * Includes are read before all else, as Asciidoctor's preprocessor does.
 */
export function asciidocLines(source: readonly SourceLine[], context: IncludeContext): readonly AsciiDocLine[] {
  let attributes: ReadonlyMap<string, string> = new Map(Object.entries(context.settings.variables));
  const fixed = new Set(attributes.keys());
  let comment: string | undefined;
  const read = (lines: readonly SourceLine[]): readonly AsciiDocLine[] =>
    lines.map((line) => {
      const text = line.text.length > 5000 ? '' : line.text;
      if (/^\/{4,}\s*$/.test(text))
        comment = comment === undefined ? text.trim() : comment === text.trim() ? undefined : comment;
      const [, before, name, after, value = ''] = comment === undefined ? (ENTRY.exec(text) ?? []) : [];
      if (name !== undefined && !fixed.has(name) && attributes.size < 1000) {
        const changed = new Map(attributes);
        if (before === '!' || after === '!') changed.delete(name);
        else changed.set(name, replaceAttributes(value, attributes).slice(0, 1000));
        attributes = changed;
      }
      return { ...line, attributes };
    });
  return read(expandIncludes(withTargets(source, context), context, 'asciidoc'));
}

/** Puts attributes into the targets of includes: `include::{examples}/web.yaml[]`. */
function withTargets(source: readonly SourceLine[], context: IncludeContext): readonly SourceLine[] {
  let attributes = new Map(Object.entries(context.settings.variables));
  return source.map((line) => {
    if (line.text.length > 2000) return line;
    const [, , name, , value = ''] = ENTRY.exec(line.text) ?? [];
    if (name !== undefined && !attributes.has(name))
      attributes = attributes.set(name, replaceAttributes(value, attributes));
    return line.text.startsWith('include::') ? { ...line, text: replaceAttributes(line.text, attributes) } : line;
  });
}

/** Puts in the attributes that are set; others stay as they are written. */
export function replaceAttributes(text: string, attributes: ReadonlyMap<string, string>): string {
  if (!text.includes('{')) return text;
  return text.replaceAll(USE, (use, name: string) => attributes.get(name.toLowerCase()) ?? attributes.get(name) ?? use);
}
