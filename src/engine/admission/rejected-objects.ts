import { type Diagnostic, formatRef, type RejectedObject } from '../model/index.ts';
import type { AdmittedObject } from './admit-object.ts';
import type { UnreadDocument } from './decode.ts';
import { isError } from './problem.ts';
import { reportProblems } from './report-problems.ts';

/** What was written and is in no cluster; of an object that was accepted once before, the cluster keeps that. */
export function rejectedObjects(
  objects: readonly AdmittedObject[],
  unread: readonly UnreadDocument[],
  said: readonly Diagnostic[],
): readonly RejectedObject[] {
  const isRejected = ({ faulty, problems }: AdmittedObject) => faulty || problems.some(isError);
  const accepted = new Set(
    objects.flatMap((each) => (isRejected(each) || each.ref === undefined ? [] : [formatRef(each.ref)])),
  );
  const rejected = objects.filter(
    (each) => isRejected(each) && (each.ref === undefined || !accepted.has(formatRef(each.ref))),
  );
  // Files that are no texts: nobody knows what they hold.
  const closed = said.filter(isError).map(({ at, message }) => ({ message, ...(at !== undefined && { at }) }));
  return [...rejected.map(rejectedObject), ...unread, ...closed];
}

function rejectedObject(admitted: AdmittedObject): RejectedObject {
  const { kind, ref, written, document } = admitted;
  const error = reportProblems(admitted).find(isError);
  return {
    ...(kind !== undefined && { kind: kind.kind, group: kind.group }),
    ...(ref !== undefined && { ref }),
    ...(written !== undefined && { written }),
    at: error?.at ?? document.location,
    message: error?.message ?? 'its text has errors',
  };
}
