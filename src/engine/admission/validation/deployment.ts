import type { FieldPath, LabelSelector } from '../../model/index.ts';
import type { Deployment, PodTemplateSpec, ReplicaSet, ReplicationController } from '../written.ts';
import { validatePodTemplate } from './pod.ts';
import type { Report } from './report.ts';
import { forbidden, invalid, nonNegative, notSupported, required } from './report.ts';
import { validateDeploymentStrategy } from './rollout.ts';
import { isEmptySelector, shownSelector, validateLabelSelector, validateSelectorMatchesTemplate } from './selector.ts';

/** Checks a Deployment beyond its metadata (pkg/apis/apps/validation/validation.go). */
export function validateDeployment(report: Report, { spec }: Deployment): void {
  nonNegative(report, ['spec'], 'replicas', spec?.replicas);
  validateSelectorAndTemplate(report, spec?.selector, spec?.template);
  validateDeploymentStrategy(report, spec?.strategy);
  nonNegative(report, ['spec'], 'minReadySeconds', spec?.minReadySeconds);
  nonNegative(report, ['spec'], 'revisionHistoryLimit', spec?.revisionHistoryLimit);
  const deadline = spec?.progressDeadlineSeconds;
  nonNegative(report, ['spec'], 'progressDeadlineSeconds', deadline);
  if (deadline !== undefined && deadline <= (spec?.minReadySeconds ?? 0)) {
    invalid(report, ['spec', 'progressDeadlineSeconds'], deadline, 'must be greater than minReadySeconds');
  }
}

/** Checks a ReplicaSet beyond its metadata; of an empty selector the server speaks as if it were a deployment's. */
export function validateReplicaSet(report: Report, { spec }: ReplicaSet): void {
  nonNegative(report, ['spec'], 'replicas', spec?.replicas);
  nonNegative(report, ['spec'], 'minReadySeconds', spec?.minReadySeconds);
  validateSelectorAndTemplate(report, spec?.selector, spec?.template);
}

/** Checks a ReplicationController beyond its metadata (ValidateReplicationControllerSpec in core validation.go). */
export function validateReplicationController(report: Report, { spec }: ReplicationController): void {
  nonNegative(report, ['spec'], 'minReadySeconds', spec?.minReadySeconds);
  const selector = spec?.selector ?? {};
  if (Object.keys(selector).length === 0) required(report, ['spec', 'selector']);
  nonNegative(report, ['spec'], 'replicas', spec?.replicas);
  const path = ['spec', 'template'];
  if (spec?.template === undefined) {
    required(report, path);
    return;
  }
  validateSelectorMatchesTemplate(report, { matchLabels: selector }, spec.template.metadata?.labels);
  validatePodTemplate(report, path, spec.template);
  requireEndlessPods(report, spec.template, 'ReplicationController');
}

/** A selector that selects something, and a template that it selects. */
function validateSelectorAndTemplate(
  report: Report,
  selector: LabelSelector | undefined,
  template: PodTemplateSpec = {},
): void {
  const path: FieldPath = ['spec', 'selector'];
  if (selector === undefined) required(report, path);
  const usable = validateLabelSelector(report, path, selector);
  if (selector !== undefined && isEmptySelector(selector)) {
    invalid(report, path, shownSelector(selector), 'empty selector is invalid for deployment');
  }
  if (!usable) {
    invalid(report, path, shownSelector(selector), 'invalid label selector');
    return;
  }
  validateSelectorMatchesTemplate(report, selector, template.metadata?.labels);
  validatePodTemplate(report, ['spec', 'template'], template);
  requireEndlessPods(report, template, 'ReplicaSet');
}

/** Pods of these controllers restart always and have no deadline. */
export function requireEndlessPods(report: Report, { spec }: PodTemplateSpec, kind: string): void {
  const path = ['spec', 'template', 'spec'];
  if (spec !== undefined && spec.restartPolicy !== 'Always') {
    notSupported(report, [...path, 'restartPolicy'], spec.restartPolicy ?? '', ['Always']);
  }
  if (spec?.activeDeadlineSeconds !== undefined) {
    const detail = `activeDeadlineSeconds in ${kind} is not Supported`;
    forbidden(report, [...path, 'activeDeadlineSeconds'], detail);
  }
}
