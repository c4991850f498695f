import type { FieldPath } from '../../model/index.ts';
import { formatFieldPath } from '../../model/index.ts';
import type { Container, PodSpec } from '../written.ts';
import { dnsLabel } from './formats.ts';
import type { Report } from './report.ts';
import { check, duplicate, forbidden, invalid, notFound, required } from './report.ts';

type Volume = NonNullable<PodSpec['volumes']>[number];

/** Checks a pod's volumes and returns the names that containers may mount: those of the valid ones (ValidateVolumes). */
export function validateVolumes(report: Report, path: FieldPath, volumes: readonly Volume[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [index, volume] of volumes.entries()) {
    const at = [...path, index];
    const before = report.problems.length;
    validateSource(report, at, volume);
    const { name = '' } = volume;
    if (name === '') required(report, [...at, 'name']);
    else check(report, at, 'name', name, dnsLabel);
    if (names.has(name)) duplicate(report, [...at, 'name'], name);
    if (report.problems.length === before) names.add(name);
  }
  return names;
}

/** Checks what a container mounts (ValidateVolumeMounts). */
export function validateVolumeMounts(
  report: Report,
  path: FieldPath,
  mounts: NonNullable<Container['volumeMounts']>,
  volumes: ReadonlySet<string>,
): void {
  const places = new Set<string>();
  for (const [index, { name = '', mountPath = '', subPath = '' }] of mounts.entries()) {
    const at = [...path, index];
    if (name === '') required(report, [...at, 'name']);
    if (!volumes.has(name)) notFound(report, [...at, 'name'], name);
    if (mountPath === '') required(report, [...at, 'mountPath']);
    if (places.has(mountPath)) invalid(report, [...at, 'mountPath'], mountPath, 'must be unique');
    places.add(mountPath);
    // The server names the list here, not the mount.
    const field = { path: [...at, 'subPath'], shown: `${formatFieldPath(path)}.subPath` };
    if (subPath.startsWith('/')) invalid(report, field, subPath, 'must be a relative path');
    if (subPath.split('/').includes('..')) invalid(report, field, subPath, "must not contain '..'");
  }
}

/** One source for each volume, and in each the fields that it cannot do without; other sources are taken as they are. */
function validateSource(report: Report, at: FieldPath, volume: Volume): void {
  const [first, ...others] = Object.entries(volume).filter(([key, value]) => key !== 'name' && value !== undefined);
  if (first === undefined) {
    required(report, at, 'must specify a volume type');
    return;
  }
  const { configMap, secret, hostPath, persistentVolumeClaim, nfs } = volume;
  if (configMap !== undefined && (configMap.name ?? '') === '') required(report, [...at, 'configMap', 'name']);
  if (secret !== undefined && (secret.secretName ?? '') === '') required(report, [...at, 'secret', 'secretName']);
  if (hostPath !== undefined && (hostPath.path ?? '') === '') required(report, [...at, 'hostPath', 'path']);
  if (persistentVolumeClaim !== undefined && (persistentVolumeClaim.claimName ?? '') === '') {
    required(report, [...at, 'persistentVolumeClaim', 'claimName']);
  }
  if (nfs !== undefined && (nfs.server ?? '') === '') required(report, [...at, 'nfs', 'server']);
  if (nfs !== undefined && (nfs.path ?? '') === '') required(report, [...at, 'nfs', 'path']);
  if (nfs !== undefined && !(nfs.path ?? '').startsWith('/')) {
    invalid(report, [...at, 'nfs', 'path'], nfs.path ?? '', 'must be an absolute path');
  }
  for (const [name] of others) forbidden(report, [...at, name], 'may not specify more than 1 volume type');
}
