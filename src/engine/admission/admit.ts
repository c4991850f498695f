import type { Diagnostic, ObjectRef, Resource, SourceDocument, SourceLocation } from '../model/index.ts';
import { formatRef } from '../model/index.ts';
import { type AdmissionContext, type AdmittedObject, admitCurrent, admitObject } from './admit-object.ts';
import type { WrittenObject } from './decode.ts';
import { kindCatalog } from './kind-catalog.ts';
import type { KindInfo } from './kinds.ts';
import { objectNames } from './name-object.ts';
import { prepareForWrite } from './prepare/index.ts';
import { isError, type Problem } from './problem.ts';
import { reportProblems } from './report-problems.ts';

/** What the server knows that objects are sent to. */
export interface AdmitOptions {
  /** The namespace of objects that name none: `default`, as in a new kubeconfig. */
  readonly namespace?: string;
  /** Whose rules validation follows: `1.34`; the newest that is known by default. */
  readonly kubernetesVersion?: string | undefined;
  /** What becomes of workloads in API versions that the server no longer has; it rejects them by default. */
  readonly removedVersions?: 'reject' | 'convert' | undefined;
  /** The kinds that the cluster's CustomResourceDefinitions declare. */
  readonly declared?: readonly KindInfo[] | undefined;
  /**
   * The object of that name that is there already: what is sent replaces it, and is validated as an update of it.
   * Without this, everything that is sent is new.
   */
  readonly stored?: ((ref: ObjectRef) => Resource | undefined) | undefined;
}

/** What the API server makes of one object. */
export type Admission = Admitted | Rejected;

interface Answer {
  /** The object as it was sent. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Where it was written; absent for one that nobody wrote. */
  readonly at?: SourceLocation;
  /**
   * Whether a server of that version knows the object's kind in the version that the object names. Kinds that it does
   * not know are admitted all the same, since the CustomResourceDefinition may be elsewhere; a client would not find
   * the resource to send them to.
   */
  readonly served: boolean;
  /** Errors, of which an admitted object has none; warnings and notes. With places, where the object was written. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Admitted extends Answer {
  readonly outcome: 'admitted';
  /** The object with its defaults, as it is to be stored. */
  readonly resource: Resource;
}

/** The object is not taken. It has no error where it is none for a cluster: a Cluster file, a kustomization. */
export interface Rejected extends Answer {
  readonly outcome: 'rejected';
}

/**
 * Does to one object what the API server does before it stores it: converts it to the current API version, gives it its
 * defaults, validates it, and validates it against the stored object that it replaces. A stored object that was changed
 * may be sent again as the Resource that it is.
 */
export function admit(object: WrittenObject | Resource, options: AdmitOptions = {}): Admission {
  const value = { ...('ref' in object ? object.object : object.value) };
  const context = admissionContext([{ value }], options);
  return 'ref' in object ? readmitted(object, context) : answer(object, context);
}

/**
 * Admits objects that are sent one after the other, each as an update of those before it where it has their name. They
 * know the kinds that CustomResourceDefinitions among them declare, wherever these stand.
 */
export function admitInOrder(objects: readonly WrittenObject[], options: AdmitOptions = {}): readonly Admission[] {
  const { stored } = options;
  const sent = new Map<string, Resource>();
  const current = stored && ((ref: ObjectRef) => sent.get(formatRef(ref)) ?? stored(ref));
  const context = admissionContext(objects, { ...options, stored: current });
  return objects.map((object) => {
    const admission = answer(object, context);
    if (admission.outcome === 'admitted') {
      const { resource } = admission;
      sent.set(formatRef(resource.ref), prepareForWrite(current?.(resource.ref), resource));
    }
    return admission;
  });
}

/** What the objects of one request share. */
export function admissionContext(
  objects: readonly Pick<WrittenObject, 'value'>[],
  { namespace = 'default', kubernetesVersion, removedVersions, declared, stored }: AdmitOptions,
): AdmissionContext {
  return {
    catalog: kindCatalog(objects, declared),
    namespace,
    nameOf: objectNames(),
    kubernetesVersion,
    removedVersions,
    stored,
  };
}

function answer(written: WrittenObject, context: AdmissionContext): Admission {
  const admitted = admitObject(written, context);
  const { document, faulty, problems, ref, object } = admitted;
  const common = {
    value: written.value,
    at: document.location,
    served: isServed(admitted),
    diagnostics: reportProblems(admitted),
  };
  if (faulty || ref === undefined || object === undefined || problems.some(isError)) {
    return { outcome: 'rejected', ...common };
  }
  return { outcome: 'admitted', ...common, resource: { ref, object, origin: { kind: 'manifest', document } } };
}

function readmitted(resource: Resource, context: AdmissionContext): Admission {
  const { problems, object } = admitCurrent(resource.object, context);
  const diagnostics = reportProblems({ document: documentOf(resource), problems, ref: resource.ref });
  const common = { value: { ...resource.object }, served: true, diagnostics };
  if (object === undefined || problems.some(isError)) return { outcome: 'rejected', ...common };
  return { outcome: 'admitted', ...common, resource: { ...resource, object } };
}

function documentOf({ origin }: Resource): SourceDocument | undefined {
  return origin.kind === 'manifest' ? origin.document : undefined;
}

function isServed({ kind, problems }: AdmittedObject): boolean {
  // Without a kind it is rejected for that (served), or it is a file of a tool, kustomize say, that no server takes (not served).
  if (kind === undefined) return problems.some(isError);
  return kind.known !== 'guessed' && !problems.some(isUnknownKind);
}

function isUnknownKind({ code }: Problem): boolean {
  return code === 'unknown-kind';
}
