import type { FieldPath, KubernetesObject, Labels, OwnerReference } from '../../model/index.ts';
import { formatFieldPath } from '../../model/index.ts';
import type { Format } from './formats.ts';
import { dnsLabel, qualifiedName } from './formats.ts';
import type { Report } from './report.ts';
import { invalid, invalidEach, nonNegative, required, tooLong } from './report.ts';
import { validateLabels } from './selector.ts';

const ANNOTATIONS_BYTES = 256 * 1024;

/**
 * Checks an object's metadata. `nameFormat` is the kind's; a name that is still to be generated is not missed, nor
 * is the uid of an owner, which no manifest can know. A namespace on a cluster-scoped object is ignored, as the server
 * ignores it.
 *
 * apimachinery pkg/api/validation/objectmeta.go
 */
export function validateMetadata(report: Report, object: KubernetesObject, nameFormat: Format): void {
  const { name = '', generateName = '', namespace = '', ...metadata } = object.metadata ?? {};
  if (generateName !== '') {
    invalidEach(report, ['metadata', 'generateName'], generateName, nameFormat(maskTrailingDash(generateName)));
  }
  if (name !== '') invalidEach(report, ['metadata', 'name'], name, nameFormat(name));
  else if (generateName === '') required(report, ['metadata', 'name'], 'name or generateName is required');
  if (namespace !== '') invalidEach(report, ['metadata', 'namespace'], namespace, dnsLabel(namespace));
  nonNegative(report, ['metadata'], 'generation', metadata.generation);
  validateLabels(report, ['metadata', 'labels'], metadata.labels);
  validateAnnotations(report, ['metadata', 'annotations'], metadata.annotations);
  validateOwners(report, metadata.ownerReferences ?? []);
  for (const finalizer of metadata.finalizers ?? []) {
    invalidEach(report, ['metadata', 'finalizers'], finalizer, qualifiedName(finalizer));
  }
}

/** Checks the keys of annotations, in which case does not matter, and their size together; `shown` as for labels. */
export function validateAnnotations(
  report: Report,
  path: FieldPath,
  annotations: Labels | undefined,
  shown?: string,
): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    const messages = qualifiedName(key.toLowerCase());
    if (messages.length > 0)
      invalidEach(report, { path: [...path, key], shown: shown ?? formatFieldPath(path) }, key, messages);
    bytes += key.length + value.length;
  }
  if (bytes > ANNOTATIONS_BYTES) tooLong(report, { path, shown: shown ?? formatFieldPath(path) }, ANNOTATIONS_BYTES);
}

function validateOwners(report: Report, owners: readonly OwnerReference[]): void {
  const path = ['metadata', 'ownerReferences'];
  let controller = '';
  for (const [index, owner] of owners.entries()) {
    for (const field of ['apiVersion', 'kind', 'name'] as const) {
      if ((owner[field] ?? '') !== '') continue;
      const detail = field === 'apiVersion' ? 'version must not be empty' : 'must not be empty';
      invalid(report, { path: [...path, index, field], shown: `${path.join('.')}.${field}` }, '', detail);
    }
    if (owner.controller !== true) continue;
    const current = `${owner.kind}/${owner.name}`;
    if (controller !== '') {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${current}`;
      invalid(report, path, owners, detail);
    } else controller = current;
  }
}

/** Makes `web-` pass as the start of a name to be generated (maskTrailingDash in apimachinery pkg/api/validation). */
function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}
