import type { Document } from 'yaml';
import type { FieldPath, SourceDocument, SourceLocation } from '../model/index.ts';
import { aliasTargets } from './alias-targets.ts';
import { locateNode, type ParsedDocument } from './locate-node.ts';
import { parseYaml } from './parse-yaml.ts';
import type { SourceText } from './source-text.ts';
import type { Slice } from './split-documents.ts';

/** How many parsed documents are kept for the questions to come. */
const KEPT = 64;

const recent = new Map<DocumentText, Document | undefined>();

/**
 * One YAML or JSON document of a text. It keeps no nodes: a question parses the slice again, unless the document is
 * among the last that were parsed. Most documents of a large load are never asked.
 */
export class DocumentText {
  readonly source: SourceText;
  readonly slice: Slice;
  /** The places that were asked for before. */
  readonly #located = new Map<string, SourceLocation>();

  /** `document` is what reading the text has parsed already. */
  constructor(source: SourceText, slice: Slice, document?: Document) {
    this.source = source;
    this.slice = slice;
    if (document !== undefined) this.#keep(document);
  }

  locate(path: FieldPath, on: 'key' | 'value'): SourceLocation {
    const question = JSON.stringify([on, ...path]);
    const place = this.#located.get(question) ?? this.#find(path, on);
    this.#located.set(question, place);
    return place;
  }

  #find(path: FieldPath, on: 'key' | 'value'): SourceLocation {
    const offset = path.length === 0 ? undefined : locateNode(this.#parsed(), path, on);
    return this.source.position(offset === undefined ? this.slice.content : this.slice.start + offset);
  }

  #parsed(): ParsedDocument {
    if (!recent.has(this)) this.#keep(parseYaml(this.source.text.slice(this.slice.start, this.slice.end)).document);
    const document = recent.get(this);
    return { contents: document?.contents, targets: document === undefined ? new Map() : aliasTargets(document) };
  }

  #keep(document: Document | undefined): void {
    recent.set(this, document);
    const [oldest] = recent.keys();
    if (recent.size > KEPT && oldest !== undefined) recent.delete(oldest);
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
