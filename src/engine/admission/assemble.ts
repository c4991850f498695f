import { compareRefs, compareText, type Diagnostic, type Resource } from '../model/index.ts';
import { type AdmitOptions, admissionContext } from './admit.ts';
import { type AdmittedObject, admitObject } from './admit-object.ts';
import { changesPolicy, concernsPolicy } from './changes-policy.ts';
import { decode } from './decode.ts';
import { duplicateObjects } from './duplicate-objects.ts';
import { keptAside } from './kept-aside.ts';
import { isError } from './problem.ts';
import { compareDiagnostics, reportProblems } from './report-problems.ts';
import type { SourceText } from './source-text.ts';
import { unmodelledKinds } from './unmodelled-kinds.ts';

/** What texts hold once admitted. */
export interface AssembledManifests {
  /** Sorted by kind, namespace and name. */
  readonly resources: readonly Resource[];
  /**
   * The objects that are rejected, or written more than once, where no policy looks at that, and that have the form of
   * admitted ones all the same; sorted as `resources`.
   */
  readonly faulty: readonly Resource[];
  /** Sorted by file, line and column. */
  readonly diagnostics: readonly Diagnostic[];
  /** The names of the texts that hold nothing at all. */
  readonly empty: ReadonlySet<string>;
}

/** Turns texts into resources. The order of the texts, and of the documents in them, changes nothing. */
export function assemble(texts: readonly SourceText[], options: AdmitOptions): AssembledManifests {
  const decoded = [...texts].sort(compareTexts).map((text) => ({ text, ...decode(text) }));
  const objects = decoded.flatMap((text) => text.objects);
  const context = admissionContext(objects, options);
  const admitted = objects.map((object) => admitObject(object, context));
  const { duplicates, last, diagnostics: duplicateDiagnostics } = duplicateObjects(admitted);
  const diagnostics = [
    ...decoded.flatMap((text) => text.diagnostics),
    ...admitted.flatMap(reportProblems),
    ...duplicateDiagnostics,
    ...unmodelledKinds(admitted),
  ];
  const empty = decoded.filter(({ objects, diagnostics }) => objects.length + diagnostics.length === 0);
  const unasked = last.filter(({ kind }) => !concernsPolicy(kind));
  const single = admitted.filter((each) => !duplicates.has(each));
  return {
    resources: single.flatMap(resourceOf).sort(compareResources),
    faulty: [...single.flatMap(faultyResourceOf), ...unasked.flatMap(written)]
      .flatMap(keptAside)
      .sort(compareResources),
    diagnostics: diagnostics.sort(compareDiagnostics),
    empty: new Set(empty.map(({ text }) => text.name)),
  };
}

function resourceOf(admitted: AdmittedObject): readonly Resource[] {
  return admitted.problems.some(isError) ? [] : written(admitted);
}

function faultyResourceOf(admitted: AdmittedObject): readonly Resource[] {
  const { problems, kind } = admitted;
  const errors = problems.filter(isError);
  return errors.length === 0 || errors.some((problem) => changesPolicy(problem, kind)) ? [] : written(admitted);
}

function written({ document, faulty, ref, object }: AdmittedObject): readonly Resource[] {
  if (faulty || ref === undefined || object === undefined) return [];
  return [{ ref, object, origin: { kind: 'manifest', document } }];
}

function compareResources(a: Resource, b: Resource): number {
  return compareText(a.ref.kind, b.ref.kind) || compareRefs(a.ref, b.ref);
}

/** By place, so that the first of two equal objects is always the same one. */
function compareTexts(a: SourceText, b: SourceText): number {
  return compareText(a.name, b.name) || a.position(0).line - b.position(0).line;
}
