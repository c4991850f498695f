import type { Diagnostic, RejectedObject, Resource } from '../model/index.ts';
import type { AdmitOptions } from './admit.ts';
import { assemble, type Said } from './assemble.ts';
import type { ManifestSource } from './manifest-source.ts';
import { objectTexts, SourceText } from './source-text.ts';

export interface ReadOptions extends AdmitOptions, Said {}

export interface ReadManifests {
  /** The objects that the API server would accept, with its defaults, sorted by kind, namespace and name. */
  readonly resources: readonly Resource[];
  /**
   * The objects that the API server would reject for values that no network policy depends on: a container without an
   * image, say. They are in no cluster, and policies are written for them all the same.
   */
  readonly faulty: readonly Resource[];
  /** All that was written and is not in `resources`. */
  readonly rejected: readonly RejectedObject[];
  /** All that is wrong or notable, sorted by file, line and column. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text of each file that diagnostics and resources point into, for showing its lines. */
  readonly files: ReadonlyMap<string, string>;
  /** The names of the texts that hold nothing at all: no object, and nothing wrong. */
  readonly empty: ReadonlySet<string>;
}

/**
 * Reads manifests as `kubectl apply` and the API server behind it would. Everything wrong in the texts is a diagnostic,
 * and all of it comes at once. Throws a SetupError where an object has no form as JSON.
 */
export function readManifests(sources: readonly ManifestSource[], options: ReadOptions = {}): ReadManifests {
  const { said, leftOut, ...admission } = options;
  const texts = sources.flatMap(textsOf);
  const { resources, faulty, rejected, diagnostics, empty } = assemble(texts, admission, { said, leftOut });
  return {
    resources,
    faulty,
    rejected,
    diagnostics: withoutQuotes(diagnostics, texts),
    files: filesOf(texts.filter(({ isUnquoted }) => !isUnquoted)),
    empty,
  };
}

function textsOf(source: ManifestSource): readonly SourceText[] {
  return source.kind === 'text' ? [new SourceText(source)] : objectTexts(source.objects, source.name);
}

/** What is wrong with a text that is no manifest at all is worded by what stands in it. */
function withoutQuotes(diagnostics: readonly Diagnostic[], texts: readonly SourceText[]): readonly Diagnostic[] {
  const unquoted = new Set(texts.filter(({ isUnquoted }) => isUnquoted).map(({ name }) => name));
  if (unquoted.size === 0) return diagnostics;
  return diagnostics.map((diagnostic) => {
    if (diagnostic.about !== undefined || diagnostic.at === undefined || !unquoted.has(diagnostic.at.file)) {
      return diagnostic;
    }
    return {
      ...diagnostic,
      message: 'the file holds something else than manifests',
      hint: 'it lies outside the project, and is not quoted; to see what is wrong: curlew get pods -f FILE',
    };
  });
}

function filesOf(texts: readonly SourceText[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const source of texts) {
    const before = files.get(source.name);
    files.set(source.name, before === undefined ? source.fileText() : overlaid(before, source.fileText()));
  }
  return files;
}

/** Two parts of one file: each has its own lines, and blanks for those that it does not know. */
function overlaid(one: string, other: string): string {
  const lines = one.split('\n');
  for (const [index, line] of other.split('\n').entries()) if (line.trim() !== '') lines[index] = line;
  return Array.from(lines, (line = '') => line).join('\n');
}
