import { formatFieldPath, type KubernetesObject, type ObjectRef, type Resource } from '../model/index.ts';
import { convert, convertedProblem, isConvertedWorkload } from './conversion/index.ts';
import type { WrittenObject } from './decode.ts';
import { applyDefaults } from './defaults/index.ts';
import { type Identity, identityOf, notForTheCluster } from './identity.ts';
import type { CatalogKind, KindCatalog } from './kind-catalog.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { type NameOf, nameObject, noName } from './name-object.ts';
import { prepareForWrite } from './prepare/index.ts';
import { isError, type Problem } from './problem.ts';
import { decodeNulls, isKnownKind, mayBeNewer, validateStructure } from './schema/index.ts';
import { validateObject, validateUpdate } from './validation/index.ts';
import { lifecycleOf, minorOf, NEWEST_KNOWN, readByRelease, unservedProblem, warningOf } from './versions/index.ts';

/** What decides over objects that are sent together. */
export interface AdmissionContext {
  readonly catalog: KindCatalog;
  /** For objects that name no namespace. */
  readonly namespace: string;
  readonly nameOf: NameOf;
  /** Validation became stricter over time: `1.34`. */
  readonly kubernetesVersion?: string | undefined;
  /** What becomes of workloads in API versions that the release no longer has. */
  readonly removedVersions?: 'reject' | 'convert' | undefined;
  /** The object of that name that is there already, which the new one is to replace. */
  readonly stored?: ((ref: ObjectRef) => Resource | undefined) | undefined;
}

/** An object after admission, as far as it came: `object` is there only when nothing kept it from being stored. */
export interface AdmittedObject {
  readonly document: ManifestDocument;
  /** As it was written; absent where it is no object for a cluster. */
  readonly written?: KubernetesObject;
  /** Whether the text has errors, which keep the object out however good it is. */
  readonly faulty: boolean;
  readonly problems: readonly Problem[];
  readonly kind?: CatalogKind;
  readonly ref?: ObjectRef;
  readonly object?: KubernetesObject;
}

/** Takes one object through conversion, defaults and validation. Stops where the API server could not go on, and else collects every problem. */
export function admitObject({ value, document, faulty }: WrittenObject, context: AdmissionContext): AdmittedObject {
  const identity = identityOf(value);
  if ('message' in identity) return { document, written: value, faulty, problems: [identity] };
  const foreign = notForTheCluster(identity);
  if (foreign !== undefined) return { document, faulty, problems: [foreign] };
  const release = releaseOf(identity, context);
  if (release.some(isError))
    return { document, written: value, faulty, problems: release, ...named(value, identity, context) };
  const { object: current, written } = convert(value);
  const currentDocument = current === value ? document : document.convertedBy(written);
  const { apiVersion, kind } = current;
  const read = readByRelease(
    current,
    { apiVersion: String(apiVersion), kind: String(kind) },
    minorOf(context.kubernetesVersion),
  );
  const admitted = admitCurrent(read.object, context, [...release, ...read.problems]);
  return { document: currentDocument, written: value, faulty, ...admitted };
}

/** What a server of the cluster's release says of the API version that an object is written in. */
function releaseOf(identity: Identity, { kubernetesVersion, removedVersions }: AdmissionContext): readonly Problem[] {
  const minor = minorOf(kubernetesVersion);
  const unserved = unservedProblem(identity, minor);
  const problem =
    unserved !== undefined && removedVersions === 'convert' && isConvertedWorkload(identity)
      ? convertedProblem(identity)
      : (unserved ?? warningOf(identity, minor));
  return problem === undefined ? [] : [problem];
}

/** What is known of an object that the server does not look into. */
function named(
  value: KubernetesObject,
  identity: Identity,
  context: AdmissionContext,
): Pick<AdmittedObject, 'kind' | 'ref'> {
  const kind = context.catalog(identity);
  const { ref } = nameObject(value, kind, context);
  return { kind, ...(ref !== undefined && { ref }) };
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
  const structure = structureProblems(written, identity, context);
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
function structureProblems(
  written: KubernetesObject,
  identity: Identity,
  { kubernetesVersion }: AdmissionContext,
): readonly Problem[] {
  const minor = minorOf(kubernetesVersion);
  const problems = structureByRelease(written, identity, minor);
  if (isKnownKind(identity) || problems.some(isError)) return problems;
  const { metadata } = written;
  const stand = { apiVersion: 'v1', kind: 'ConfigMap' };
  return [...problems, ...validateStructure({ ...stand, ...(metadata !== undefined && { metadata }) }, stand)];
}

function structureByRelease(written: KubernetesObject, identity: Identity, minor: number): readonly Problem[] {
  // A kind that a server of the cluster's time has, or had, and whose fields are not known.
  const { introduced } = lifecycleOf(identity.apiVersion, identity.kind) ?? {};
  if (introduced !== undefined && !isKnownKind(identity))
    return introduced > NEWEST_KNOWN ? [tooNew(identity, minor)] : [];
  const problems: readonly Problem[] = validateStructure(written, identity);
  if (minor <= NEWEST_KNOWN) return problems;
  return problems.map((problem) => {
    if (problem.code === 'unknown-kind') return mayBeNewer(identity) ? tooNew(identity, minor) : problem;
    return problem.code === 'unknown-field' && problem.hint === undefined ? tooNewField(problem, minor) : problem;
  });
}

function tooNew({ apiVersion, kind }: Identity, minor: number): Problem {
  const message = `Curlew knows the kinds of Kubernetes 1.${NEWEST_KNOWN}, and no ${kind} in ${apiVersion}: a server of 1.${minor} may have it`;
  return { path: ['apiVersion'], code: 'newer-than-known', severity: 'warning', message };
}

/** What a field means that nobody knows, no answer can take into account: the object stays out. */
function tooNewField({ cause, message, ...problem }: Problem, minor: number): Problem {
  const known = `Curlew knows the fields of Kubernetes 1.${NEWEST_KNOWN}: a server of 1.${minor} may have it`;
  return { ...problem, code: 'newer-than-known', message: `${cause ?? message}; ${known}` };
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
