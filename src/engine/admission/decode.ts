import type { Document } from 'yaml';
import { type Diagnostic, formatLocation, type SourceLocation } from '../model/index.ts';
import { DecodedTexts } from './decoded-texts.ts';
import { frozen } from './frozen.ts';
import { DocumentText, ManifestDocument } from './manifest-document.ts';
import { parseJson } from './parse-json.ts';
import { parseYaml } from './parse-yaml.ts';
import { isError } from './problem.ts';
import type { SourceText } from './source-text.ts';
import { type Slice, splitDocuments, type TextProblem } from './split-documents.ts';
import { type JsonObject, unrollList } from './unroll-list.ts';
import { yamlValue } from './yaml-value.ts';

/** One object of a text, as written. */
export interface WrittenObject {
  readonly value: JsonObject;
  readonly document: ManifestDocument;
  /** Whether its text has errors: it is looked at, for further errors, and then left out. */
  readonly faulty: boolean;
}

/** A document that nobody can read. */
export interface UnreadDocument {
  /** What its text says that it is; absent where it does not say it, or is a list. */
  readonly kind?: string;
  readonly at?: SourceLocation;
  readonly message: string;
}

export interface DecodedText {
  readonly objects: readonly WrittenObject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly unread: readonly UnreadDocument[];
  /** Present for a text that was found beside manifests, and is none: nothing of it is read, or said. */
  readonly isNoManifest?: true;
}

/** A text that is mostly errors is cut short. */
const MOST_ERRORS = 20;

/**
 * Reads the objects of a text as kubectl does. A document with a syntax error leaves the others alone. The same text is
 * read once: the scenarios of a run are given the same files, each with a little more.
 */
export function decode(source: SourceText): DecodedText {
  return decodedTexts.get(source, read);
}

const decodedTexts = new DecodedTexts<DecodedText>();

function read(source: SourceText): DecodedText {
  const decoded = decodeDocuments(source);
  return source.isFound && isNoManifest(source, decoded)
    ? { objects: [], diagnostics: [], unread: [], isNoManifest: true }
    : decoded;
}

/** Values of a chart, a package's description, rules of another tool: nothing in it says that it is a Kubernetes object. */
function isNoManifest({ text }: SourceText, { objects, diagnostics }: DecodedText): boolean {
  if (objects.length === 0 && diagnostics.length === 0) return false;
  if (objects.some(({ value }) => isSaidToBeObject(value))) return false;
  return diagnostics.length === 0 || !/^[\s{[]*["']?(apiVersion|kind)["']?\s*:/m.test(text);
}

function isSaidToBeObject(value: JsonObject): boolean {
  return value['apiVersion'] !== undefined || value['kind'] !== undefined || ('metadata' in value && 'spec' in value);
}

function decodeDocuments(source: SourceText): DecodedText {
  const objects: WrittenObject[] = [];
  const unread: UnreadDocument[] = [];
  const { slices, problems } = splitDocuments(source.text);
  const diagnostics = problems.map((problem) => diagnosticOf(problem, source, 0));
  for (const slice of slices) {
    const text = source.text.slice(slice.start, slice.end);
    const parts = parseJson(text);
    for (const part of parts ?? []) {
      const start = slice.start + part.start;
      const place = { start, end: slice.start + part.end, content: part.start === 0 ? slice.content : start };
      addObjects({ source, slice: place, value: part.value, problems: [] }, objects, diagnostics);
    }
    if (parts !== undefined) continue;
    const read = readYaml(text);
    const error = addObjects({ source, slice, ...read }, objects, diagnostics).find(isError);
    if (error !== undefined && read.value === undefined) unread.push(unreadDocument(text, error));
  }
  return { objects, diagnostics, unread };
}

interface ReadDocument {
  readonly source: SourceText;
  readonly slice: Slice;
  readonly value: unknown;
  readonly problems: readonly TextProblem[];
  readonly parsed?: Document;
}

function readYaml(text: string): Pick<ReadDocument, 'value' | 'problems' | 'parsed'> {
  const { document, problems } = parseYaml(text);
  if (document === undefined || problems.length > 0) return { value: undefined, problems };
  return { ...yamlValue(document), parsed: document };
}

/** What is wrong with the text of a document. */
function addObjects(read: ReadDocument, objects: WrittenObject[], diagnostics: Diagnostic[]): readonly Diagnostic[] {
  const { source, slice, value } = read;
  const problems = onePerLine(read.problems.map((problem) => diagnosticOf(problem, source, slice.start)));
  diagnostics.push(...problems);
  if (value === undefined || value === null) return problems;
  const document = new ManifestDocument(new DocumentText(source, slice, read.parsed));
  const severity = isOfOthers(value, source.text.slice(slice.start, slice.end)) ? 'warning' : 'error';
  for (const item of unrollList(value, document)) {
    if (item.problem === undefined)
      objects.push({ ...item, value: frozen(item.value), faulty: problems.some(isError) });
    else diagnostics.push({ ...item.problem, severity, at: item.document.location });
  }
  return problems;
}

function unreadDocument(text: string, { at, message }: Diagnostic): UnreadDocument {
  const [, kind] = /^kind:[ \t]*["']?(\w+)/m.exec(text) ?? /"kind"\s*:\s*"(\w+)"/.exec(text) ?? [];
  const isOne = kind !== undefined && !kind.endsWith('List');
  return { message, ...(isOne && { kind }), ...(at !== undefined && { at }) };
}

/** Tools leave results of their own beside manifests: in a JSON list where nothing says its kind there is no object. */
function isOfOthers(value: unknown, text: string): boolean {
  return Array.isArray(value) && text.trimStart().startsWith('[') && !value.some((item) => Object(item).kind);
}

/** One mistake often makes the parser report several: only the first of each line is kept. */
function onePerLine(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const lines = new Set<string>();
  const first = diagnostics.filter(({ code, at }) => {
    const line = code === 'yaml-syntax' ? String(at?.line) : `${code} ${at?.line} ${at?.column}`;
    return !lines.has(line) && lines.add(line);
  });
  return first.slice(0, MOST_ERRORS);
}

function diagnosticOf(problem: TextProblem, source: SourceText, start: number): Diagnostic {
  const { code, severity = 'error', message, first } = problem;
  const at = source.position(start + problem.offset);
  const hint = first === undefined ? problem.hint : lastCounts(source.position(start + first));
  return { code, severity, message, ...(hint !== undefined && { hint }), at };
}

function lastCounts(first: SourceLocation): string {
  return `the last one counts; first set at ${formatLocation(first)}`;
}
