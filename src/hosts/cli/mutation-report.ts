import { formatFieldPath, formatRef } from '../../engine/model/index.ts';
import type { Effect, Mutant, Verdict } from '../../questions/mutate/index.ts';
import type { Notice } from './mutation-run.ts';
import { printJson } from './output.ts';
import type { Surroundings } from './surroundings.ts';

/** What a run of mutants came to. */
export interface MutationOutcome {
  readonly verdicts: readonly Verdict<Notice>[];
  /** Those that were not tried, for there were more than the limit. */
  readonly left: number;
  /** The text of a manifest; `undefined` where it cannot be shown. */
  textOf(file: string): string | undefined;
}

/** Numbers of mutants. */
export interface MutationCounts {
  readonly tried: number;
  readonly noticed: number;
  readonly timedOut: number;
  readonly survived: number;
  readonly equivalent: number;
  readonly invalid: number;
  /** Those noticed among those that can be, in percent; 100 where there are none. */
  readonly score: number;
}

/** Counts what became of mutants. */
export function countMutants(verdicts: readonly Verdict<Notice>[]): MutationCounts {
  const of = (status: Verdict<Notice>['status']): number => verdicts.filter((each) => each.status === status).length;
  const [noticed, survived] = [of('killed'), of('survived')];
  return {
    tried: verdicts.length - of('invalid'),
    noticed,
    timedOut: verdicts.filter((each) => each.status === 'killed' && each.killer.timedOut).length,
    survived,
    equivalent: of('equivalent'),
    invalid: of('invalid'),
    score: noticed + survived === 0 ? 100 : Math.floor((1000 * noticed) / (noticed + survived)) / 10,
  };
}

/** The JSON of `curlew mutate`: the counts, the survivors, and every mutant. */
export function printMutationJson({ verdicts, left }: MutationOutcome, surroundings: Surroundings): void {
  const { survived: _, ...counts } = countMutants(verdicts);
  const survivors = verdicts.filter(({ status }) => status === 'survived').map(({ mutant }) => placeOf(mutant));
  printJson(surroundings, { mutants: verdicts.length + left, ...counts, survivors, results: verdicts.map(resultOf) });
}

function placeOf({ rule: { ref, path, location }, what }: Mutant) {
  const { file, line } = location;
  return { file, line, object: formatRef(ref), path: formatFieldPath(path), what };
}

function resultOf(verdict: Verdict<Notice>) {
  const { mutant } = verdict;
  const { before = null, after = null } = mutant;
  const result = { ...placeOf(mutant), before, after };
  switch (verdict.status) {
    case 'killed': {
      const { uri, line, name, step, timedOut } = verdict.killer;
      const killedBy = { file: uri, line, scenario: name, ...(step === undefined ? {} : { step }) };
      return { status: timedOut ? 'timeout' : 'killed', ...result, killedBy };
    }
    case 'survived':
      return { status: verdict.status, ...result, effects: verdict.effects };
    case 'invalid':
      return { status: verdict.status, ...result, because: verdict.because };
    case 'equivalent':
      return { status: verdict.status, ...result };
  }
}

/** The survivors, each with its line and a connection by which it could be noticed, and the counts. */
export function printMutationText({ verdicts, left, textOf }: MutationOutcome, { stdout }: Surroundings): void {
  const survivors = verdicts.flatMap((verdict) => {
    if (verdict.status !== 'survived') return [];
    const { file, line, object, path, what } = placeOf(verdict.mutant);
    const title = `${file}:${line}: ${object}${path === '' ? '' : ` ${path}`}: ${what}`;
    return [title, ...sourceLine(textOf(file), line), `    ${effectText(verdict.effects)}`];
  });
  if (survivors.length > 0) {
    stdout.write(`no scenario notices\n${survivors.map((line) => `  ${line}\n`).join('')}\n`);
  }
  stdout.write(`${summary(countMutants(verdicts), left)}\n`);
}

function sourceLine(text: string | undefined, line: number): readonly string[] {
  const written = text?.split('\n', line)[line - 1]?.trimEnd() ?? '';
  return written === '' ? [] : [`${String(line).padStart(5)} | ${written}`];
}

function effectText([first, ...more]: readonly Effect[]): string {
  if (first === undefined) return 'it is about nodes or names outside, of which the matrix tells nothing';
  const { change, from, to, ports } = first;
  const others = more.length === 0 ? '' : `, and ${more.length} more`;
  return `${change} ${from} → ${to} ${ports}${others}`;
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
