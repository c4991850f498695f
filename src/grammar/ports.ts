import { readPort, SetupError, type WrittenPort } from '../engine/model/index.ts';
import { itemsOf } from './object-name.ts';
import { Phrase, type PhraseKind } from './phrase.ts';

/** Reads `443` or `53/UDP`. Throws a SetupError for a text that is no port. */
export function parsePort(text: string): WrittenPort {
  const port = readPort(text);
  if (port !== undefined) return port;
  throw new SetupError(`"${text}" is no port`, { hint: 'write 443, or 53/UDP' });
}

/** Ports of a Service: `443`, `80 and 443`, `53/UDP`. */
export const portList: PhraseKind<readonly Phrase<WrittenPort>[]> = {
  patterns: [/\d+(?:\/[A-Za-z]+)?(?:(?:, | and |, and )\d+(?:\/[A-Za-z]+)?)*/],
  read: (text) => itemsOf(text).map((each) => new Phrase(each, parsePort(each))),
};

/** Addresses with ports, or ports alone, as they are written; `none` for none: `172.30.41.4:3306, 172.30.5.x:3306`. */
export const endpointList: PhraseKind<Phrase<readonly string[]>> = {
  patterns: [/none|[^\s",]+(?:, ?[^\s",]+)*/],
  read: (text) => new Phrase(text, parseEndpoints(text)),
};

/** Reads `none`, `no endpoints`, or a list separated by commas. */
export function parseEndpoints(text: string): readonly string[] {
  return /^(none|no endpoints)$/i.test(text.trim()) ? [] : text.trim().split(/\s*,\s*/);
}
