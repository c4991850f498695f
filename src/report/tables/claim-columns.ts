import type { KubernetesObject } from '../../engine/model/index.ts';
import { ageColumn, type Column } from './column.ts';

interface PersistentVolumeClaim extends KubernetesObject {
  readonly spec?: {
    readonly volumeName?: string;
    readonly storageClassName?: string;
    readonly volumeAttributesClassName?: string;
    readonly volumeMode?: string;
  };
  readonly status?: {
    readonly phase?: string;
    readonly accessModes?: readonly string[];
    readonly capacity?: { readonly storage?: string };
  };
}

/** persistentVolumeClaimColumnDefinitions in kubernetes pkg/printers/internalversion/printers.go. */
export const claimColumns: { readonly PersistentVolumeClaim: readonly Column<PersistentVolumeClaim>[] } = {
  PersistentVolumeClaim: [
    { name: 'STATUS', cell: (claim) => statusText(claim) },
    { name: 'VOLUME', cell: ({ spec }) => spec?.volumeName ?? '' },
    { name: 'CAPACITY', cell: (claim) => (isBound(claim) ? (claim.status?.capacity?.storage ?? '0') : '') },
    { name: 'ACCESS MODES', cell: (claim) => (isBound(claim) ? accessModes(claim) : '') },
    { name: 'STORAGECLASS', cell: (claim) => storageClass(claim) },
    { name: 'VOLUMEATTRIBUTESCLASS', cell: ({ spec }) => spec?.volumeAttributesClassName ?? '<unset>' },
    ageColumn,
    { name: 'VOLUMEMODE', wide: true, cell: ({ spec }) => spec?.volumeMode ?? 'Filesystem' },
  ],
};

function statusText({ metadata, status }: PersistentVolumeClaim): string {
  return metadata?.deletionTimestamp === undefined ? (status?.phase ?? 'Pending') : 'Terminating';
}

function isBound({ spec }: PersistentVolumeClaim): boolean {
  return spec?.volumeName !== undefined && spec.volumeName !== '';
}

const SHORT_MODES: ReadonlyMap<string, string> = new Map([
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
]);

function accessModes({ status }: PersistentVolumeClaim): string {
  return [...SHORT_MODES].flatMap(([mode, short]) => (status?.accessModes?.includes(mode) ? [short] : [])).join(',');
}

/** The beta annotation goes before the field (GetPersistentVolumeClaimClass in kubernetes pkg/apis/core/helper). */
function storageClass({ metadata, spec }: PersistentVolumeClaim): string {
  return metadata?.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? '';
}
