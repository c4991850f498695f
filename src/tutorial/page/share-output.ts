import type { PageLine } from './page.ts';
import { isMessage, isTableHeader } from './printed-forms.ts';

/** What a command prints, as far as its words say. */
type Form = 'message' | 'table' | 'other';

/**
 * Shares what one block prints among the commands of the block before it: a message to each that changes something, a
 * table to each that lists. What cannot be told apart is the last command's.
 */
export function shareOutput(lines: readonly PageLine[], commands: readonly string[]): readonly (readonly PageLine[])[] {
  const parts = partsOf(lines);
  const shares: PageLine[][] = commands.map(() => []);
  let at = commands.length - 1;
  for (let index = parts.length - 1; index >= 0; index--) {
    const part = parts[index];
    if (part === undefined) continue;
    // The command before takes it, where this one has its part already, or prints something else.
    const before = at > 0 ? formOf(commands[at - 1] ?? '') : undefined;
    const own = formOf(commands[at] ?? '');
    const isFull =
      (shares[at]?.length ?? 0) > 0 && (own !== 'table' || countOf(commands[at] ?? '') <= tablesIn(shares[at] ?? []));
    if (before === part.form && (isFull || own !== part.form) && own !== 'other') at--;
    shares[at]?.unshift(...part.lines);
  }
  return shares;
}

interface Part {
  readonly form: Form;
  readonly lines: PageLine[];
}

function partsOf(lines: readonly PageLine[]): readonly Part[] {
  const parts: Part[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    const form: Form | undefined = isMessage(line.text) ? 'message' : isTableHeader(line.text) ? 'table' : undefined;
    if (
      last === undefined ||
      form === 'table' ||
      form === 'message' ||
      (last.form === 'message' && line.text.trim() !== '')
    )
      parts.push({ form: form ?? 'other', lines: [line] });
    else last.lines.push(line);
  }
  return parts;
}

/** What the command prints, as far as its words say. */
export function formOf(command: string): Form {
  if (/\b(?:kubectl|oc|k)\b.*\sget\b/.test(command))
    return /\s(?:-o|--output)[= ]?(?:yaml|json|name|jsonpath|go-template)/.test(command) ? 'other' : 'table';
  return /\b(?:kubectl|oc|k)\b.*\s(?:create|apply|run|expose|delete|label|annotate|scale|patch|replace|set|autoscale|taint|cordon|uncordon)\b/.test(
    command,
  )
    ? 'message'
    : 'other';
}

/** `get all`, `get svc,pod`: as many tables as it likes. */
function countOf(command: string): number {
  return /\sget\s+(?:\S*,|all\b)|\sall\b/.test(command) ? 100 : 1;
}

function tablesIn(lines: readonly PageLine[]): number {
  return lines.filter(({ text }) => isTableHeader(text)).length;
}
