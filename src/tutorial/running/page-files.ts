import type { FileContent, FileReader } from '../../api/index.ts';
import type { ManifestStatement, Page } from '../page/index.ts';

/**
 * The files that a page shows. A path means the manifest that the page calls so, by the longest common end of both; the
 * nearest one before the line that asks, else the first one after it. A path that neither the page nor the disk knows means
 * the manifest before it, if the page gives that no name.
 */
export class PageFiles {
  readonly #manifests: readonly ManifestStatement[];

  constructor({ statements }: Pick<Page, 'statements'>) {
    this.#manifests = statements.filter(
      (each): each is ManifestStatement => each.kind === 'manifest' && each.skipped === undefined,
    );
  }

  named(path: string, line: number): ManifestStatement | undefined {
    const ends = endsOf(path);
    const found = this.#manifests
      .map((statement) => ({ statement, common: commonEnd(ends, endsOf(statement.path ?? statement.file ?? '')) }))
      .filter(({ common }) => common > 0);
    const most = Math.max(0, ...found.map(({ common }) => common));
    return nearest(
      found.filter(({ common }) => common === most).map(({ statement }) => statement),
      line,
    );
  }

  /** The manifest just before a line, if it has no name of its own. */
  unnamed(line: number): ManifestStatement | undefined {
    const before = this.#manifests.filter((each) => each.line < line).at(-1);
    return before?.file === undefined ? before : undefined;
  }

  /** A reader for a command at that line: the disk's files come first where the page has none of that name before the line. */
  readerAt(line: number, disk: FileReader, textOf: (text: string) => string): FileReader {
    const ofPage = (statement: ManifestStatement | undefined): FileContent | undefined =>
      statement === undefined ? undefined : { kind: 'file', text: textOf(statement.text) };
    return {
      read: async (path) => {
        const shown = this.named(path, line);
        if (shown !== undefined && shown.line <= line) return ofPage(shown);
        const content = await disk.read(path);
        if (content?.kind === 'file') return { kind: 'file', text: textOf(content.text) };
        return content ?? ofPage(shown ?? (/\.(?:ya?ml|json)$/.test(path) ? this.unnamed(line) : undefined));
      },
    };
  }
}

function nearest(found: readonly ManifestStatement[], line: number): ManifestStatement | undefined {
  return found.filter((each) => each.line <= line).at(-1) ?? found[0];
}

function endsOf(path: string): readonly string[] {
  return path
    .split('/')
    .filter((each) => each !== '' && each !== '.')
    .reverse();
}

/** How many names of two paths agree, from the end; all of the shorter one must, or it is another file. */
function commonEnd(a: readonly string[], b: readonly string[]): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) if (a[index] !== b[index]) return index === 0 ? 0 : index;
  return length;
}
