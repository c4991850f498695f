import type { Document } from 'yaml';
import { type Diagnostic, formatLocation } from '../model/index.ts';
import { DocumentText, ManifestDocument } from './manifest-document.ts';
import { parseJson } from './parse-json.ts';
import { parseYaml } from './parse-yaml.ts';
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

export interface DecodedText {
  readonly objects: readonly WrittenObject[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A text that is mostly errors is cut short. */
const MOST_ERRORS = 20;

/** Reads the objects of a text as kubectl does. A document with a syntax error leaves the others alone. */
export function decode(source: SourceText): DecodedText {
  const objects: WrittenObject[] = [];
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
    if (parts === undefined) addObjects({ source, slice, ...readYaml(text) }, objects, diagnostics);
  }
  return { objects, diagnostics };
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

function addObjects(read: ReadDocument, objects: WrittenObject[], diagnostics: Diagnostic[]): void {
  const { source, slice, value } = read;
  const problems = onePerLine(read.problems.map((problem) => diagnosticOf(problem, source, slice.start)));
  diagnostics.push(...problems);
  if (value === undefined || value === null) return;
  const document = new ManifestDocument(new DocumentText(source, slice, read.parsed));
  const severity = isOfOthers(value, source.text.slice(slice.start, slice.end)) ? 'warning' : 'error';
  for (const item of unrollList(value, document)) {
    if (item.problem === undefined) objects.push({ ...item, faulty: problems.length > 0 });
    else diagnostics.push({ ...item.problem, severity, at: item.document.location });
  }
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
  const hint = first === undefined ? problem.hint : `first set at ${formatLocation(source.position(start + first))}`;
  return { code, severity, message, ...(hint !== undefined && { hint }), at };
}
