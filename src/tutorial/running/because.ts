import type { StatementResult as Ran } from '../../clients/shell/index.ts';
import type { StatementResult } from '../../report/index.ts';
import type { CommandStatement } from '../page/index.ts';

/**
 * The line of an earlier statement that failed and would have made what this one lacks: the last one that speaks of a name
 * which the server does not find, or of an object that this command names.
 */
export function failureBefore(
  { text }: CommandStatement,
  { status, stderr }: Ran,
  results: readonly StatementResult[],
): number | undefined {
  if (status === 0) return undefined;
  const missing = [...stderr.matchAll(/"([^"\s]+)" not found/g)].map(([, name = '']) => name);
  if (missing.length === 0) return undefined;
  const failed = results.filter((each) => each.status === 'differs' && each.exitStatus !== 0 && isMaking(each));
  return failed.findLast((each) => each.text !== text && missing.some((name) => speaksOf(each, name)))?.line;
}

function isMaking({ kind, text }: StatementResult): boolean {
  return kind === 'manifest' || /\b(?:create|apply|run|expose|scale)\b/.test(text);
}

function speaksOf({ text, objects = [] }: StatementResult, name: string): boolean {
  if (objects.some((object) => object.endsWith(`/${name}`))) return true;
  return text.split(/[^A-Za-z0-9.-]+/).includes(name);
}
