import { type Diagnostic, formatLocation, formatRef } from '../model/index.ts';
import type { AdmittedObject } from './admit-object.ts';

/** The objects of one name: the first as written, and the others. */
interface Namesakes {
  readonly first: AdmittedObject;
  readonly others: AdmittedObject[];
}

/**
 * Finds objects that are written more than once, and says so at each one after the first. kubectl would keep the last,
 * which depends on the order of the files; here none of them is taken.
 */
export function duplicateObjects(objects: readonly AdmittedObject[]): {
  readonly duplicates: ReadonlySet<AdmittedObject>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const byName = new Map<string, Namesakes>();
  for (const object of objects) {
    if (object.ref === undefined) continue;
    const name = formatRef(object.ref);
    const namesakes = byName.get(name);
    if (namesakes === undefined) byName.set(name, { first: object, others: [] });
    else namesakes.others.push(object);
  }
  const repeated = [...byName.values()].filter(({ others }) => others.length > 0);
  return {
    duplicates: new Set(repeated.flatMap(({ first, others }) => [first, ...others])),
    diagnostics: repeated.flatMap(({ first, others }) => others.map((other) => alreadyExists(other, first))),
  };
}

/** The API server's words (apimachinery pkg/api/errors/errors.go, NewAlreadyExists). */
function alreadyExists({ document, ref, kind }: AdmittedObject, first: AdmittedObject): Diagnostic {
  const resource = kind?.group ? `${kind.plural}.${kind.group}` : kind?.plural;
  return {
    code: 'duplicate-object',
    severity: 'error',
    message: `${resource} "${ref?.name}" already exists`,
    hint: `first written at ${formatLocation(first.document.location)}; kubectl would keep only the last one`,
    at: document.location,
    ...(ref !== undefined && { about: ref }),
  };
}
