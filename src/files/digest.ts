import { createHash } from 'node:crypto';

/** A short text that is the same for the same JSON value, and another for another. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
