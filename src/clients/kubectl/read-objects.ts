import type { Admission, AdmitOptions } from '../../engine/admission/index.ts';
import { admit, admitInOrder, customKinds, decodeText, writtenObjects } from '../../engine/admission/index.ts';
import type { Diagnostic, KubernetesObject, Resource } from '../../engine/model/index.ts';
import { KubectlError } from './kubectl-error.ts';
import type { ManifestFile } from './manifest-texts.ts';
import { rejectionOf } from './rejection-of.ts';
import type { Session } from './session.ts';

/** An object of a file or of a command, in the order in which kubectl sends them: what the server makes of it. */
export interface ReadObject {
  /** The file that kubectl names in errors; absent for objects that it makes itself. */
  readonly source?: string | undefined;
  readonly outcome: Resource | KubectlError;
  /** What the server warns of. */
  readonly warnings: readonly string[];
}

export interface ReadObjects {
  readonly objects: readonly ReadObject[];
  /** Files that are no YAML. */
  readonly errors: readonly KubectlError[];
  readonly files: ReadonlyMap<string, string>;
}

/** How objects are sent: `create` takes them as new whatever is there, `update` as new versions of what is there. */
export type Verb = 'create' | 'update';

/** Reads the objects of files as kubectl and the API server would, each with its own answer. */
export function readObjects(session: Session, files: readonly ManifestFile[], verb: Verb): ReadObjects {
  const decoded = files.map((file) => ({ file, ...decodeText(file) }));
  const faults = decoded.flatMap(({ file, diagnostics }) => {
    const fault = diagnostics.find(isError);
    return fault === undefined ? [] : [{ file, fault }];
  });
  const faulty = new Set(faults.map(({ file }) => file));
  const written = decoded.flatMap(({ file, objects }) => (faulty.has(file) ? [] : objects));
  return {
    objects: admitInOrder(written, serverOf(session, verb)).map((admission) =>
      readObject(session, admission, { verb, source: admission.at?.file }),
    ),
    errors: faults.map(({ file, fault }) => parseError(file.name, fault)),
    files: new Map(files.map(({ name, text }) => [name, text])),
  };
}

/** Admits an object that a command made. */
export function admitNew(session: Session, object: KubernetesObject): ReadObject {
  const [admission] = admitInOrder(writtenObjects([object]), serverOf(session, 'create'));
  if (admission !== undefined) return readObject(session, admission, { verb: 'create' });
  return { outcome: new KubectlError('no objects passed to create'), warnings: [] };
}

/** Admits a stored object that a command changed. */
export function admitChanged(session: Session, resource: Resource): ReadObject {
  return readObject(session, admit(resource, serverOf(session, 'update')), { verb: 'update' });
}

function serverOf({ cluster, namespace }: Session, verb: Verb): AdmitOptions {
  const { view } = cluster;
  return {
    namespace,
    kubernetesVersion: view.spec.kubernetesVersion,
    declared: customKinds(view),
    ...(verb === 'update' && { stored: (ref) => view.getAny(ref) }),
  };
}

interface Sending {
  readonly verb: Verb;
  readonly source?: string | undefined;
}

function readObject(session: Session, admission: Admission, { verb, source }: Sending): ReadObject {
  const { value, diagnostics } = admission;
  if (!admission.served) return { source, outcome: noMatch(value, source), warnings: [] };
  if (admission.outcome === 'rejected') {
    const errors = diagnostics.filter(isError);
    const isThere = errors.some(({ about }) => about !== undefined && session.cluster.view.getAny(about) !== undefined);
    const by = verb === 'update' && isThere ? 'patching' : 'creating';
    return { source, outcome: rejectionOf(value, errors, { source, by }), warnings: [] };
  }
  const mismatch = namespaceMismatch(session, admission.resource);
  if (mismatch !== undefined) return { source, outcome: mismatch, warnings: [] };
  return { source, outcome: admission.resource, warnings: warningsOf(diagnostics) };
}

function namespaceMismatch({ args, namespace }: Session, { ref }: Resource): KubectlError | undefined {
  if (!args.isSet('namespace') || ref.namespace === undefined || ref.namespace === namespace) return undefined;
  return new KubectlError(
    `the namespace from the provided object "${ref.namespace}" does not match the namespace "${namespace}". You must pass '--namespace=${ref.namespace}' to perform this operation.`,
  );
}

/** cli-runtime pkg/resource/mapper.go, and the hint of kubectl's create and apply. */
function noMatch(value: Readonly<Record<string, unknown>>, source = ''): KubectlError {
  const { name = '', namespace = '' } = Object(value['metadata']) as {
    readonly name?: string;
    readonly namespace?: string;
  };
  return new KubectlError(
    `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${source}": no matches for kind "${value['kind']}" in version "${value['apiVersion']}"\nensure CRDs are installed first`,
  );
}

function parseError(file: string, { message, at }: Diagnostic): KubectlError {
  return new KubectlError(
    `error parsing ${file}: error converting YAML to JSON: yaml: line ${at?.line ?? 1}: ${message}`,
  );
}

function warningsOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.flatMap(({ code, message }) =>
    code === 'api-warning' || code === 'deprecated-api' ? [message] : [],
  );
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}
