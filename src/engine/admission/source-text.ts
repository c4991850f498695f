import { SetupError, type SourceLocation } from '../model/index.ts';

/** Manifests in a text, and where the text stands. */
export interface ManifestText {
  /** The file's name in diagnostics. */
  readonly name: string;
  readonly text: string;
  /** Whether it was found beside others, and nobody named it: it need not be a manifest. */
  readonly found?: true;
  /** Whether nothing that stands in it is to be shown: only where it is wrong, and by what rule of the API. */
  readonly unquoted?: true;
  /** How many lines of the file stand before the text; for a doc string inside a feature file. */
  readonly linesBefore?: number;
  /** How many columns were taken away at the start of each line: a doc string's indentation. */
  readonly columnsBefore?: number;
}

/** A text that knows its place in its file: turns offsets into lines and columns of the file. */
export class SourceText {
  readonly name: string;
  readonly text: string;
  /** Whether it need not be a manifest. */
  readonly isFound: boolean;
  /** Whether somebody wrote it where the files are named: it comes after them. */
  readonly isInline: boolean;
  /** Whether its lines are not to be shown. */
  readonly isUnquoted: boolean;
  readonly #linesBefore: number;
  readonly #columnsBefore: number;
  #lineStarts: readonly number[] | undefined;

  constructor({ name, text, found, unquoted, linesBefore, columnsBefore = 0 }: ManifestText) {
    this.name = name;
    this.isFound = found === true;
    this.isUnquoted = unquoted === true;
    this.isInline = linesBefore !== undefined;
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.#linesBefore = linesBefore ?? 0;
    this.#columnsBefore = columnsBefore;
  }

  /** Equal for texts in the same place of a file of the same name, which were found in the same way. */
  get place(): string {
    return JSON.stringify([this.name, this.#linesBefore, this.#columnsBefore, this.isFound, this.isInline]);
  }

  /** The place of an offset into `text`. Columns count UTF-16 code units, as editors do. */
  position(offset: number): SourceLocation {
    this.#lineStarts ??= lineStartsOf(this.text);
    const line = lastAtMost(this.#lineStarts, offset);
    const column = offset - (this.#lineStarts[line] ?? 0) + 1;
    return { file: this.name, line: line + 1 + this.#linesBefore, column: column + this.#columnsBefore };
  }

  /** The file as far as it is known here: the lines in front of a doc string are empty. */
  fileText(): string {
    const indent = ' '.repeat(this.#columnsBefore);
    const text = indent === '' ? this.text : this.text.replaceAll(/^(?=.)/gm, indent);
    return '\n'.repeat(this.#linesBefore) + text;
  }
}

/** Prints each object as the JSON text that diagnostics point into; throws a SetupError for what has no such form. */
export function objectTexts(objects: readonly unknown[], source = 'objects'): readonly SourceText[] {
  return objects.map((object, index) => {
    const name = `${source}[${index}]`;
    if (typeof object !== 'object' || object === null) throw new SetupError(`${name} is not an object`);
    try {
      return new SourceText({ name, text: JSON.stringify(object, null, 2), linesBefore: 0 });
    } catch (cause) {
      throw new SetupError(`${name} cannot be written as JSON`, { cause });
    }
  });
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
