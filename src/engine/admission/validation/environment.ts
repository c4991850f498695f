import type { FieldPath } from '../../model/index.ts';
import type { Container } from '../written.ts';
import { configKey, dnsSubdomain, envVarName } from './formats.ts';
import type { Report } from './report.ts';
import { check, invalid, invalidEach, notSupported, required } from './report.ts';

type EnvVar = NonNullable<Container['env']>[number];
type EnvSource = NonNullable<EnvVar['valueFrom']>;

const POD_FIELDS: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** Fields of a pod that have labels of their own, but that no variable can take. */
const OTHER_FIELDS: readonly string[] = [
  'metadata.labels',
  'metadata.annotations',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
];

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const;

/** Checks a container's environment (ValidateEnv and ValidateEnvFrom in core validation.go). */
export function validateEnvironment(report: Report, path: FieldPath, container: Container): void {
  for (const [index, variable] of (container.env ?? []).entries()) {
    const at = [...path, 'env', index];
    const { name = '' } = variable;
    if (name === '') required(report, [...at, 'name']);
    else check(report, at, 'name', name, envVarName);
    validateValueFrom(report, [...at, 'valueFrom'], variable);
  }
  for (const [index, source] of (container.envFrom ?? []).entries()) {
    validateEnvFrom(report, [...path, 'envFrom'], index, source);
  }
}

function validateValueFrom(report: Report, at: FieldPath, { value = '', valueFrom }: EnvVar): void {
  if (valueFrom === undefined) return;
  if (valueFrom.fieldRef !== undefined) validateFieldRef(report, [...at, 'fieldRef'], valueFrom.fieldRef.fieldPath);
  for (const name of ['configMapKeyRef', 'secretKeyRef'] as const) {
    const reference = valueFrom[name];
    if (reference !== undefined) validateKeyReference(report, [...at, name], reference);
  }
  const sources = SOURCES.filter((name) => name in valueFrom && valueFrom[name as keyof EnvSource] !== undefined);
  if (sources.length === 0) {
    const list = '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';
    invalid(report, at, '', `must specify one of: ${list}`);
  } else if (value !== '') invalid(report, at, '', 'may not be specified when `value` is not empty');
  else if (sources.length > 1) invalid(report, at, '', 'may not have more than one field specified at a time');
}

function validateFieldRef(report: Report, at: FieldPath, fieldPath: string | undefined): void {
  if (fieldPath === undefined || fieldPath === '') {
    required(report, [...at, 'fieldPath']);
    return;
  }
  if (POD_FIELDS.includes(fieldPath) || /^metadata\.(labels|annotations)\['.*'\]$/.test(fieldPath)) return;
  if (OTHER_FIELDS.includes(fieldPath)) {
    notSupported(report, [...at, 'fieldPath'], fieldPath, POD_FIELDS);
    return;
  }
  const detail = `error converting fieldPath: field label not supported: ${fieldPath}`;
  invalid(report, [...at, 'fieldPath'], fieldPath, detail);
}

function validateKeyReference(
  report: Report,
  at: FieldPath,
  { name = '', key = '' }: { readonly name?: string; readonly key?: string },
): void {
  check(report, at, 'name', name, dnsSubdomain);
  if (key === '') required(report, [...at, 'key']);
  else check(report, at, 'key', key, configKey);
}

function validateEnvFrom(
  report: Report,
  path: FieldPath,
  index: number,
  source: NonNullable<Container['envFrom']>[number],
): void {
  const { prefix = '' } = source;
  if (prefix !== '') invalidEach(report, [...path, index, 'prefix'], prefix, envVarName(prefix));
  let sources = 0;
  for (const kind of ['configMapRef', 'secretRef'] as const) {
    const reference = source[kind];
    if (reference === undefined) continue;
    sources++;
    const { name = '' } = reference;
    if (name === '') required(report, [...path, index, kind, 'name']);
    else invalidEach(report, [...path, index, kind, 'name'], name, dnsSubdomain(name));
  }
  if (sources === 0) invalid(report, path, '', 'must specify one of: `configMapRef` or `secretRef`');
  else if (sources > 1) invalid(report, path, '', 'may not have more than one field specified at a time');
}
