import type { FieldPath } from '../../model/index.ts';
import { formatFieldPath } from '../../model/index.ts';
import type { Pod, PodSpec, PodTemplateSpec } from '../written.ts';
import { validateAffinity } from './affinity.ts';
import { validateContainers, validateInitContainers } from './container.ts';
import { validateHostNetworkPorts } from './container-ports.ts';
import type { Format } from './formats.ts';
import { dnsLabel, dnsSubdomain, qualifiedName } from './formats.ts';
import { validateAnnotations } from './metadata.ts';
import { validateDnsConfig, validateDnsPolicy, validateHostAliases } from './pod-dns.ts';
import { warnOfPod } from './pod-warnings.ts';
import type { Report } from './report.ts';
import { check, forbidden, invalid, invalidEach, notSupported, required } from './report.ts';
import { validateLabels } from './selector.ts';
import { validateTolerations } from './taints.ts';
import { validateTopologySpread } from './topology-spread.ts';
import { validateVolumes } from './volumes.ts';

const RESTART_POLICIES: readonly string[] = ['Always', 'OnFailure', 'Never'];
const INT32_MAX = 2 ** 31 - 1;

/** Checks a Pod beyond its metadata (ValidatePodCreate in core validation.go). */
export function validatePod(report: Report, { spec }: Pod): void {
  const path = ['spec'];
  if (spec === undefined) {
    required(report, [...path, 'containers']);
    return;
  }
  validatePodSpec(report, path, spec, 'pod');
  if ((spec.ephemeralContainers ?? []).length > 0) {
    forbidden(report, [...path, 'ephemeralContainers'], 'cannot be set on create');
  }
  if ((spec.nodeName ?? '') !== '' && (spec.schedulingGates ?? []).length > 0) {
    forbidden(report, [...path, 'nodeName'], 'cannot be set until all schedulingGates have been cleared');
  }
  warnOfPod(report, path, spec);
}

/** Checks the pod template of a controller; `path` is the template's (ValidatePodTemplateSpec). */
export function validatePodTemplate(report: Report, path: FieldPath, template: PodTemplateSpec): void {
  // The server leaves `metadata` out of these two names.
  const { labels, annotations } = template.metadata ?? {};
  const shown = formatFieldPath(path);
  validateLabels(report, [...path, 'metadata', 'labels'], labels, `${shown}.labels`);
  validateAnnotations(report, [...path, 'metadata', 'annotations'], annotations, `${shown}.annotations`);
  if (template.spec === undefined) {
    required(report, [...path, 'spec', 'containers']);
    return;
  }
  validatePodSpec(report, [...path, 'spec'], template.spec, 'template');
  if ((template.spec.ephemeralContainers ?? []).length > 0) {
    const detail = 'ephemeral containers not allowed in pod template';
    forbidden(report, [...path, 'spec', 'ephemeralContainers'], detail);
  }
  warnOfPod(report, [...path, 'spec'], template.spec);
}

/** What holds for the spec of a Pod and of a template (ValidatePodSpec). */
function validatePodSpec(report: Report, path: FieldPath, spec: PodSpec, owner: 'pod' | 'template'): void {
  const gracePeriod = spec.terminationGracePeriodSeconds ?? 30;
  const volumes = validateVolumes(report, [...path, 'volumes'], spec.volumes ?? []);
  validateContainers(report, [...path, 'containers'], spec, { volumes, gracePeriod });
  validateInitContainers(report, [...path, 'initContainers'], spec, { volumes, gracePeriod });
  if (spec.hostNetwork === true) {
    validateHostNetworkPorts(report, [...path, 'containers'], spec.containers ?? [], owner);
  }
  validateRestartPolicy(report, [...path, 'restartPolicy'], spec.restartPolicy);
  validateDnsPolicy(report, [...path, 'dnsPolicy'], spec.dnsPolicy);
  validateLabels(report, [...path, 'nodeSelector'], spec.nodeSelector);
  if (spec.affinity !== undefined) validateAffinity(report, [...path, 'affinity'], spec.affinity);
  validateDnsConfig(report, [...path, 'dnsConfig'], spec);
  for (const [index, { conditionType = '' }] of (spec.readinessGates ?? []).entries()) {
    const at = [...path, 'readinessGates', index, 'conditionType'];
    invalidEach(report, at, conditionType, qualifiedName(conditionType));
  }
  for (const [index, { name = '' }] of (spec.schedulingGates ?? []).entries()) {
    check(report, [...path, 'schedulingGates'], index, name, qualifiedName);
  }
  validateTopologySpread(report, [...path, 'topologySpreadConstraints'], spec.topologySpreadConstraints ?? []);
  validateNames(report, path, spec);
  validateTolerations(report, [...path, 'tolerations'], spec.tolerations ?? []);
  validateHostAliases(report, [...path, 'hostAliases'], spec.hostAliases ?? []);
  validateName(report, [...path, 'priorityClassName'], spec.priorityClassName, dnsSubdomain);
}

function validateNames(report: Report, path: FieldPath, spec: PodSpec): void {
  validateName(report, [...path, 'serviceAccountName'], spec.serviceAccountName, dnsSubdomain);
  validateName(report, [...path, 'nodeName'], spec.nodeName, dnsSubdomain);
  const deadline = spec.activeDeadlineSeconds ?? 1;
  if (deadline < 1 || deadline > INT32_MAX) {
    const detail = `must be between 1 and ${INT32_MAX}, inclusive`;
    invalid(report, [...path, 'activeDeadlineSeconds'], deadline, detail);
  }
  validateName(report, [...path, 'hostname'], spec.hostname, dnsLabel);
  validateName(report, [...path, 'subdomain'], spec.subdomain, dnsLabel);
}

function validateName(report: Report, path: FieldPath, name: string | undefined, format: Format): void {
  if (name !== undefined && name !== '') invalidEach(report, path, name, format(name));
}

function validateRestartPolicy(report: Report, path: FieldPath, policy = ''): void {
  if (policy === '') required(report, path);
  else if (!RESTART_POLICIES.includes(policy)) notSupported(report, path, policy, RESTART_POLICIES);
}
