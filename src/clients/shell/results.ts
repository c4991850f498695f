import type { SetupError, Trace } from '../../engine/model/index.ts';
import type { RanProgram } from './execution.ts';
import type { Entered, NotModelledReason, ProgramResult } from './programs.ts';
import type { Part } from './shell.ts';
import type { Statement } from './statement.ts';

/** What became of a statement. */
export interface StatementResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which a terminal shows them. */
  readonly output: string;
  readonly status: number | 'unknown';
  /** Why the output is not known in full. */
  readonly unknown?: string;
  /** What of it is outside the model. */
  readonly notModelled?: NotModelledReason;
  /** Why only a person could go on. */
  readonly skipped?: string;
  /** Why it is no statement, as bash says it. */
  readonly invalid?: string;
  /** The simulated programs that it ran, in order. */
  readonly commands: readonly RanProgram[];
  /** Whose shell it opened. */
  readonly entered?: Entered;
  /** The shell is over. */
  readonly left?: true;
  /** It would go on until somebody stops it: this is what it prints at the beginning. */
  readonly endless?: true;
  /** The connections that it opened. */
  readonly traces: readonly Trace[];
  /** What else it may come to, where the real system chooses at random. Nothing stays changed by it. */
  alternatives(): Promise<readonly StatementResult[]>;
}

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
  const isDoubtful =
    results.some(({ status }) => status === 'unknown') || (unknown !== undefined && !statement.isSingle);
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
