import type { Taint, Toleration } from './kubernetes.ts';

/**
 * Reports whether the toleration tolerates the taint. Without effect it does for every effect, `Exists` without key
 * for every key. staging/src/k8s.io/api/core/v1/toleration.go (ToleratesTaint)
 */
export function toleratesTaint(toleration: Toleration, taint: Taint): boolean {
  const { effect = '', key = '', operator = 'Equal', value = '' } = toleration;
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  return operator === 'Exists' || value === (taint.value ?? '');
}
