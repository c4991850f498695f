import type { CommandDraft, ManifestDraft } from './drafts.ts';
import {
  appliedFile,
  type FileName,
  fileInComment,
  fileInSentencesAfter,
  fileInSentencesBefore,
  fileInTitle,
  fileNamed,
} from './file-names.ts';
import { readManifestText } from './manifest-texts.ts';
import type { BlockPiece } from './markup/piece.ts';
import type { ManifestObject } from './page.ts';

/** Finds the names of the files that manifests are: in titles, comments and sentences, and in the command that applies them. */
export class ManifestNames {
  readonly #fileText: (path: string) => string | undefined;
  readonly #known = new Set<string>();
  /** Files whose name only the command tells that applies them. */
  readonly #inferred = new Set<string>();
  readonly #byObjects = new Map<string, FileName>();
  /** The last manifest, as long as it has no name. */
  #unnamed: ManifestDraft | undefined;
  #isNear = false;

  /** `fileText` gives the text of a file that lies beside the page. */
  constructor(fileText: (path: string) => string | undefined) {
    this.#fileText = fileText;
  }

  manifest(draft: ManifestDraft, block: BlockPiece, prose: readonly string[]): void {
    const annotated = draft.annotations.file;
    const name =
      (annotated === undefined ? undefined : fileNamed(annotated)) ??
      (block.file === undefined ? undefined : fileNamed(block.file)) ??
      fileInTitle(block.title) ??
      fileInComment(draft.text) ??
      // A piece is no file: what it belongs to has that name.
      (draft.objects.length === 0 ? undefined : fileInSentencesBefore(prose));
    this.settle();
    if (name !== undefined) this.#name(draft, name);
    else if (draft.objects.length > 0) this.#unnamed = draft;
    this.#isNear = true;
  }

  /** The sentences after a block: `Save this as web.yaml`. */
  after(prose: readonly string[]): void {
    if (this.#unnamed !== undefined && this.#isNear) {
      const name = fileInSentencesAfter(prose);
      if (name !== undefined) this.#name(this.#unnamed, name);
    }
    if (prose.length > 0) this.#isNear = false;
  }

  /** The next command that applies a file which the page has not shown applies the manifest above it. */
  command(draft: CommandDraft): void {
    const name = appliedFile(draft.text);
    for (const written of draft.text.matchAll(/(?:^|\s)(?:>|tee)\s*["']?([\w~./-]+\.(?:ya?ml|json))/g))
      this.#known.add(fileNamed(written[1] ?? '').file);
    if (name === undefined || this.#unnamed === undefined) return;
    if (this.#known.has(name.file) && !this.#inferred.has(name.file)) this.settle();
    else if (this.#isShownBy(name.path, this.#unnamed)) {
      this.#name(this.#unnamed, name);
      this.#inferred.add(name.file);
    }
  }

  /** A file beside the page is the one that the page shows only where it holds the same objects. */
  #isShownBy(path: string, draft: ManifestDraft): boolean {
    const text = this.#fileText(path);
    const read = text === undefined ? undefined : readManifestText(text);
    return read === undefined || (read.kind === 'whole' && sameObjects(read.objects, draft.objects));
  }

  /** A manifest that nobody named is the file whose objects it shows again, changed. */
  settle(): void {
    const draft = this.#unnamed;
    const name = draft === undefined ? undefined : this.#byObjects.get(keyOf(draft));
    if (draft !== undefined && name !== undefined) this.#name(draft, name);
    this.#unnamed = undefined;
  }

  #name(draft: ManifestDraft, name: FileName): void {
    draft.file = name.file;
    draft.path = name.path;
    this.#known.add(name.file);
    this.#byObjects.set(keyOf(draft), name);
    if (this.#unnamed === draft) this.#unnamed = undefined;
  }
}

function keyOf({ objects }: ManifestDraft): string {
  return JSON.stringify(objects);
}

function sameObjects(some: readonly ManifestObject[], others: readonly ManifestObject[]): boolean {
  const keys = new Set(others.map(({ kind, name }) => `${kind}/${name}`));
  return some.length === others.length && some.every(({ kind, name }) => keys.has(`${kind}/${name}`));
}
