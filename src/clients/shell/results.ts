import type { SetupError } from '../../engine/model/index.ts';
import type { NotModelledReason, ProgramResult } from './programs.ts';
import type { Part } from './shell.ts';
import type { Statement } from './statement.ts';
import type { StatementResult } from './terminals.ts';

type Result = Omit<StatementResult, 'alternatives'>;

/** A statement of which nothing ran. */
export function quiet(more: Partial<Result>): Result {
  const { stderr = '' } = more;
  return { stdout: '', stderr, output: stderr, status: 0, commands: [], traces: [], ...more };
}

/** What the parts of a statement come to. */
export function outputOf(
  statement: Statement,
  parts: readonly Part[],
  { commands, traces, results }: Pick<StatementResult, 'commands' | 'traces'> & { readonly results: Part['results'] },
): Result {
  const last = parts.at(-1)?.ended;
  const warning = statement.warning ?? '';
  const broken = last?.over === 'broken' ? brokenBy(last.stderr) : undefined;
  const unknown = statement.isSilent ? undefined : results.find((each) => each.unknown !== undefined)?.unknown;
  const isDoubtful = results.some(({ status }) => status === 'unknown') || (unknown !== undefined && !statement.isSingle);
  const missed = parts.find((each) => each.missed !== undefined)?.missed;
  const notModelled =
    results.find((each) => each.notModelled !== undefined)?.notModelled ??
    (missed === undefined ? broken : reasonOf(missed));
  const skipped = results.find((each) => each.skipped !== undefined)?.skipped;
  const entered = results.findLast((each) => each.entered !== undefined)?.entered;
  const isEndless = last?.over === 'endless' || results.some(({ endless }) => endless === true);
  return {
    stdout: parts.map(({ ended }) => ended.stdout).join(''),
    stderr: warning + parts.map(({ ended }) => ended.stderr).join(''),
    output: warning + parts.map(shownOf).join(''),
    status: isDoubtful ? 'unknown' : (last?.status ?? 0),
    ...(unknown === undefined ? {} : { unknown }),
    ...(notModelled === undefined ? {} : { notModelled }),
    ...(skipped === undefined ? {} : { skipped }),
    ...(entered === undefined ? {} : { entered }),
    ...(last?.over === 'left' ? { left: true } : {}),
    ...(isEndless ? { endless: true } : {}),
    commands,
    traces,
  };
}

/** A program alone knows the order in which it printed; of several, errors come last. */
function shownOf({ ended: { stdout, stderr }, results }: Part): string {
  const [only, ...others]: readonly ProgramResult[] = results;
  const isAlone = only !== undefined && others.length === 0 && only.stdout === stdout && only.stderr === stderr;
  return isAlone && only.shown !== undefined ? only.shown : stdout + stderr;
}

/** An error that says what nobody models, as a value. */
export function reasonOf(error: SetupError): NotModelledReason {
  const { summary, hint } = error;
  return { reason: summary, ...(hint === undefined ? {} : { hint }), error };
}

function brokenBy(stderr: string): NotModelledReason {
  const line = stderr.trim().split('\n').at(-1) ?? '';
  return { reason: `the statement asks for more than the simulated shell gives: ${line.replace(/^bash: /, '')}` };
}
