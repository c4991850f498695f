import { qualifiedName, SetupError } from '../engine/model/index.ts';
import { IN_NAMESPACE } from './kind-words.ts';
import { Phrase, type PhraseKind } from './phrase.ts';

/** The name of an object whose kind is known from the words around it. Without a namespace it is looked for in that of the question. */
export interface ObjectName {
  readonly namespace?: string;
  readonly name: string;
}

/** Reads `web`, `shop/web` or `web in namespace "shop"`. Throws a SetupError for more names than that. */
export function parseObjectName(text: string): ObjectName {
  const [, plain = text, inNamespace] = /^(.*?)\s+in\s+namespace\s+"([^"]*)"$/i.exec(text.trim()) ?? [];
  const parts = plain.trim().split('/');
  const [namespace, name] = parts.length === 1 ? [undefined, parts[0]] : parts;
  if (parts.length > 2 || name === undefined || name === '') {
    throw new SetupError(`"${text}" names no object`, { hint: 'write NAME, NAMESPACE/NAME or NAME in namespace "…"' });
  }
  const within = inNamespace ?? namespace;
  return within === undefined ? { name } : { namespace: within, name };
}

/** A Service or a pod: `web`, `shop/web`, `web in namespace "shop"`; it prints as `shop/web`. */
export const objectName: PhraseKind<Phrase<ObjectName>> = {
  patterns: [new RegExp(`[^\\s"]+${IN_NAMESPACE}`)],
  read: namePhrase,
};

/** An object as somebody names it, or as it was read before. */
export type NamedObject = string | ObjectName | Phrase<ObjectName>;

/** Reads the name of an object as `parseObjectName` does; it prints as `shop/web`. */
export function namePhrase(written: NamedObject): Phrase<ObjectName> {
  if (typeof written !== 'string' && 'means' in written) return written;
  const name = typeof written === 'string' ? parseObjectName(written) : written;
  return new Phrase(qualifiedName(name), name);
}

/** Several namespaces, in quotes: `"shop"`, `"shop", "dev" and "ops"`. */
export const namespaceList: PhraseKind<readonly string[]> = {
  patterns: [/"[^"]+"(?:(?:, | and |, and )"[^"]+")*/],
  read: (text) => [...text.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
};

/** The items of `a, b and c`. */
export function itemsOf(text: string): readonly string[] {
  return text.split(/, and |, | and /);
}
