import type { KubernetesObject, ObjectRef } from '../model/index.ts';
import type { WrittenObject } from './decode.ts';
import { type Identity, identityOf, notForTheCluster } from './identity.ts';
import type { CatalogKind, KindCatalog } from './kind-catalog.ts';
import { type NameOf, nameObject } from './name-object.ts';
import { isError, type Problem } from './problem.ts';

/** What the API server does to an object before it stores it, in this order; each is the door of a folder. */
export interface AdmissionStages {
  /** Brings an old API version to the current one. */
  convert(object: KubernetesObject): { readonly object: KubernetesObject; readonly problems: readonly Problem[] };
  /** Whether `validateStructure` knows what the kind's objects look like. */
  isKnownKind(identity: Identity): boolean;
  validateStructure(object: KubernetesObject, identity: Identity): readonly Problem[];
  decodeNulls(object: KubernetesObject, identity: Identity): KubernetesObject;
  applyDefaults(object: KubernetesObject): KubernetesObject;
  validateObject(object: KubernetesObject, kubernetesVersion?: string): readonly Problem[];
}

export interface AdmissionContext {
  readonly stages: AdmissionStages;
  readonly catalog: KindCatalog;
  /** For objects that name no namespace. */
  readonly namespace: string;
  readonly nameOf: NameOf;
  /** Validation became stricter over time: `1.34`. */
  readonly kubernetesVersion?: string | undefined;
}

/** An object after admission, as far as it came: `object` is there only when nothing kept it out of the stages. */
export interface AdmittedObject {
  readonly written: WrittenObject;
  readonly problems: readonly Problem[];
  readonly kind?: CatalogKind;
  readonly ref?: ObjectRef;
  readonly object?: KubernetesObject;
}

/** Takes one object through the stages. Stops where the API server could not go on, and else collects every problem. */
export function admitObject(written: WrittenObject, context: AdmissionContext): AdmittedObject {
  const identity = identityOf(written.value);
  if ('message' in identity) return { written, problems: [identity] };
  const foreign = notForTheCluster(identity);
  if (foreign !== undefined) return { written, problems: [foreign] };
  const { object, problems } = context.stages.convert(written.value);
  if (problems.some(isError)) return { written, problems };
  return { written, ...admitCurrent(object, context, problems) };
}

function admitCurrent(
  written: KubernetesObject,
  context: AdmissionContext,
  conversion: readonly Problem[],
): Omit<AdmittedObject, 'written'> {
  const { stages } = context;
  const identity = { apiVersion: String(written.apiVersion), kind: String(written.kind) };
  const kind = context.catalog(identity);
  const structure = structureProblems(written, identity, stages);
  const metadataIsBroken = structure.some((problem) => isError(problem) && problem.path[0] === 'metadata');
  const { object, ref, problems: naming } = nameObject(written, kind, context);
  const problems = [...conversion, ...structure, ...(metadataIsBroken ? [] : naming)];
  const named = { kind, ...(ref !== undefined && { ref }) };
  // A value of the wrong type would mislead the stages that follow; a field too many does not.
  if (structure.some((problem) => isError(problem) && problem.code !== 'unknown-field')) return { ...named, problems };
  const stored = stages.applyDefaults(stages.decodeNulls(object, identity));
  const validation = stages
    .validateObject(stored, context.kubernetesVersion)
    .filter(({ path }) => ref !== undefined || path.join('.') !== 'metadata.name');
  return { ...named, problems: [...problems, ...validation], object: stored };
}

/** Of a kind that nobody knows, the metadata are known all the same; an object without other fields stands in for it. */
function structureProblems(written: KubernetesObject, identity: Identity, stages: AdmissionStages): readonly Problem[] {
  const problems = stages.validateStructure(written, identity);
  if (stages.isKnownKind(identity) || problems.some(isError)) return problems;
  const { metadata } = written;
  const stand = { apiVersion: 'v1', kind: 'ConfigMap' };
  return [...problems, ...stages.validateStructure({ ...stand, ...(metadata !== undefined && { metadata }) }, stand)];
}
