import { decodeDocument, readManifests, resolveKind } from '../../engine/admission/index.ts';
import type { Diagnostic, KubernetesObject, Resource, SourceLocation } from '../../engine/model/index.ts';
import { formatLocation } from '../../engine/model/index.ts';
import { KubectlError } from './kubectl-error.ts';
import type { ManifestFile } from './manifest-texts.ts';
import { rejectionOf } from './rejection-of.ts';
import { customKinds } from './resource-types.ts';
import type { Session } from './session.ts';

/** An object of a file or of a command, in the order in which kubectl sends them: what the server makes of it. */
export interface ReadObject {
  /** The file that kubectl names in errors; absent for objects that it makes itself. */
  readonly source?: string;
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

/** Reads the objects of files as kubectl and the API server would, each with its own answer. */
export async function readObjects(session: Session, files: readonly ManifestFile[]): Promise<ReadObjects> {
  const {
    resources,
    diagnostics,
    files: texts,
  } = await readManifests(
    files.map((file) => ({ kind: 'text', ...file }) as const),
    { namespace: session.namespace, kubernetesVersion: session.cluster.view.spec.kubernetesVersion },
  );
  const byPlace = new Map(resources.map((resource) => [placeOf(resource), resource]));
  const objects: ReadObject[] = [];
  const errors: KubectlError[] = [];
  for (const file of files) {
    const decoded = decodeDocument(file);
    const [fault] = decoded.diagnostics.filter(({ severity }) => severity === 'error');
    if (fault !== undefined) {
      errors.push(parseError(file.name, fault));
      continue;
    }
    const places = decoded.objects.map(({ document }) => document.location);
    const said = diagnosticsByObject(
      diagnostics.filter(({ at }) => at?.file === file.name),
      places,
    );
    for (const [index, { value, document }] of decoded.objects.entries()) {
      const own = said[index] ?? [];
      const resource = byPlace.get(formatLocation(document.location));
      const outcome = outcomeOf(session, { value, resource, own, source: file.name, declared: resources });
      objects.push({ source: file.name, outcome, warnings: outcome instanceof KubectlError ? [] : warningsOf(own) });
    }
  }
  return { objects, errors, files: texts };
}

/** Admits an object that a command made. */
export async function admitObject(session: Session, object: KubernetesObject): Promise<ReadObject> {
  const { resources, diagnostics } = await readManifests([{ kind: 'objects', objects: [object] }], {
    namespace: session.namespace,
    kubernetesVersion: session.cluster.view.spec.kubernetesVersion,
  });
  const [resource] = resources;
  const value = object as Readonly<Record<string, unknown>>;
  const outcome = outcomeOf(session, { value, resource, own: diagnostics, declared: [] });
  return { outcome, warnings: warningsOf(diagnostics) };
}

interface Candidate {
  readonly value: Readonly<Record<string, unknown>>;
  readonly resource: Resource | undefined;
  readonly own: readonly Diagnostic[];
  readonly source?: string;
  readonly declared: readonly Resource[];
}

function outcomeOf(session: Session, candidate: Candidate): Resource | KubectlError {
  const { value, resource, own, source } = candidate;
  const errors = own.filter(({ severity }) => severity === 'error');
  const { kubernetesVersion } = session.cluster.view.spec;
  const isGone = own.some((each) => each.code === 'deprecated-api' && isRemoved(each.message, kubernetesVersion));
  if (isGone || errors.some(({ code }) => code === 'unknown-kind') || isUndeclared(session, candidate)) {
    return noMatch(value, source);
  }
  if (errors.length === 0 && resource !== undefined) return namespaceMismatch(session, resource) ?? resource;
  return rejectionOf(value, errors, source);
}

/** `extensions/v1beta1 Deployment … unavailable in v1.16+`: on an older server the version still exists. */
function isRemoved(message: string, kubernetesVersion: string): boolean {
  const removed = Number(/unavailable in v1\.(\d+)\+/.exec(message)?.[1] ?? Number.NaN);
  return Number(kubernetesVersion.split('.')[1]) >= removed;
}

/** Reports whether no CustomResourceDefinition declares the kind of an object that is not of a built-in kind. */
function isUndeclared({ cluster }: Session, { value, resource, declared }: Candidate): boolean {
  if (resource === undefined) return false;
  const kind = String(value['kind']);
  const { apiVersion = '' } = resource.object;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  if (resolveKind(group === '' ? kind : `${kind}.${group}`) !== undefined) return false;
  const isDefinition = ({ ref, object }: Resource) =>
    ref.kind === 'CustomResourceDefinition' && JSON.stringify(object).includes(`"kind":"${kind}"`);
  return !customKinds(cluster.view).some((each) => each.kind === kind) && !declared.some(isDefinition);
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

function placeOf({ origin }: Resource): string {
  return origin.kind === 'manifest' ? formatLocation(origin.document.location) : '';
}

/** Gives each diagnostic to the last object that begins before it. */
function diagnosticsByObject(
  diagnostics: readonly Diagnostic[],
  places: readonly SourceLocation[],
): readonly (readonly Diagnostic[])[] {
  const grouped = places.map((): Diagnostic[] => []);
  for (const diagnostic of diagnostics) {
    const index = places.findLastIndex((place) => !isBefore(diagnostic.at, place));
    grouped[Math.max(index, 0)]?.push(diagnostic);
  }
  return grouped;
}

function isBefore(at: SourceLocation | undefined, place: SourceLocation): boolean {
  if (at === undefined) return false;
  return at.line < place.line || (at.line === place.line && at.column < place.column);
}
