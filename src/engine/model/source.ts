/** A place in a manifest file; line and column count from 1, as editors do. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The way from an object's root to one of its fields: `['spec', 'ingress', 0, 'from', 1]`. */
export type FieldPath = readonly (string | number)[];

/**
 * The written form of one object.
 *
 * `locate` answers with the field's own place, or that of its nearest written ancestor where the field itself
 * was not written (a default); the object's first line at last. It may read the text again: call it for a
 * reader's eyes, not in a loop over all objects.
 */
export interface SourceDocument {
  readonly location: SourceLocation;
  locate(path: FieldPath, on?: 'key' | 'value'): SourceLocation;
}

/** Prints a path as the API server does: `spec.ports[0].nodePort`; keys that are no identifiers stand in `[…]`. */
export function formatFieldPath(path: FieldPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w$-]+$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${step}]`;
  }
  return text;
}

/** Prints `file:line:column`. */
export function formatLocation(location: SourceLocation): string {
  return `${location.file}:${location.line}:${location.column}`;
}
