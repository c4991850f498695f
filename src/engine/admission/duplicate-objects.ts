import { canonicalJson, type Diagnostic, formatLocation, formatRef, type Resource } from '../model/index.ts';
import type { AdmittedObject } from './admit-object.ts';
import { prepareForWrite } from './prepare/index.ts';
import { isError } from './problem.ts';
import { validateUpdate } from './validation/index.ts';

/**
 * What becomes of objects that are written one after the other, as by `kubectl apply`: of those of one name the last one
 * counts, and the others are said to be written again. One that is rejected leaves what is there; an update that the API
 * server forbids is rejected.
 */
export function duplicateObjects(
  objects: readonly AdmittedObject[],
  kubernetesVersion?: string,
): {
  /** Each object once, and those that are rejected. */
  readonly single: readonly AdmittedObject[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const current = new Map<string, AdmittedObject>();
  const replaced = new Set<AdmittedObject>();
  const updates = new Map<AdmittedObject, AdmittedObject>();
  const diagnostics: Diagnostic[] = [];
  for (const object of objects) {
    if (object.ref === undefined || !isAccepted(object)) continue;
    const name = formatRef(object.ref);
    const before = current.get(name);
    const updated = before === undefined ? object : updateOf(before, object, kubernetesVersion);
    if (updated !== object) updates.set(object, updated);
    if (!isAccepted(updated)) continue;
    current.set(name, updated);
    if (before === undefined) continue;
    replaced.add(before);
    diagnostics.push(writtenAgain(updated, before));
  }
  const single = objects.map((object) => updates.get(object) ?? object).filter((object) => !replaced.has(object));
  return { single, diagnostics };
}

function isAccepted({ faulty, object, problems }: AdmittedObject): boolean {
  return !faulty && object !== undefined && !problems.some(isError);
}

/** The object as the new version of one that was written before it. */
function updateOf(before: AdmittedObject, after: AdmittedObject, kubernetesVersion?: string): AdmittedObject {
  const [stored, sent] = [before, after].map(resourceOf);
  if (stored === undefined || sent === undefined) return after;
  const { object } = prepareForWrite(stored, sent);
  const problems = validateUpdate(stored.object, object, kubernetesVersion);
  return problems.length === 0 ? after : { ...after, problems: [...after.problems, ...problems] };
}

function resourceOf({ ref, object, document }: AdmittedObject): Resource | undefined {
  return ref && object && { ref, object, origin: { kind: 'manifest', document } };
}

function writtenAgain({ document, ref, kind, object }: AdmittedObject, before: AdmittedObject): Diagnostic {
  const resource = kind?.group ? `${kind.plural}.${kind.group}` : kind?.plural;
  const alike = intentOf(object) === intentOf(before.object);
  const outcome = alike ? 'both say the same' : 'the last one counts, as after kubectl apply';
  return {
    code: 'duplicate-object',
    severity: 'warning',
    message: `${resource} "${ref?.name}" is written again: ${outcome}`,
    hint: `written before at ${formatLocation(before.document.location)}`,
    at: document.location,
    ...(ref !== undefined && { about: ref }),
  };
}

/** What the author of an object wants, as text: without what the cluster itself writes into objects that are read out. */
function intentOf(object: AdmittedObject['object']): string {
  const {
    uid: _,
    resourceVersion,
    generation,
    creationTimestamp,
    selfLink,
    managedFields,
    ...metadata
  } = object?.metadata ?? {};
  return canonicalJson({ ...object, metadata, status: undefined });
}
