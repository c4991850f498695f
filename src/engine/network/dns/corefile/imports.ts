import type { ConfigText } from './config-text.ts';
import type { Fault } from './fault.ts';
import type { Token } from './tokens.ts';
import { tokenize } from './tokens.ts';

/** The files that match an import pattern, by name; `undefined` for a folder that no manifest fills. */
export type Imports = (pattern: string) => readonly ConfigText[] | undefined;

interface Expansion {
  readonly tokens: readonly Token[];
  readonly fault?: Fault;
  readonly skipped: readonly Fault[];
}

/** More imports than this are a circle (caddyfile/parse.go maxSnippetExpansions). */
const MOST = 1000;

/**
 * Puts what is imported, files and snippets, in the place of `import`, takes snippets out, and replaces references to
 * environment variables, which no manifest of the server tells, by nothing.
 */
export function expandImports(tokens: readonly Token[], imports: Imports): Expansion {
  const snippets = new Map<string, readonly Token[]>();
  const expanded: Token[] = [];
  const skipped: Fault[] = [];
  let expansions = 0;
  // A stack with the next token at its end: what is imported is read next.
  const rest = [...tokens].reverse();
  for (let token = rest.pop(); token !== undefined; token = rest.pop()) {
    const snippet = /^\((.+)\)$/.exec(token.text)?.[1];
    if (snippet !== undefined && token.startsLine && rest.at(-1)?.text === '{') {
      snippets.set(snippet, takeBlock(rest));
    } else if (token.text === 'import' && token.startsLine && rest.length > 0) {
      const pattern = rest.pop()?.text ?? '';
      const { place } = token;
      expansions++;
      if (expansions > MOST) return { tokens: [], fault: { place, message: `import ${pattern}: a circle` }, skipped };
      const imported = snippets.get(pattern) ?? imports(pattern)?.flatMap(tokenize);
      if (imported === undefined) skipped.push({ place, message: `import ${pattern}: no manifest holds these files` });
      for (const each of [...(imported ?? [])].reverse()) rest.push(each);
    } else {
      expanded.push(withoutEnvironment(token, skipped));
    }
  }
  return { tokens: expanded, skipped };
}

function takeBlock(rest: Token[]): readonly Token[] {
  rest.pop();
  const body: Token[] = [];
  for (let depth = 1; rest.length > 0; ) {
    const token = rest.pop();
    if (token === undefined) break;
    if (token.text === '{') depth++;
    if (token.text === '}') depth--;
    if (depth === 0) break;
    body.push(token);
  }
  return body;
}

function withoutEnvironment(token: Token, skipped: Fault[]): Token {
  const text = token.text.replaceAll(/\{\$[^}]+\}|\{%[^%]+%\}/g, '');
  if (text === token.text) return token;
  skipped.push({ place: token.place, message: `${token.text}: environment variables of the server are not known` });
  return { ...token, text };
}
