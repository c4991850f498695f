import type { ConfigText, Place } from './config-text.ts';
import type { Fault } from './fault.ts';
import type { Imports } from './imports.ts';
import { expandImports } from './imports.ts';
import type { Token } from './tokens.ts';
import { tokenize } from './tokens.ts';

/** A line of a server block: a plugin's name and arguments, and the lines in braces behind it. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly lines: readonly Directive[];
  readonly place: Place;
}

/** A server block as written: its addresses, and its directives in order. */
export interface WrittenBlock {
  readonly keys: readonly { readonly text: string; readonly place: Place }[];
  readonly directives: readonly Directive[];
}

/** A Corefile, read. A `fault` is one that CoreDNS does not start with; nothing behind it was read. */
export interface ParsedCorefile {
  readonly blocks: readonly WrittenBlock[];
  readonly fault?: Fault;
  /** What was left out, and why. */
  readonly skipped: readonly Fault[];
}

interface Reader {
  readonly tokens: readonly Token[];
  next: number;
  fault?: Fault;
}

/**
 * Reads a Corefile (coredns/caddy caddyfile/parse.go): server blocks, nested blocks, snippets, imports. Unlike CoreDNS
 * it takes a block that is closed on the line on which it was opened.
 */
export function parseCorefile(source: ConfigText, imports: Imports): ParsedCorefile {
  const expanded = expandImports(tokenize(source), imports);
  if (expanded.fault !== undefined) return { blocks: [], fault: expanded.fault, skipped: expanded.skipped };
  const reader: Reader = { tokens: expanded.tokens, next: 0 };
  const blocks: WrittenBlock[] = [];
  while (reader.next < reader.tokens.length && reader.fault === undefined) blocks.push(readBlock(reader));
  const { fault } = reader;
  return { blocks, skipped: expanded.skipped, ...(fault === undefined ? {} : { fault }) };
}

function readBlock(reader: Reader): WrittenBlock {
  const keys: WrittenBlock['keys'][number][] = [];
  let another = false;
  for (let token = peek(reader); token !== undefined; token = peek(reader)) {
    if (token.text === '{' || (token.startsLine && keys.length > 0 && !another)) break;
    reader.next++;
    another = token.text.endsWith(',');
    for (const text of token.text.split(',')) if (text !== '') keys.push({ text, place: token.place });
  }
  if (another) refuse(reader, 'Expected another address - check for extra comma');
  const braced = peek(reader)?.text === '{';
  if (braced) reader.next++;
  return { keys, directives: readLines(reader, braced) };
}

/** Reads lines up to the closing brace, or to the end of the file where no brace was opened. */
function readLines(reader: Reader, braced: boolean): readonly Directive[] {
  const lines: Directive[] = [];
  for (let token = peek(reader); token !== undefined; token = peek(reader)) {
    if (reader.fault !== undefined) return lines;
    if (token.text === '}') {
      if (!braced) refuse(reader, "Unexpected '}' because no matching opening brace");
      reader.next++;
      return lines;
    }
    lines.push(readLine(reader, token));
  }
  if (braced) refuse(reader, 'Unexpected EOF');
  return lines;
}

function readLine(reader: Reader, first: Token): Directive {
  reader.next++;
  const args: string[] = [];
  for (let token = peek(reader); token !== undefined && !token.startsLine; token = peek(reader)) {
    if (token.text === '{') {
      reader.next++;
      return { name: first.text, args, lines: readLines(reader, true), place: first.place };
    }
    if (token.text === '}') break;
    reader.next++;
    args.push(token.text);
  }
  return { name: first.text, args, lines: [], place: first.place };
}

function peek(reader: Reader): Token | undefined {
  return reader.tokens[reader.next];
}

function refuse(reader: Reader, problem: string): void {
  const place = (peek(reader) ?? reader.tokens.at(-1))?.place;
  if (place !== undefined) reader.fault ??= { place, message: parsingError(place, problem) };
}

/** What CoreDNS says when it does not start. */
export function parsingError(place: Place, problem: string): string {
  return `${place.source.name}:${place.line} - Error during parsing: ${problem}`;
}
