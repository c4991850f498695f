import type { MutationOutcome } from '../../engine/model/index.ts';
import { inOneLine } from '../terminal/index.ts';
import { countMutants, type MutationCounts } from './count-mutants.ts';
import { effectsText } from './effect-text.ts';
import { mutantPlace } from './mutation-json.ts';

/**
 * The survivors, each with its line and a connection by which it could be noticed, and the counts. `textOf` gives the text
 * of a manifest: `undefined` where it cannot be shown.
 */
export function mutationText(
  { verdicts, left }: MutationOutcome,
  textOf: (file: string) => string | undefined,
): string {
  const survivors = verdicts.flatMap((verdict) => {
    if (verdict.status !== 'survived') return [];
    const { file, line, object, path, what } = mutantPlace(verdict.mutant);
    const title = `${file}:${line}: ${object}${path === '' ? '' : ` ${path}`}: ${what}`;
    return [title, ...sourceLine(textOf(file), line), `    ${effectsText(verdict.effects)}`];
  });
  const listed = inOneLine(survivors)
    .map((line) => `  ${line}\n`)
    .join('');
  const list = survivors.length === 0 ? '' : `no scenario notices\n${listed}\n`;
  return `${list}${summary(countMutants(verdicts), left)}\n`;
}

function sourceLine(text: string | undefined, line: number): readonly string[] {
  const written = text?.split('\n', line)[line - 1]?.trimEnd() ?? '';
  return written === '' ? [] : [`${String(line).padStart(5)} | ${written}`];
}

function summary(
  { tried, noticed, survived, equivalent, timedOut, invalid, score }: MutationCounts,
  left: number,
): string {
  const timed = timedOut === 0 ? '' : ` (${timedOut} by a timeout)`;
  const rejected = invalid === 0 ? '' : `, ${invalid} more that the API server rejects`;
  const rest = left === 0 ? '' : `; ${left} of ${tried + invalid + left} were not tried (--limit)`;
  const counts = `${noticed} noticed${timed}, ${survived} not noticed, ${equivalent} without any effect${rejected}`;
  const scored = noticed + survived === 0 ? 'no score: none of them has an effect' : `score ${score.toFixed(1)}%`;
  return `${tried} changes: ${counts}${rest}\n${scored}`;
}
