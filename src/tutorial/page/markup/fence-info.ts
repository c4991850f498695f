import { parseAnnotations, type Said } from '../annotations.ts';
import type { PageProblem } from '../page.ts';

/** What the words behind a fence say. */
export interface FenceInfo {
  readonly language?: string;
  readonly title?: string;
  readonly said: readonly Said[];
  readonly problems: readonly PageProblem[];
}

const TITLE =
  /(?:^|[\s{,])(?:title|filename|file|name|label|header|caption)\s*[=:]\s*(?:"([^"]*)"|'([^']*)'|([^\s,}"']+))/i;
const IN_BRACES = /\{\s*curlew:\s*([^}]*)\}/;
const AS_VALUE = /(?:^|\s|\{)curlew=(?:"([^"]*)"|'([^']*)'|([^\s}]+))/;

/**
 * Reads a fence's words: `bash`, `yaml title="web.yaml"`, `{.bash .copy}`, `{code-block} sh`, `sh {curlew: skip}`,
 * `sh curlew=skip`, and `bash test=false expectError=true`, as eks-workshop writes it.
 */
export function readFenceInfo(info: string, at: { readonly line: number; readonly column: number }): FenceInfo {
  const text = info.slice(0, 2000);
  const braces = IN_BRACES.exec(text);
  const value = braces === null ? AS_VALUE.exec(text) : null;
  const words = braces?.[1] ?? value?.[1] ?? value?.[2] ?? value?.[3];
  const index = (braces ?? value)?.index ?? 0;
  const read =
    words === undefined ? { said: [], problems: [] } : parseAnnotations(words, place(at, text, words, index));
  const rest = text.replace(IN_BRACES, ' ').replace(AS_VALUE, ' ').trim();
  const said: Said[] = [...read.said];
  if (/(?:^|\s)test=false(?:\s|$)/.test(rest)) said.push({ word: 'skip', reason: 'its fence says test=false' });
  if (/(?:^|\s)expectError=true(?:\s|$)/.test(rest)) said.push({ word: 'fails' });
  const language = languageOf(rest);
  const [, double, single, bare] = TITLE.exec(rest) ?? [];
  const title = double ?? single ?? bare ?? fileWord(rest);
  return {
    ...(language !== undefined && { language }),
    ...(title !== undefined && { title }),
    said,
    problems: read.problems,
  };
}

function place(at: { readonly line: number; readonly column: number }, text: string, words: string, from: number) {
  return { line: at.line, column: at.column + Math.max(0, text.indexOf(words, from)) };
}

function languageOf(text: string): string | undefined {
  const directive = /^\{(?:code-block|code|sourcecode|code-cell)\}\s*([\w+#.-]*)/.exec(text);
  if (directive !== null) return directive[1]?.toLowerCase() || undefined;
  const classes = /^\{\s*\.?([\w+#-]+)/.exec(text);
  if (classes !== null) return classes[1]?.toLowerCase();
  const [word = ''] = text.split(/[\s,{:]/, 1);
  return word === '' || word.includes('=') ? undefined : word.toLowerCase();
}

/** ```` ```yaml web.yaml ```` and ```` ```yaml:web.yaml ````. */
function fileWord(text: string): string | undefined {
  return /^[\w+#-]+[\s:]+([\w./-]+\.(?:ya?ml|json|sh|conf))(?:\s|$)/.exec(text)?.[1];
}
