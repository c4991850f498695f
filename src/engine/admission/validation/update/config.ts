import type { KubernetesObject } from '../../../model/index.ts';
import type { ConfigMap } from '../../written.ts';
import { forbidden, type Report } from '../report.ts';
import { isSame } from './differences.ts';
import { immutable } from './immutable.ts';

const DETAIL = 'field is immutable when `immutable` is set';

/** Checks what changed in a ConfigMap: nothing, once it says that it is immutable. */
export function validateConfigMapUpdate(report: Report, before: ConfigMap, after: ConfigMap): void {
  if (before.immutable !== true) return;
  if (after.immutable !== true) forbidden(report, ['immutable'], DETAIL);
  if (!isSame(before.data, after.data)) forbidden(report, ['data'], DETAIL);
  if (!isSame(before.binaryData, after.binaryData)) forbidden(report, ['binaryData'], DETAIL);
}

interface Secret extends KubernetesObject {
  readonly type?: string;
  readonly immutable?: boolean;
  /** In base 64. */
  readonly data?: Readonly<Record<string, string>>;
  /** As it is; the server puts it into `data`. */
  readonly stringData?: Readonly<Record<string, string>>;
}

/** Checks what changed in a Secret: its type never, its data not once it says that it is immutable. */
export function validateSecretUpdate(report: Report, before: Secret, after: Secret): void {
  immutable(report, ['type'], before.type ?? 'Opaque', after.type ?? 'Opaque');
  if (before.immutable !== true) return;
  if (after.immutable !== true) forbidden(report, ['immutable'], DETAIL);
  if (!isSame(dataOf(before), dataOf(after))) forbidden(report, ['data'], DETAIL);
}

function dataOf({ data, stringData = {} }: Secret): Readonly<Record<string, string>> {
  const encoded = Object.entries(stringData).map(([key, text]) => [key, base64(text)] as const);
  return { ...data, ...Object.fromEntries(encoded) };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The base 64 of a text's UTF-8 form (RFC 4648, section 4). */
function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let part = 0; part < 4; part++) {
      encoded += at + part > bytes.length ? '=' : ALPHABET.charAt((bits >> (18 - 6 * part)) & 63);
    }
  }
  return encoded;
}
