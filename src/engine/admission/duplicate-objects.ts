import { canonicalJson, compareText, type Diagnostic, formatLocation, formatRef } from '../model/index.ts';
import type { AdmittedObject } from './admit-object.ts';

/** The objects of one name: the first as written, and the others. */
interface Namesakes {
  readonly first: AdmittedObject;
  readonly others: AdmittedObject[];
}

/**
 * Finds objects that are written more than once, and says so at each one after the first. kubectl would keep the last,
 * which depends on the order of the files: none of them is taken, unless they are alike.
 */
export function duplicateObjects(objects: readonly AdmittedObject[]): {
  /** What is not taken. */
  readonly duplicates: ReadonlySet<AdmittedObject>;
  /** What kubectl would keep of those that are not alike. */
  readonly last: readonly AdmittedObject[];
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
  const repeated = [...byName.values()]
    .filter(({ others }) => others.length > 0)
    .map((each) => ({ ...each, alike: areAlike(each) }));
  return {
    duplicates: new Set(repeated.flatMap((each) => (each.alike ? allButOne(each) : [each.first, ...each.others]))),
    last: repeated.flatMap(({ others, alike }) => (alike ? [] : others.slice(-1))),
    diagnostics: repeated.flatMap(({ first, others, alike }) =>
      others.map((other) => alreadyExists(other, first, alike)),
    ),
  };
}

/** All but the one that is taken of several alike: the first by its text, so that the names of files change nothing. */
function allButOne({ first, others }: Namesakes): readonly AdmittedObject[] {
  const texts = new Map([first, ...others].map((each) => [each, canonicalJson(each.object)]));
  const [, ...rest] = [...texts].sort(([, a], [, b]) => compareText(a, b));
  return rest.map(([each]) => each);
}

function areAlike({ first, others }: Namesakes): boolean {
  const intent = intentOf(first);
  return intent !== undefined && others.every((other) => intentOf(other) === intent);
}

/** What the author of an object wants, as text: without what the cluster itself writes into objects that are read out. */
function intentOf({ object, faulty }: AdmittedObject): string | undefined {
  if (object === undefined || faulty) return undefined;
  const {
    uid: _,
    resourceVersion,
    generation,
    creationTimestamp,
    selfLink,
    managedFields,
    ...metadata
  } = object.metadata ?? {};
  return canonicalJson({ ...object, metadata, status: undefined });
}

/** The API server's words (apimachinery pkg/api/errors/errors.go, NewAlreadyExists). */
function alreadyExists({ document, ref, kind }: AdmittedObject, first: AdmittedObject, alike: boolean): Diagnostic {
  const resource = kind?.group ? `${kind.plural}.${kind.group}` : kind?.plural;
  const outcome = alike ? 'both say the same' : 'kubectl would keep only the last one';
  return {
    code: 'duplicate-object',
    severity: alike ? 'warning' : 'error',
    message: `${resource} "${ref?.name}" already exists`,
    hint: `first written at ${formatLocation(first.document.location)}; ${outcome}`,
    at: document.location,
    ...(ref !== undefined && { about: ref }),
  };
}
