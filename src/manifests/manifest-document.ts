import type { FieldPath, SourceDocument, SourceLocation } from '../model/index.ts';
import { aliasTargets } from './alias-targets.ts';
import { locateNode, type ParsedDocument } from './locate-node.ts';
import { parseYaml } from './parse-yaml.ts';
import type { SourceText } from './source-text.ts';
import type { Slice } from './split-documents.ts';

/**
 * One YAML or JSON document of a text. It keeps no nodes: the first question parses the slice again, and the result
 * stays only while memory allows, since most documents are never asked.
 */
export class DocumentText {
  readonly source: SourceText;
  readonly slice: Slice;
  #parsed: WeakRef<ParsedDocument> | undefined;

  constructor(source: SourceText, slice: Slice) {
    this.source = source;
    this.slice = slice;
  }

  locate(path: FieldPath, on: 'key' | 'value'): SourceLocation {
    const offset = path.length === 0 ? undefined : locateNode(this.#parse(), path, on);
    return this.source.position(offset === undefined ? this.slice.content : this.slice.start + offset);
  }

  #parse(): ParsedDocument {
    const kept = this.#parsed?.deref();
    if (kept !== undefined) return kept;
    const { document } = parseYaml(this.source.text.slice(this.slice.start, this.slice.end));
    const parsed: ParsedDocument = {
      contents: document?.contents,
      targets: document === undefined ? new Map() : aliasTargets(document),
    };
    this.#parsed = new WeakRef(parsed);
    return parsed;
  }
}

/** Where a field of an object was written; they differ for an object that was converted. */
export type WrittenPath = (path: FieldPath) => FieldPath;

/** The written form of one object: a whole document, or an item of a List (`at` is `['items', 3]`). */
export class ManifestDocument implements SourceDocument {
  readonly #text: DocumentText;
  readonly #at: FieldPath;
  readonly #written: WrittenPath;

  constructor(text: DocumentText, at: FieldPath = [], written: WrittenPath = (path) => path) {
    this.#text = text;
    this.#at = at;
    this.#written = written;
  }

  get location(): SourceLocation {
    return this.#text.locate(this.#at, 'value');
  }

  locate(path: FieldPath, on: 'key' | 'value' = 'value'): SourceLocation {
    return this.#text.locate([...this.#at, ...this.#written(path)], on);
  }

  /** The place of an item inside this object, when it is a List. */
  item(index: number): ManifestDocument {
    return new ManifestDocument(this.#text, [...this.#at, 'items', index]);
  }

  /** The same text, asked by the paths of the object that it was converted to. */
  convertedBy(written: WrittenPath): ManifestDocument {
    return new ManifestDocument(this.#text, this.#at, written);
  }
}
