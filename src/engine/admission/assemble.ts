import { compareRefs, compareText, type Diagnostic, type RejectedObject, type Resource } from '../model/index.ts';
import { type AdmitOptions, admissionContext } from './admit.ts';
import { type AdmittedObject, admitObject } from './admit-object.ts';
import { changesPolicy } from './changes-policy.ts';
import { decode } from './decode.ts';
import { duplicateObjects } from './duplicate-objects.ts';
import { keptAside } from './kept-aside.ts';
import { notManifests } from './not-manifests.ts';
import { isError } from './problem.ts';
import { rejectedObjects } from './rejected-objects.ts';
import { compareDiagnostics, reportProblems } from './report-problems.ts';
import type { SourceText } from './source-text.ts';
import { compareTexts } from './text-order.ts';
import { unmodelledKinds } from './unmodelled-kinds.ts';

/** What texts hold once admitted. */
export interface AssembledManifests {
  /** Sorted by kind, namespace and name. */
  readonly resources: readonly Resource[];
  /**
   * The objects that are rejected where no policy looks at that, and that have the form of admitted ones all the same; sorted
   * as `resources`.
   */
  readonly faulty: readonly Resource[];
  /** All that is written and not in `resources`. */
  readonly rejected: readonly RejectedObject[];
  /** Sorted by file, line and column. */
  readonly diagnostics: readonly Diagnostic[];
  /** The names of the texts that hold nothing at all. */
  readonly empty: ReadonlySet<string>;
}

/** What was said of the texts before they came here. */
export interface Said {
  readonly said?: readonly Diagnostic[] | undefined;
  /** Files that were found beside them, and are no texts. */
  readonly leftOut?: readonly string[] | undefined;
}

/**
 * Turns texts into resources. The order in which the texts are handed over changes nothing.
 */
export function assemble(
  texts: readonly SourceText[],
  options: AdmitOptions,
  { said = [], leftOut = [] }: Said = {},
): AssembledManifests {
  const decoded = [...texts].sort(compareTexts).map((text) => ({ text, ...decode(text) }));
  const objects = decoded.flatMap((text) => text.objects);
  const context = admissionContext(objects, options);
  const { single, diagnostics: duplicateDiagnostics } = duplicateObjects(
    objects.map((object) => admitObject(object, context)),
    options.kubernetesVersion,
  );
  const others = decoded.flatMap(({ text, isNoManifest }) => (isNoManifest ? [text.name] : []));
  const diagnostics = [
    ...said,
    ...notManifests([...others, ...leftOut]),
    ...decoded.flatMap((text) => text.diagnostics),
    ...single.flatMap(reportProblems),
    ...duplicateDiagnostics,
    ...unmodelledKinds(single),
  ];
  const empty = decoded.filter(({ objects, diagnostics }) => objects.length + diagnostics.length === 0);
  return {
    resources: single.flatMap(resourceOf).sort(compareResources),
    faulty: single.flatMap(faultyResourceOf).flatMap(keptAside).sort(compareResources),
    rejected: rejectedObjects(
      single,
      decoded.flatMap(({ unread }) => unread),
      said,
    ),
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
