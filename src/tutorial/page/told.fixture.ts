import { NO_SETTINGS, type PageSettings } from '../settings/index.ts';
import { readPage, type Statement } from './index.ts';

/** A page of a test, and what lies beside it. */
export interface TestPage {
  readonly path?: string;
  readonly settings?: Partial<PageSettings>;
  readonly files?: Readonly<Record<string, string>>;
}

/** What is read of a page, a line for each statement and each problem. */
export async function told(
  text: string,
  { path = 'page.md', settings = {}, files = {} }: TestPage = {},
): Promise<readonly string[]> {
  const page = await readPage({ path, text }, { ...NO_SETTINGS, ...settings }, (path) => files[path]);
  const problems = page.problems.map(({ line, column, severity, message }) => {
    return `${severity} ${column === undefined ? line : `${line}:${column}`} ${message}`;
  });
  return [...page.statements.map(toldOf), ...problems];
}

/** `13 command [/ #] kubectl get pods → 14-15 fails (why it is skipped)`. */
function toldOf(statement: Statement): string {
  const { kind, line, endLine, skipped } = statement;
  const reason = skipped === undefined ? '' : ` (${skipped})`;
  return `${range(line, endLine)} ${kind} ${what(statement)}${reason}`;
}

function what(statement: Statement): string {
  if (statement.kind === 'manifest') {
    const objects = statement.objects.map(({ kind, name }) => `${kind}/${name}`).join(', ');
    return [statement.path, objects].filter((each) => each !== undefined && each !== '').join(': ');
  }
  if (statement.kind !== 'command') return statement.text.replaceAll('\n', '⏎');
  const { prompt, text, output, fails, interrupted } = statement;
  const parts = [
    ...(prompt === undefined || prompt.text === '$' ? [] : [`[${prompt.text}]`]),
    text.replaceAll('\n', '⏎'),
    ...(output === undefined ? [] : [`→ ${range(output.line, output.endLine)}`]),
    ...(fails ? ['fails'] : []),
    ...(interrupted ? ['interrupted'] : []),
  ];
  return parts.join(' ');
}

function range(line: number, endLine: number): string {
  return line === endLine ? `${line}` : `${line}-${endLine}`;
}
