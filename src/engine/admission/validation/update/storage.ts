import type { KubernetesObject } from '../../../model/index.ts';
import { parseQuantity } from '../../../model/index.ts';
import { forbidden, type Report } from '../report.ts';
import { isSame } from './differences.ts';
import { frozen, immutable } from './immutable.ts';

/** As much of a PersistentVolumeClaim as may not change. */
interface Claim extends KubernetesObject {
  readonly spec?: {
    readonly resources?: { readonly requests?: Readonly<Record<string, string>> };
    readonly volumeName?: string;
    readonly volumeMode?: string;
    readonly storageClassName?: string;
    readonly volumeAttributesClassName?: string;
  };
}

/**
 * Checks what changed in a PersistentVolumeClaim (ValidatePersistentVolumeClaimUpdate in kubernetes
 * pkg/apis/core/validation/validation.go). Nobody provisions volumes here: claims are taken as bound, to volumes of the
 * size that was asked for, as they are soon after they were made.
 */
export function validateClaimUpdate(report: Report, before: Claim, after: Claim): void {
  const [old = {}, spec = {}] = [before.spec, after.spec];
  const { storage } = old.resources?.requests ?? {};
  frozen(report, ['spec'], {
    before: { ...old, volumeMode: undefined },
    after: {
      ...spec,
      volumeMode: undefined,
      resources: { ...spec.resources, requests: { ...spec.resources?.requests, storage } },
      volumeAttributesClassName: old.volumeAttributesClassName,
      // A volume is found for a claim, and a class where it names none, after it was made.
      volumeName: old.volumeName === undefined ? undefined : (spec.volumeName ?? old.volumeName),
      storageClassName: old.storageClassName === undefined ? undefined : spec.storageClassName,
    },
    detail: 'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
  });
  const path = ['spec', 'resources', 'requests', 'storage'];
  if (isLess(spec.resources?.requests?.['storage'], storage)) {
    forbidden(report, path, 'field can not be less than status.capacity');
  }
  validateMode(report, old.volumeMode, spec.volumeMode);
}

function isLess(quantity: string | undefined, than: string | undefined): boolean {
  const [one, other] = [parseQuantity(quantity ?? ''), parseQuantity(than ?? '')];
  return one !== undefined && other !== undefined && one < other;
}

/** The server calls the field `volumeMode`, without `spec`. */
function validateMode(report: Report, old = 'Filesystem', mode = 'Filesystem'): void {
  immutable(report, { path: ['spec', 'volumeMode'], shown: 'volumeMode' }, old, mode);
}

interface Volume extends KubernetesObject {
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** The fields of a PersistentVolume's spec that say nothing of where its data are. */
const NO_SOURCE: ReadonlySet<string> = new Set([
  ...['capacity', 'accessModes', 'claimRef', 'persistentVolumeReclaimPolicy', 'storageClassName', 'mountOptions'],
  ...['volumeMode', 'nodeAffinity', 'volumeAttributesClassName'],
]);

/** Checks what changed in a PersistentVolume: it stays where it is (ValidatePersistentVolumeUpdate). */
export function validateVolumeUpdate(report: Report, before: Volume, after: Volume): void {
  const [old = {}, spec = {}] = [before.spec, after.spec];
  const [oldSource, source] = [sourceOf(old), sourceOf(spec)];
  if (!isSame(oldSource, source)) {
    const field = { path: ['spec', Object.keys(source)[0] ?? ''], shown: 'spec.persistentvolumesource' };
    forbidden(report, field, 'spec.persistentvolumesource is immutable after creation');
  }
  validateMode(report, textOf(old['volumeMode']), textOf(spec['volumeMode']));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function sourceOf(spec: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(spec).filter(([field]) => !NO_SOURCE.has(field)));
}

interface StorageClass extends KubernetesObject {
  readonly provisioner?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly reclaimPolicy?: string;
  readonly volumeBindingMode?: string;
}

/** Checks what changed in a StorageClass (kubernetes pkg/apis/storage/validation/validation.go). */
export function validateStorageClassUpdate(report: Report, before: StorageClass, after: StorageClass): void {
  const policy = ({ reclaimPolicy = 'Delete' }: StorageClass): string => reclaimPolicy;
  const mode = ({ volumeBindingMode = 'Immediate' }: StorageClass): string => volumeBindingMode;
  if (!isSame(before.parameters, after.parameters)) {
    forbidden(report, ['parameters'], 'updates to parameters are forbidden.');
  }
  if (before.provisioner !== after.provisioner) {
    forbidden(report, ['provisioner'], 'updates to provisioner are forbidden.');
  }
  if (policy(before) !== policy(after)) {
    forbidden(report, ['reclaimPolicy'], 'updates to reclaimPolicy are forbidden.');
  }
  immutable(report, ['volumeBindingMode'], mode(before), mode(after));
}
