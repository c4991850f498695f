import { type FieldPath, formatFieldPath } from '../../model/index.ts';
import { nearestName } from './nearest-name.ts';
import type { SchemaNode } from './schema-node.ts';
import { childNode, enter, fieldNames, schemaPlaces } from './schema-places.ts';

const DEPTH = 4;

/**
 * Guesses what an unknown field was meant to be: a sibling with nearly the same name, or the same name at another
 * level, above (`ports` inside `from`) or below (`containers` in a Deployment's `spec`).
 */
export function fieldHint(definition: string, path: FieldPath, unknown: string): string | undefined {
  const places = schemaPlaces(definition, path);
  const sibling = nearestName(unknown, fieldNames(places.at(-1)?.node ?? {}));
  if (sibling !== undefined && sibling.distance <= 1) return `did you mean "${sibling.name}"?`;
  const home = fieldAbove(places, path, unknown) ?? fieldBelow(places.at(-1)?.node ?? {}, path, unknown);
  if (home !== undefined) return `"${unknown}" is a field of ${home}`;
  return sibling && `did you mean "${sibling.name}"?`;
}

function fieldAbove(
  places: readonly { readonly node: SchemaNode }[],
  path: FieldPath,
  name: string,
): string | undefined {
  for (let length = path.length - 1; length >= 0; length--) {
    if (!fieldNames(places[length]?.node ?? {}).includes(name)) continue;
    return length === 0 ? 'the object itself' : formatFieldPath(path.slice(0, length));
  }
  return undefined;
}

/** Looks level by level, so that the field with the shortest path is suggested; `[]` stands for each item of a list. */
function fieldBelow(node: SchemaNode, path: FieldPath, name: string): string | undefined {
  let level = [{ node, text: formatFieldPath(path) }];
  for (let depth = 0; depth < DEPTH; depth++) {
    level = level.flatMap(({ node: parent, text }) =>
      fieldNames(parent).flatMap((field) => {
        const child = enter(childNode(parent, field) ?? {}).node;
        const below = text === '' ? field : `${text}.${field}`;
        return child.items === undefined
          ? [{ node: child, text: below }]
          : [{ node: enter(child.items).node, text: `${below}[]` }];
      }),
    );
    const home = level.find((candidate) => fieldNames(candidate.node).includes(name));
    if (home !== undefined) return home.text;
  }
  return undefined;
}
