import type { FieldPath } from '../../../model/index.ts';
import { formatFieldPath } from '../../../model/index.ts';
import { type Field, forbidden, invalid, type Report, violates } from '../report.ts';
import { differences, isSame } from './differences.ts';

/** Values that are printed in messages are cut here: the server prints a pod template as a whole, in Go's own terms. */
const LONGEST_VALUE = 120;

/** How many of the changed fields a hint names. */
const MOST_NAMED = 3;

/** Reports a field that may not be changed once it is set (ValidateImmutableField); `shown` is the value as the server prints it. */
export function immutable(report: Report, field: Field, before: unknown, after: unknown, shown: unknown = after): void {
  if (isSame(before, after)) return;
  const text = JSON.stringify(shown) ?? 'null';
  if (text.length <= LONGEST_VALUE) invalid(report, field, shown, 'field is immutable');
  else violates(report, field, `${text.slice(0, LONGEST_VALUE)}…: field is immutable`);
}

/**
 * Reports that a part of an object changed which may not, for kinds whose server names only the whole (`at`): the place
 * is that of the first change, and the hint lists them.
 */
export function frozen(
  report: Report,
  at: FieldPath,
  { before, after, detail }: { readonly before: unknown; readonly after: unknown; readonly detail: string },
): void {
  const changed = differences(before, after, at);
  const [first] = changed;
  if (first === undefined) return;
  const hint = `changed: ${changed.slice(0, MOST_NAMED).map(formatFieldPath).join(', ')}`;
  forbidden(report, { path: first, shown: formatFieldPath(at), hint }, detail);
}
