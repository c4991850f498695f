import type { ClusterView, Diagnostic, FieldPath, ObjectRef } from '../../model/index.ts';
import { formatFieldPath, formatLocation, formatRef } from '../../model/index.ts';

/** Why the API server turns a Service away. */
export interface Rejection {
  /** The field at fault; `undefined` for a failure of the server itself, such as a range that is used up. */
  readonly path?: FieldPath;
  /** What the field holds. */
  readonly value?: string | number | readonly string[];
  readonly code: string;
  readonly message: string;
  /** Who holds what was asked for. */
  readonly holder?: ObjectRef;
  readonly hint?: string;
}

/** The rejection as kubectl prints it, at the line that the user wrote. */
export function rejected(view: ClusterView, ref: ObjectRef, rejection: Rejection): Diagnostic {
  const { path, code } = rejection;
  const at = view.locate(ref, writtenPath(view, ref, path ?? []));
  const hint = rejection.hint ?? holderHint(view, rejection.holder);
  return {
    code,
    severity: 'error',
    ...saying(ref, rejection),
    about: ref,
    ...(at === undefined ? {} : { at }),
    ...(hint === undefined ? {} : { hint }),
  };
}

function saying(
  { name }: ObjectRef,
  { path, value, message }: Rejection,
): Pick<Diagnostic, 'message' | 'reason' | 'cause'> {
  if (path === undefined) return { message: `Internal error occurred: ${message}`, reason: 'InternalError' };
  const cause = `${formatFieldPath(path)}: Invalid value: ${JSON.stringify(value)}: ${message}`;
  return { message: `The Service "${name}" is invalid: ${cause}`, cause };
}

/** `clusterIPs` is usually a default of `clusterIP`: then the place is that of the field which was written. */
function writtenPath(view: ClusterView, ref: ObjectRef, path: FieldPath): FieldPath {
  if (path[1] !== 'clusterIPs') return path;
  const at = view.locate(ref, path);
  // Where a field stands that nobody wrote; the API has none without a name.
  const nowhere = view.locate(ref, ['spec', '']);
  const isDefault = at?.line === nowhere?.line && at?.column === nowhere?.column;
  return isDefault ? ['spec', 'clusterIP'] : path;
}

function holderHint(view: ClusterView, holder: ObjectRef | undefined): string | undefined {
  if (holder === undefined) return undefined;
  const at = view.locate(holder, []);
  return `${formatRef(holder)}${at === undefined ? '' : ` (${formatLocation(at)})`} holds it`;
}
