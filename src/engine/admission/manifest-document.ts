import type { Document } from 'yaml';
import type { FieldPath, SourceDocument, SourceLocation } from '../model/index.ts';
import { aliasTargets } from './alias-targets.ts';
import { itemRanges } from './list-items.ts';
import { locateNode, type ParsedDocument } from './locate-node.ts';
import { parseYaml } from './parse-yaml.ts';
import type { SourceText } from './source-text.ts';
import type { Slice } from './split-documents.ts';

/** How many parsed documents are kept for the questions to come. */
const KEPT = 64;

const recent = new Map<DocumentText, Document | undefined>();

/**
 * One YAML or JSON document of a text, or one item of a List. It keeps no nodes: a question parses the slice again, unless
 * it is among the last that were parsed. Most documents of a large load are never asked. Of a List the places of the items
 * are kept, so that a question for one of them parses that one alone.
 */
export class DocumentText {
  readonly source: SourceText;
  readonly slice: Slice;
  /** The places that were asked for before. */
  readonly #located = new Map<string, SourceLocation>();
  /** How far to the right it begins: what follows its first line is indented as much, or further. */
  readonly #indent: number;
  #items: readonly (DocumentText | undefined)[] | undefined;

  /** `document` is what reading the text has parsed already. */
  constructor(source: SourceText, slice: Slice, document?: Document, indent = 0) {
    this.source = source;
    this.slice = slice;
    this.#indent = indent;
    if (document !== undefined) this.#keep(document);
  }

  locate(path: FieldPath, on: 'key' | 'value'): SourceLocation {
    const [items, index, ...rest] = path;
    const item = items === 'items' && typeof index === 'number' ? this.#item(index) : undefined;
    if (item !== undefined) return item.locate(rest, on);
    const question = JSON.stringify([on, ...path]);
    const place = this.#located.get(question) ?? this.#find(path, on);
    this.#located.set(question, place);
    return place;
  }

  #find(path: FieldPath, on: 'key' | 'value'): SourceLocation {
    const offset = path.length === 0 ? undefined : locateNode(this.#nodes(), path, on);
    return this.source.position(offset === undefined ? this.slice.content : this.slice.start + offset - this.#indent);
  }

  #item(index: number): DocumentText | undefined {
    this.#items ??= itemRanges(this.#document()).map((range) => {
      if (range === undefined) return undefined;
      const [start, end] = range.map((offset) => this.slice.start + offset - this.#indent) as [number, number];
      // In flow style, as JSON has it, indentation means nothing, and a line may be as long as the text.
      const isFlow = '{['.includes(this.source.text.charAt(start));
      const indent = isFlow ? 0 : start - (this.source.text.lastIndexOf('\n', start - 1) + 1);
      return new DocumentText(this.source, { start, end, content: start }, undefined, indent);
    });
    return this.#items[index];
  }

  #nodes(): ParsedDocument {
    const document = this.#document();
    return { contents: document?.contents, targets: document === undefined ? new Map() : aliasTargets(document) };
  }

  #document(): Document | undefined {
    const document = recent.has(this) ? recent.get(this) : parseYaml(this.#text()).document;
    this.#keep(document);
    return document;
  }

  #text(): string {
    return ' '.repeat(this.#indent) + this.source.text.slice(this.slice.start, this.slice.end);
  }

  /** As the one that was asked last. */
  #keep(document: Document | undefined): void {
    recent.delete(this);
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
