import type { Diagnostic } from '../../engine/model/index.ts';
import { compareText } from '../../engine/model/index.ts';
import { invalidError, KubectlError, type Sent, whileSending } from './kubectl-error.ts';

const DECODING: ReadonlySet<string> = new Set(['unknown-field', 'wrong-type', 'malformed-value']);

/**
 * The API server's answer to an object with faults: it decodes before it validates, so a value of the wrong type is all
 * that one hears of; then unknown fields; then all that is invalid, together.
 */
export function rejectionOf(
  value: Readonly<Record<string, unknown>>,
  errors: readonly Diagnostic[],
  sent: Sent,
): KubectlError {
  const nameless = errors.find(({ code }) => code === 'missing-name');
  if (nameless !== undefined) return new KubectlError(whileSending(nameless.message, sent));
  const decoding = errors.filter(({ code }) => DECODING.has(code));
  if (decoding.length > 0) return undecodable(value, decoding, sent);
  for (const { reason = 'Invalid', message } of errors) {
    if (reason !== 'Invalid') return new KubectlError(whileSending(message, sent), { reason });
  }
  return invalidError({ ...identityOf(value), causes: errors.map(causeOf) }, sent);
}

/** apiserver pkg/endpoints/handlers/create.go and apimachinery's NewStrictDecodingError. */
function undecodable(
  value: Readonly<Record<string, unknown>>,
  errors: readonly Diagnostic[],
  sent: Sent,
): KubectlError {
  const { kind } = identityOf(value);
  const version = String(value['apiVersion']).split('/').at(-1) ?? '';
  const mistyped = errors.find(({ code }) => code !== 'unknown-field');
  // kubectl sends maps with their keys in order, and the server reports in the order in which it reads.
  const unknown = errors.map(causeOf).sort(compareText);
  const reason = mistyped?.message ?? `strict decoding error: ${unknown.join(', ')}`;
  const message = `${kind} in version "${version}" cannot be handled as a ${kind}: ${reason}`;
  return new KubectlError(whileSending(message, sent), { reason: 'BadRequest' });
}

function identityOf(value: Readonly<Record<string, unknown>>): { kind: string; group: string; name: string } {
  const apiVersion = String(value['apiVersion']);
  const { name = '' } = Object(value['metadata']) as { readonly name?: string };
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return { kind: String(value['kind']), group, name };
}

function causeOf({ cause, message }: Diagnostic): string {
  return cause ?? message;
}
