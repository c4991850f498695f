import { formatFieldPath, type KubernetesObject, type ObjectRef, type Resource } from '../model/index.ts';
import { convert, type Deprecation } from './conversion/index.ts';
import type { WrittenObject } from './decode.ts';
import { applyDefaults } from './defaults/index.ts';
import { type Identity, identityOf, notForTheCluster } from './identity.ts';
import type { CatalogKind, KindCatalog } from './kind-catalog.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { type NameOf, nameObject, noName } from './name-object.ts';
import { prepareForWrite } from './prepare/index.ts';
import { isError, type Problem } from './problem.ts';
import { decodeNulls, isKnownKind, validateStructure } from './schema/index.ts';
import { validateObject, validateUpdate } from './validation/index.ts';

/** What decides over objects that are sent together. */
export interface AdmissionContext {
  readonly catalog: KindCatalog;
  /** For objects that name no namespace. */
  readonly namespace: string;
  readonly nameOf: NameOf;
  /** Validation became stricter over time: `1.34`. */
  readonly kubernetesVersion?: string | undefined;
  /** The object of that name that is there already, which the new one is to replace. */
  readonly stored?: ((ref: ObjectRef) => Resource | undefined) | undefined;
}

/** An object after admission, as far as it came: `object` is there only when nothing kept it from being stored. */
export interface AdmittedObject {
  readonly document: ManifestDocument;
  /** Whether the text has errors, which keep the object out however good it is. */
  readonly faulty: boolean;
  readonly problems: readonly Problem[];
  readonly kind?: CatalogKind;
  /** What became of the API version that the object was written in, if that is gone. */
  readonly deprecation?: Deprecation;
  readonly ref?: ObjectRef;
  readonly object?: KubernetesObject;
}

/** Takes one object through conversion, defaults and validation. Stops where the API server could not go on, and else collects every problem. */
export function admitObject({ value, document, faulty }: WrittenObject, context: AdmissionContext): AdmittedObject {
  const identity = identityOf(value);
  if ('message' in identity) return { document, faulty, problems: [identity] };
  const foreign = notForTheCluster(identity);
  if (foreign !== undefined) return { document, faulty, problems: [foreign] };
  const { object, problems, written, deprecation } = convert(value);
  const current = object === value ? document : document.convertedBy(written);
  const admitted = admitCurrent(object, context, problems);
  return { document: current, faulty, ...admitted, ...(deprecation !== undefined && { deprecation }) };
}

/** An object of a current version, as far as admission came with it. */
export type CurrentObject = Pick<AdmittedObject, 'problems' | 'ref' | 'object'> & { readonly kind: CatalogKind };

/** Admits an object of a current API version. `earlier` is what its conversion had to say. */
export function admitCurrent(
  written: KubernetesObject,
  context: AdmissionContext,
  earlier: readonly Problem[] = [],
): CurrentObject {
  const identity = { apiVersion: String(written.apiVersion), kind: String(written.kind) };
  const kind = context.catalog(identity);
  const structure = structureProblems(written, identity);
  const metadataIsBroken = structure.some((problem) => isError(problem) && problem.path[0] === 'metadata');
  const { object, ref, problems: naming } = nameObject(written, kind, context);
  const problems = [...earlier, ...structure, ...(metadataIsBroken ? [] : naming)];
  const named = { kind, ...(ref !== undefined && { ref }) };
  // A value of the wrong type would mislead the stages that follow; a field too many does not.
  if (structure.some((problem) => isError(problem) && problem.code !== 'unknown-field')) return { ...named, problems };
  const complete = applyDefaults(decodeNulls(object, identity));
  const validation = [
    ...validateObject(complete, context.kubernetesVersion),
    ...(ref === undefined ? [] : updateProblems(ref, complete, context)),
  ];
  return { ...named, problems: [...problems, ...unsaid(validation, problems)], object: complete };
}

/** What is wrong with an object as the new version of one that is there already. */
function updateProblems(
  ref: ObjectRef,
  object: KubernetesObject,
  { stored, kubernetesVersion }: AdmissionContext,
): readonly Problem[] {
  const before = stored?.(ref);
  if (before === undefined) return [];
  const { object: after } = prepareForWrite(before, { ...before, object });
  return validateUpdate(before.object, after, kubernetesVersion);
}

/** Of a kind that nobody knows, the metadata are known all the same; an object without other fields stands in for it. */
function structureProblems(written: KubernetesObject, identity: Identity): readonly Problem[] {
  const problems = validateStructure(written, identity);
  if (isKnownKind(identity) || problems.some(isError)) return problems;
  const { metadata } = written;
  const stand = { apiVersion: 'v1', kind: 'ConfigMap' };
  return [...problems, ...validateStructure({ ...stand, ...(metadata !== undefined && { metadata }) }, stand)];
}

/** Leaves out problems of a field that an earlier stage has reported: that stage saw the field as it was written. */
function unsaid(validation: readonly Problem[], earlier: readonly Problem[]): readonly Problem[] {
  if (validation.length === 0 || earlier.length === 0) return validation;
  const judged = new Set(earlier.map(({ path, message }) => `${formatFieldPath(path)} ${message}`));
  const isNameless = earlier.includes(noName);
  return validation.filter(({ path, message }) => {
    const place = formatFieldPath(path);
    return !judged.has(`${place} ${message}`) && !(isNameless && place === 'metadata.name');
  });
}
