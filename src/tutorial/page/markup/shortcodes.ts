/** A shortcode of Hugo, or a tag of Liquid and GitBook, which stands alone on its line. */
export type Shortcode =
  | { readonly kind: 'open-group' | 'close-group' | 'close-tab' }
  | { readonly kind: 'open-tab'; readonly name: string; readonly language?: string }
  /** A block whose lines are taken as they are, until its end. */
  | { readonly kind: 'open-block'; readonly name: string; readonly language: string }
  | { readonly kind: 'close-block'; readonly name: string }
  | { readonly kind: 'other' };

const HUGO = /^\s*(?:[-*+]\s+)?\{\{[<%]\s*(\/?)\s*([\w-]+)\s*((?:(?!\}\}).)*?)\s*(\/?)[%>]\}\}\s*$/;
const LIQUID = /^\s*\{%-?\s*(end)?(\w+)\s*(.*?)\s*-?%\}\s*$/;

const GROUPS: ReadonlySet<string> = new Set([
  'tabs',
  'tabset',
  'tabpane',
  'tab-group',
  'tabgroup',
  'code-tabs',
  'codetabs',
]);
const TABS: ReadonlySet<string> = new Set(['tab', 'tabitem', 'tab-item', 'codetab', 'code-tab']);
const BLOCKS: ReadonlyMap<string, string> = new Map([
  ['output', 'output'],
  ['command-output', 'output'],
  ['highlight', ''],
  ['text', ''],
  ['text_hack', ''],
  ['codeblock', ''],
  ['code-block', ''],
  ['copycode', 'bash'],
  ['copyable', 'bash'],
  ['command', 'bash'],
  ['cmd', 'bash'],
  ['shell', 'bash'],
  ['console', 'console'],
]);

/** Reads a line that is nothing but a shortcode; undefined for any other. */
export function readShortcode(line: string): Shortcode | undefined {
  if (line.length > 2000 || !/\{[{%]/.test(line)) return undefined;
  const [, slash, hugo, hugoWords = ''] = HUGO.exec(line) ?? [];
  const [, end, liquid, liquidWords = ''] = hugo === undefined ? (LIQUID.exec(line) ?? []) : [];
  const name = (hugo ?? liquid)?.toLowerCase();
  if (name === undefined) return undefined;
  const words = hugo === undefined ? liquidWords : hugoWords;
  const isEnd = slash === '/' || end === 'end';
  if (GROUPS.has(name)) return { kind: isEnd ? 'close-group' : 'open-group' };
  if (TABS.has(name)) {
    if (isEnd) return { kind: 'close-tab' };
    const language = value(words, 'codelang') ?? value(words, 'lang');
    const title =
      value(words, 'name') ?? value(words, 'title') ?? value(words, 'header') ?? words.replaceAll(/["']/g, '');
    return { kind: 'open-tab', name: title, ...(language !== undefined && { language }) };
  }
  const language = BLOCKS.get(name);
  if (language === undefined) return { kind: 'other' };
  if (isEnd) return { kind: 'close-block', name };
  const [first = ''] = words.replaceAll(/["']/g, '').split(/[\s,]/, 1);
  const told =
    value(words, 'syntax') ?? value(words, 'lang') ?? value(words, 'language') ?? (first.includes('=') ? '' : first);
  return { kind: 'open-block', name, language: language === '' ? told : language };
}

function value(words: string, key: string): string | undefined {
  const [, double, single, bare] = new RegExp(`(?:^|\\s)${key}=(?:"([^"]*)"|'([^']*)'|(\\S+))`).exec(words) ?? [];
  return double ?? single ?? bare;
}
