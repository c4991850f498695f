import type { DaemonSet } from '../written.ts';
import { requireEndlessPods } from './deployment.ts';
import { validatePodTemplate } from './pod.ts';
import type { Report } from './report.ts';
import { invalid, nonNegative } from './report.ts';
import { validateDaemonSetStrategy } from './rollout.ts';
import { isEmptySelector, shownSelector, validateLabelSelector, validateSelectorMatchesTemplate } from './selector.ts';

/** Checks a DaemonSet beyond its metadata (ValidateDaemonSetSpec in pkg/apis/apps/validation). */
export function validateDaemonSet(report: Report, { spec }: DaemonSet): void {
  const selector = spec?.selector;
  const template = spec?.template ?? {};
  if (validateLabelSelector(report, ['spec', 'selector'], selector)) {
    validateSelectorMatchesTemplate(report, selector, template.metadata?.labels);
  }
  if (selector !== undefined && isEmptySelector(selector)) {
    invalid(report, ['spec', 'selector'], shownSelector(selector), 'empty selector is invalid for daemonset');
  }
  validatePodTemplate(report, ['spec', 'template'], template);
  requireEndlessPods(report, template, 'DaemonSet');
  nonNegative(report, ['spec'], 'minReadySeconds', spec?.minReadySeconds);
  validateDaemonSetStrategy(report, spec?.updateStrategy);
  nonNegative(report, ['spec'], 'revisionHistoryLimit', spec?.revisionHistoryLimit);
}
