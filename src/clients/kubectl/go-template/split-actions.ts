import { GoTemplateFault } from './fault.ts';

/** What stands between `{{` and `}}`, without the marks that trim the text around. */
export interface Action {
  readonly text: string;
  readonly line: number;
}

/** Splits a template into texts and actions; comments are gone, and `{{-` and `-}}` have taken their spaces. */
export function splitActions(template: string): readonly (string | Action)[] {
  const parts: (string | Action)[] = [];
  let at = 0;
  let trims = false;
  for (let open = template.indexOf('{{'); open >= 0; open = template.indexOf('{{', at)) {
    const line = template.slice(0, open).split('\n').length;
    const close = endOf(template, open + 2);
    if (close < 0) throw new GoTemplateFault('unclosed action', line);
    const inner = template.slice(open + 2, close);
    const trimsBefore = /^-\s/.test(inner);
    const before = trimmedStart(template.slice(at, open), trims);
    parts.push(trimsBefore ? before.trimEnd() : before);
    trims = /\s-$/.test(inner);
    const text = inner.slice(trimsBefore ? 1 : 0, trims ? -1 : undefined).trim();
    if (!(text.startsWith('/*') && text.endsWith('*/'))) {
      if (text === '') throw new GoTemplateFault('missing value for command', line);
      parts.push({ text, line });
    }
    at = close + 2;
  }
  parts.push(trimmedStart(template.slice(at), trims));
  return parts;
}

function trimmedStart(text: string, trims: boolean): string {
  return trims ? text.trimStart() : text;
}

/** Where the action's `}}` stands: not those inside of quotes. */
function endOf(template: string, from: number): number {
  let quote = '';
  for (let index = from; index < template.length; index++) {
    const character = template[index] ?? '';
    if (quote !== '') {
      if (character === '\\' && quote !== '`') index++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === '`' || character === "'") quote = character;
    else if (template.startsWith('}}', index)) return index;
  }
  return -1;
}
