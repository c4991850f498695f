import type { PodTemplateSpec, StatefulSet } from '../written.ts';
import { requireEndlessPods } from './deployment.ts';
import { dnsLabel } from './formats.ts';
import { validatePodTemplate } from './pod.ts';
import type { Report } from './report.ts';
import { check, invalid, nonNegative, required } from './report.ts';
import { validateStatefulSetStrategy } from './rollout.ts';
import { isEmptySelector, shownSelector, validateLabelSelector, validateSelectorMatchesTemplate } from './selector.ts';

type Spec = NonNullable<StatefulSet['spec']>;

/** Checks a StatefulSet beyond its metadata (ValidateStatefulSetSpec in pkg/apis/apps/validation). */
export function validateStatefulSet(report: Report, { spec }: StatefulSet): void {
  if (spec === undefined) {
    required(report, ['spec', 'selector']);
    return;
  }
  const { podManagementPolicy: policy = '', serviceName = '', selector } = spec;
  if (policy === '') required(report, ['spec', 'podManagementPolicy']);
  else if (policy !== 'OrderedReady' && policy !== 'Parallel') {
    invalid(report, ['spec', 'podManagementPolicy'], policy, "must be 'OrderedReady' or 'Parallel'");
  }
  validateStatefulSetStrategy(report, spec.updateStrategy);
  nonNegative(report, ['spec'], 'replicas', spec.replicas);
  nonNegative(report, ['spec'], 'minReadySeconds', spec.minReadySeconds);
  nonNegative(report, ['spec', 'ordinals'], 'start', spec.ordinals?.start);
  if (serviceName !== '') check(report, ['spec'], 'serviceName', serviceName, dnsLabel);
  const path = ['spec', 'selector'];
  if (selector === undefined) required(report, path);
  const usable = validateLabelSelector(report, path, selector);
  if (selector !== undefined && isEmptySelector(selector)) {
    invalid(report, path, shownSelector(selector), 'empty selector is invalid for statefulset');
  }
  if (!usable) {
    invalid(report, path, shownSelector(selector), '');
    return;
  }
  validateSelectorMatchesTemplate(report, selector, spec.template?.metadata?.labels);
  validatePodTemplate(report, ['spec', 'template'], asPodsGetIt(spec));
  requireEndlessPods(report, spec.template ?? {}, 'StatefulSet');
}

/** The controller sets hostname and subdomain, and adds a volume for each claim template: so is the template validated. */
function asPodsGetIt({ template = {}, volumeClaimTemplates = [] }: Spec): PodTemplateSpec {
  if (template.spec === undefined) return template;
  const { hostname: _hostname, subdomain: _subdomain, volumes = [], ...rest } = template.spec;
  const claims = volumeClaimTemplates.map(({ metadata }) => metadata?.name ?? '');
  const claimVolumes = claims.map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  const others = volumes.filter(({ name }) => !claims.includes(name));
  return { ...template, spec: { ...rest, volumes: [...others, ...claimVolumes] } };
}
