import type { FieldPath } from '../../model/index.ts';
import type { DaemonSet, Deployment, StatefulSet } from '../written.ts';
import { percentage } from './formats.ts';
import type { Report } from './report.ts';
import { check, forbidden, invalid, nonNegative, notSupported, required } from './report.ts';

type Amount = number | string;

/** Checks how a Deployment replaces its pods (ValidateDeploymentStrategy in pkg/apis/apps/validation). */
export function validateDeploymentStrategy(
  report: Report,
  strategy: NonNullable<Deployment['spec']>['strategy'],
): void {
  if (strategy === undefined) return;
  const path = ['spec', 'strategy'];
  const { type = '', rollingUpdate } = strategy;
  const at = [...path, 'rollingUpdate'];
  if (type === 'Recreate') {
    const detail = "may not be specified when strategy `type` is 'Recreate'";
    if (rollingUpdate !== undefined) forbidden(report, at, detail);
    return;
  }
  if (type !== 'RollingUpdate') {
    notSupported(report, path, { Type: type, RollingUpdate: null }, ['Recreate', 'RollingUpdate']);
    return;
  }
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  validateAmount(report, at, 'maxUnavailable', maxUnavailable);
  validateAmount(report, at, 'maxSurge', maxSurge);
  if (amountOf(maxUnavailable) === 0 && amountOf(maxSurge) === 0) {
    invalid(report, [...at, 'maxUnavailable'], maxUnavailable, 'may not be 0 when `maxSurge` is 0');
  }
  limitPercentage(report, [...at, 'maxUnavailable'], maxUnavailable);
}

/** Checks how a DaemonSet replaces its pods: by surging or by being short of some, never both. */
export function validateDaemonSetStrategy(
  report: Report,
  strategy: NonNullable<DaemonSet['spec']>['updateStrategy'],
): void {
  if (strategy === undefined) return;
  const path = ['spec', 'updateStrategy'];
  const { type = '', rollingUpdate } = strategy;
  if (type === 'OnDelete') return;
  if (type !== 'RollingUpdate') {
    notSupported(report, path, { Type: type, RollingUpdate: null }, ['RollingUpdate', 'OnDelete']);
    return;
  }
  const at = [...path, 'rollingUpdate'];
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  validateAmount(report, at, 'maxUnavailable', maxUnavailable);
  validateAmount(report, at, 'maxSurge', maxSurge);
  limitPercentage(report, [...at, 'maxUnavailable'], maxUnavailable);
  limitPercentage(report, [...at, 'maxSurge'], maxSurge);
  const surges = amountOf(maxSurge) !== 0;
  const lacks = amountOf(maxUnavailable) !== 0;
  if (surges && lacks) {
    invalid(report, [...at, 'maxSurge'], maxSurge, 'may not be set when maxUnavailable is non-zero');
  } else if (!surges && !lacks) required(report, [...at, 'maxUnavailable'], 'cannot be 0 when maxSurge is 0');
}

/** Checks how a StatefulSet replaces its pods. */
export function validateStatefulSetStrategy(
  report: Report,
  strategy: NonNullable<StatefulSet['spec']>['updateStrategy'],
): void {
  if (strategy === undefined) return;
  const path = ['spec', 'updateStrategy'];
  const { type = '', rollingUpdate } = strategy;
  if (type === '') {
    required(report, path);
    return;
  }
  if (type !== 'OnDelete' && type !== 'RollingUpdate') {
    const shown = { Type: type, RollingUpdate: null };
    invalid(report, path, shown, "must be 'RollingUpdate' or 'OnDelete'");
    return;
  }
  if (rollingUpdate === undefined) return;
  const at = [...path, 'rollingUpdate'];
  const { partition = 0, maxUnavailable } = rollingUpdate;
  if (type === 'OnDelete') {
    const shown = { Partition: partition, MaxUnavailable: maxUnavailable ?? null };
    invalid(report, at, shown, "only allowed for updateStrategy 'RollingUpdate'");
    return;
  }
  nonNegative(report, at, 'partition', partition);
  if (maxUnavailable === undefined) return;
  validateAmount(report, at, 'maxUnavailable', maxUnavailable);
  if (amountOf(maxUnavailable) === 0) invalid(report, [...at, 'maxUnavailable'], maxUnavailable, 'cannot be 0');
  limitPercentage(report, [...at, 'maxUnavailable'], maxUnavailable);
}

/** A number of pods, or a share of them as a percentage (ValidatePositiveIntOrPercent). */
function validateAmount(report: Report, at: FieldPath, key: string, amount: Amount): void {
  if (typeof amount === 'number') nonNegative(report, at, key, amount);
  else check(report, at, key, amount, percentage);
}

function amountOf(amount: Amount): number {
  return typeof amount === 'number' ? amount : Number.parseInt(amount, 10) || 0;
}

function limitPercentage(report: Report, at: FieldPath, amount: Amount): void {
  if (typeof amount === 'number' || percentage(amount).length > 0 || amountOf(amount) <= 100) return;
  invalid(report, at, amount, 'must not be greater than 100%');
}
