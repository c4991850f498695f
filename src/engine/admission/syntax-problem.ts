import type { YAMLError } from 'yaml';
import type { TextProblem } from './split-documents.ts';

const HINTS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'look at the indentation of this line and of the lines around it',
  BAD_SCALAR_START: 'put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put a value that holds ": " in quotes, or look at the indentation',
  MULTILINE_IMPLICIT_KEY: 'a key and its colon stand on one line',
  BAD_DQ_ESCAPE: 'write a backslash inside double quotes as \\\\, or use single quotes',
};

/** Words a syntax error of the YAML parser, with what to do about it. */
export function syntaxProblem(error: YAMLError, text: string): TextProblem {
  const [offset] = error.pos;
  const at = { offset, code: 'yaml-syntax' };
  if (/\{\{/.test(lineAt(text, offset))) return { ...at, message: error.message, hint: templateHint };
  if (error.code === 'TAB_AS_INDENT') {
    const hint = 'a tab indents this line, and YAML takes nothing but spaces';
    return { ...at, message: 'found character that cannot start any token', hint };
  }
  const hint = HINTS[error.code] ?? missingEnd(error);
  return {
    ...at,
    message: error.message.replace(/"quote$|'quote$/, (quote) => `${quote[0]} quote`),
    ...(hint && { hint }),
  };
}

/** What to do about `{{ … }}` in a manifest. */
export const templateHint = 'this looks like a template; render it first: helm template … | curlew … -f -';

/** The problem of a text that nests deeper than anything useful does. */
export function tooDeep(offset: number, limit: number): TextProblem {
  return { offset, code: 'too-deep', message: `values nest deeper than ${limit} levels` };
}

function missingEnd(error: YAMLError): string | undefined {
  return error.code === 'MISSING_CHAR' && error.message.includes('quote')
    ? 'the text opens with a quote that never closes'
    : undefined;
}

/** The line around an offset, as far as it is near: a line may be as long as a file. */
function lineAt(text: string, offset: number): string {
  const before = text.slice(Math.max(0, offset - 500), offset);
  const [after = ''] = text.slice(offset, offset + 500).split('\n', 1);
  return before.slice(before.lastIndexOf('\n') + 1) + after;
}
