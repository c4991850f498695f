import type { BuildObject } from './build-object.ts';

const FIRST: readonly string[] = [
  ...['Namespace', 'ResourceQuota', 'StorageClass', 'CustomResourceDefinition', 'ServiceAccount'],
  ...['PodSecurityPolicy', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding', 'ConfigMap', 'Secret'],
  ...['Endpoints', 'Service', 'LimitRange', 'PriorityClass', 'PersistentVolume', 'PersistentVolumeClaim', 'Deployment'],
  ...['StatefulSet', 'CronJob', 'PodDisruptionBudget'],
];
const LAST: readonly string[] = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

function rank({ value }: BuildObject): number {
  const kind = String(value['kind']);
  const first = FIRST.indexOf(kind);
  if (first >= 0) return first - FIRST.length;
  return LAST.indexOf(kind) + 1;
}

/** The order in which objects are sent: namespaces first, webhooks last (kustomize api/internal/builtins/SortOrderTransformer.go). */
export function legacyOrder(objects: readonly BuildObject[]): readonly BuildObject[] {
  return [...objects].sort((a, b) => {
    const byKind = rank(a) - rank(b);
    if (byKind !== 0) return byKind;
    const [left, right] = [sortKey(a), sortKey(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

function sortKey({ value }: BuildObject): string {
  const { metadata } = value as { readonly metadata?: { readonly name?: string; readonly namespace?: string } };
  return [value['apiVersion'], value['kind'], metadata?.namespace ?? '', metadata?.name ?? ''].join('\u0000');
}
