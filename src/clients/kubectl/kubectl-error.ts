import type { StatusReason } from '../../engine/model/index.ts';

/** An object that the API server found invalid, and each thing that is wrong with it. */
export interface InvalidObject {
  readonly kind: string;
  readonly group: string;
  readonly name: string;
  readonly causes: readonly string[];
}

/**
 * What kubectl ends with: it writes to standard error and exits with status 1.
 *
 * `message` is the text without kubectl's own beginning; `reason` is there where the server gave the answer. See
 * checkErr in kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go.
 */
export class KubectlError extends Error {
  override readonly name = 'KubectlError';
  readonly reason: StatusReason | undefined;
  readonly invalid: InvalidObject | undefined;
  /** Whether the message stands as it is, without kubectl's `error: `. */
  readonly isBare: boolean;
  constructor(
    message: string,
    server: { readonly reason?: StatusReason; readonly invalid?: InvalidObject; readonly isBare?: boolean } = {},
  ) {
    super(message);
    this.isBare = server.isBare ?? false;
    this.reason = server.reason;
    this.invalid = server.invalid;
  }
}

/** An error of usage: the command's own help is where the text points to. */
export function usageError(command: string, message: string): KubectlError {
  return new KubectlError(`${message}\nSee 'kubectl ${command} -h' for help and examples`);
}

/** The object that the server rejects, in the words of apimachinery's NewInvalid (pkg/api/errors/errors.go). */
export function invalidError(invalid: InvalidObject, sent: Sent = {}): KubectlError {
  const { kind, group, name, causes } = invalid;
  const all = causes.length === 1 ? causes[0] : `[${causes.join(', ')}]`;
  const message = `${group === '' ? kind : `${kind}.${group}`} "${name}" is invalid: ${all}`;
  return new KubectlError(whileSending(message, sent), { reason: 'Invalid', invalid });
}

/** How an object was sent. */
export interface Sent {
  /** The file that it came from; absent for what a command made or changed. */
  readonly source?: string | undefined;
  /** Creating, unless said otherwise; `kubectl apply` patches what is there. */
  readonly by?: 'creating' | 'patching';
}

/**
 * kubectl says which file an object came from (AddSourceToErr in kubectl pkg/cmd/util/helpers.go). Where it patches, the
 * real one prints the patch in front of that.
 */
export function whileSending(message: string, { source, by = 'creating' }: Sent): string {
  return source === undefined ? message : `error when ${by} "${source}": ${message}`;
}

/** Prints errors as kubectl does: alone, an invalid object's causes stand out; among others each has one line. */
export function formatErrors(errors: readonly KubectlError[]): string {
  const [first, ...others] = errors;
  if (first === undefined) return '';
  if (others.length > 0) return errors.map((error) => `${serverText(error) ?? error.message}\n`).join('');
  if (first.invalid !== undefined) return invalidText(first.invalid);
  return `${serverText(first) ?? `${first.isBare ? '' : 'error: '}${first.message}`}\n`;
}

function serverText({ reason, message }: KubectlError): string | undefined {
  return reason === undefined ? undefined : `Error from server (${reason}): ${message}`;
}

function invalidText({ kind, name, causes }: InvalidObject): string {
  const start = `The ${kind} "${name}" is invalid: `;
  const [only, ...others] = [...new Set(causes)];
  if (others.length === 0) return `${start}${only ?? ''}\n`;
  return `${start}\n${[only, ...others].map((cause) => `* ${cause}\n`).join('')}`;
}
