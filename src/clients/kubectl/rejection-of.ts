import type { Diagnostic } from '../../engine/model/index.ts';
import { compareText } from '../../engine/model/index.ts';
import { invalidError, KubectlError, whileCreating } from './kubectl-error.ts';

const DECODING: ReadonlySet<string> = new Set(['unknown-field', 'wrong-type', 'malformed-value']);

/**
 * The API server's answer to an object with faults: it decodes before it validates, so a value of the wrong type is all
 * that one hears of; then unknown fields; then all that is invalid, together.
 */
export function rejectionOf(
  value: Readonly<Record<string, unknown>>,
  errors: readonly Diagnostic[],
  source: string | undefined,
): KubectlError {
  const nameless = errors.find(({ code }) => code === 'missing-name');
  if (nameless !== undefined) return new KubectlError(whileCreating(nameless.message, source));
  const decoding = errors.filter(({ code }) => DECODING.has(code));
  if (decoding.length > 0) return undecodable(value, decoding, source);
  const internal = errors.find(({ message }) => message.startsWith('Internal error occurred: '));
  if (internal !== undefined) {
    return new KubectlError(whileCreating(internal.message, source), { reason: 'InternalError' });
  }
  const forbidden = errors.find(({ message }) => / is forbidden: /.test(message));
  if (forbidden !== undefined) {
    return new KubectlError(whileCreating(forbidden.message, source), { reason: 'Forbidden' });
  }
  return invalidError({ ...identityOf(value), causes: errors.map(causeOf) }, source);
}

/** apiserver pkg/endpoints/handlers/create.go and apimachinery's NewStrictDecodingError. */
function undecodable(
  value: Readonly<Record<string, unknown>>,
  errors: readonly Diagnostic[],
  source: string | undefined,
): KubectlError {
  const { kind } = identityOf(value);
  const version = String(value['apiVersion']).split('/').at(-1) ?? '';
  const mistyped = errors.find(({ code }) => code !== 'unknown-field');
  // kubectl sends maps with their keys in order, and the server reports in the order in which it reads.
  const unknown = errors.map(({ message }) => message.replace('strict decoding error: ', '')).sort(compareText);
  const reason = mistyped?.message ?? `strict decoding error: ${unknown.join(', ')}`;
  const message = `${kind} in version "${version}" cannot be handled as a ${kind}: ${reason}`;
  return new KubectlError(whileCreating(message, source), { reason: 'BadRequest' });
}

function identityOf(value: Readonly<Record<string, unknown>>): { kind: string; group: string; name: string } {
  const apiVersion = String(value['apiVersion']);
  const { name = '' } = Object(value['metadata']) as { readonly name?: string };
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return { kind: String(value['kind']), group, name };
}

/** Some diagnostics hold the whole of what kubectl prints: `The Service "web" is invalid: spec…`. */
function causeOf({ message }: Diagnostic): string {
  return message.replace(/^The \S+ "[^"]*" is invalid: /, '');
}
