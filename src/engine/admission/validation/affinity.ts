import type { Affinity, FieldPath } from '../../model/index.ts';
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from './formats.ts';
import type { Report } from './report.ts';
import { check, forbidden, invalid, invalidEach, required } from './report.ts';
import { validateLabelSelector } from './selector.ts';

type NodeAffinity = NonNullable<Affinity['nodeAffinity']>;
type NodeTerm = NonNullable<NodeAffinity['preferredDuringSchedulingIgnoredDuringExecution']>[number]['preference'];
type NodeRequirement = NonNullable<NodeTerm['matchExpressions']>[number];
type PodAffinity = NonNullable<Affinity['podAffinity']>;
type PodTerm = NonNullable<PodAffinity['requiredDuringSchedulingIgnoredDuringExecution']>[number];

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Checks node affinity, pod affinity and pod anti-affinity (validateAffinity in core validation.go). */
export function validateAffinity(report: Report, path: FieldPath, affinity: Affinity | undefined): void {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity ?? {};
  if (nodeAffinity !== undefined) validateNodeAffinity(report, [...path, 'nodeAffinity'], nodeAffinity);
  if (podAffinity !== undefined) validatePodAffinity(report, [...path, 'podAffinity'], podAffinity);
  if (podAntiAffinity !== undefined) validatePodAffinity(report, [...path, 'podAntiAffinity'], podAntiAffinity);
}

function validateNodeAffinity(report: Report, path: FieldPath, affinity: NodeAffinity): void {
  const terms = affinity[REQUIRED]?.nodeSelectorTerms ?? [];
  const at = [...path, REQUIRED, 'nodeSelectorTerms'];
  if (affinity[REQUIRED] !== undefined && terms.length === 0) {
    required(report, at, 'must have at least one node selector term');
  }
  for (const [index, term] of terms.entries()) validateNodeTerm(report, [...at, index], term, true);
  for (const [index, { weight, preference }] of (affinity[PREFERRED] ?? []).entries()) {
    validateWeight(report, [...path, PREFERRED, index, 'weight'], weight);
    validateNodeTerm(report, [...path, PREFERRED, index, 'preference'], preference ?? {}, false);
  }
}

/** Preferred terms may hold values that no label can have: they only never match. */
function validateNodeTerm(report: Report, path: FieldPath, term: NodeTerm, strictValues: boolean): void {
  for (const [index, requirement] of (term.matchExpressions ?? []).entries()) {
    const at = [...path, 'matchExpressions', index];
    validateNodeOperator(report, at, requirement);
    invalidEach(report, [...at, 'key'], requirement.key ?? '', qualifiedName(requirement.key ?? ''));
    for (const [item, value] of (strictValues ? (requirement.values ?? []) : []).entries()) {
      check(report, [...at, 'values'], item, value, labelValue);
    }
  }
  for (const [index, { key = '', operator, values = [] }] of (term.matchFields ?? []).entries()) {
    const at = [...path, 'matchFields', index];
    if (operator !== 'In' && operator !== 'NotIn') {
      invalid(report, [...at, 'operator'], operator ?? '', 'not a valid selector operator');
    } else if (values.length !== 1) {
      const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
      required(report, [...at, 'values'], detail);
    }
    if (key !== 'metadata.name') invalid(report, [...at, 'key'], key, 'not a valid field selector key');
    else for (const [item, name] of values.entries()) check(report, [...at, 'values'], item, name, dnsSubdomain);
  }
}

function validateNodeOperator(report: Report, at: FieldPath, { operator, values = [] }: NodeRequirement): void {
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) return;
      required(report, [...at, 'values'], "must be specified when `operator` is 'In' or 'NotIn'");
      return;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return;
      forbidden(report, [...at, 'values'], "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
      return;
    case 'Gt':
    case 'Lt':
      if (values.length === 1) return;
      required(report, [...at, 'values'], "must be specified single value when `operator` is 'Lt' or 'Gt'");
      return;
    default:
      invalid(report, [...at, 'operator'], operator ?? '', 'not a valid selector operator');
  }
}

function validatePodAffinity(report: Report, path: FieldPath, affinity: PodAffinity): void {
  for (const [index, term] of (affinity[REQUIRED] ?? []).entries()) {
    validatePodTerm(report, [...path, REQUIRED, index], term);
  }
  for (const [index, { weight, podAffinityTerm }] of (affinity[PREFERRED] ?? []).entries()) {
    validateWeight(report, [...path, PREFERRED, index, 'weight'], weight);
    validatePodTerm(report, [...path, PREFERRED, index, 'podAffinityTerm'], podAffinityTerm ?? { topologyKey: '' });
  }
}

function validatePodTerm(report: Report, at: FieldPath, term: PodTerm): void {
  validateLabelSelector(report, [...at, 'labelSelector'], term.labelSelector);
  validateLabelSelector(report, [...at, 'namespaceSelector'], term.namespaceSelector);
  for (const namespace of term.namespaces ?? []) {
    check(report, at, 'namespace', namespace, dnsLabel);
  }
  const { topologyKey = '' } = term;
  if (topologyKey === '') required(report, [...at, 'topologyKey'], 'can not be empty');
  check(report, at, 'topologyKey', topologyKey, qualifiedName);
}

function validateWeight(report: Report, at: FieldPath, weight = 0): void {
  if (weight <= 0 || weight > 100) invalid(report, at, weight, 'must be in the range 1-100');
}
