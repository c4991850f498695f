import type { FieldPath, KubernetesObject } from '../../model/index.ts';
import type { ConfigMap } from '../written.ts';
import { configKey } from './formats.ts';
import type { Report } from './report.ts';
import { entry, invalid, invalidEach, required, tooLong } from './report.ts';

/** The part of a core/v1 Secret that is validated. */
export interface Secret extends KubernetesObject {
  readonly type?: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
}

const MOST_BYTES = 1024 * 1024;

/** The keys that a Secret of a type cannot do without. */
const SECRET_KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['kubernetes.io/tls', ['tls.crt', 'tls.key']],
  ['kubernetes.io/dockercfg', ['.dockercfg']],
  ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
  ['kubernetes.io/ssh-auth', ['ssh-privatekey']],
]);

/** Checks the keys of a ConfigMap, which its two maps may not share (ValidateConfigMap in core validation.go). */
export function validateConfigMap(report: Report, { data = {}, binaryData = {} }: ConfigMap): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(data)) {
    validateKey(report, ['data'], key);
    if (Object.hasOwn(binaryData, key)) {
      const detail = `duplicate of key present in binaryData`;
      invalid(report, entry(['data'], key), key, detail);
    }
    bytes += value.length;
  }
  for (const [key, value] of Object.entries(binaryData)) {
    validateKey(report, ['binaryData'], key);
    bytes += Math.floor((value.length * 3) / 4);
  }
  if (bytes > MOST_BYTES) tooLong(report, { path: [], shown: '' }, MOST_BYTES);
}

/** Checks the keys of a Secret, and that those are there which its type asks for (ValidateSecret). */
export function validateSecret(report: Report, { metadata, type = 'Opaque', data, stringData }: Secret): void {
  const keys = new Set([...Object.keys(data ?? {}), ...Object.keys(stringData ?? {})]);
  for (const key of keys) validateKey(report, ['data'], key);
  for (const key of SECRET_KEYS.get(type) ?? []) {
    if (!keys.has(key)) required(report, entry(['data'], key));
  }
  if (type === 'kubernetes.io/basic-auth' && !keys.has('username') && !keys.has('password')) {
    required(report, entry(['data'], 'username'));
    required(report, entry(['data'], 'password'));
  }
  const account = 'kubernetes.io/service-account.name';
  if (type === 'kubernetes.io/service-account-token' && (metadata?.annotations?.[account] ?? '') === '') {
    required(report, entry(['metadata', 'annotations'], account));
  }
}

function validateKey(report: Report, path: FieldPath, key: string): void {
  const messages = configKey(key);
  if (messages.length > 0) invalidEach(report, entry(path, key), key, messages);
}
