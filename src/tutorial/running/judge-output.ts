import { keyOf, type StatementResult as Ran } from '../../clients/shell/index.ts';
import type { PageDifference, StatementResult } from '../../report/index.ts';
import { compare, type Difference, knownTokens, type Lacking, type Verdict } from '../comparison/index.ts';
import type { CommandStatement, PageLine, Printed } from '../page/index.ts';
import { notJudged } from './not-judged.ts';
import type { PageScene } from './scene.ts';

/** A difference, and whose address it is where nothing but that is missing. */
export interface JudgedDifference extends PageDifference {
  readonly lacks?: Lacking;
}

export interface OutputJudged extends Pick<StatementResult, 'status' | 'judgedLines'> {
  readonly differences: readonly JudgedDifference[];
  readonly reason?: string;
}

/** Judges what a command printed: against what the page prints, or, where that is nothing, by whether it failed. */
export async function judgeOutput(statement: CommandStatement, ran: Ran, scene: PageScene): Promise<OutputJudged> {
  const { output, annotations, interrupted } = statement;
  if (output === undefined || annotations.compare === 'none') return judgeStatus(statement, ran);
  const first = compareWith(statement, output, { ran, scene });
  if (!first.judged) return interrupted ? judgeHanging(statement, ran) : judgeNoise(statement, ran);
  if (first.differences.length === 0) return held(first, output, scene);
  // What chance decides must be possible as the page has it.
  const others = (await ran.alternatives()).map((each) => each.output);
  const possible = others.length === 0 ? first : compareWith(statement, output, { ran, scene, others });
  if (possible.differences.length === 0) {
    return { ...held(possible, output, scene), reason: `1 of ${others.length + 1} outputs that chance may give` };
  }
  if (ran.unknown !== undefined) return notJudged('not-modelled', ran.unknown);
  scene.bindings = first.bindings;
  return { status: 'differs', differences: first.differences.map(differenceOf), judgedLines: output.lines.length };
}

interface Outputs {
  readonly ran: Ran;
  readonly scene: PageScene;
  readonly others?: readonly string[];
}

function compareWith(
  { annotations: { compare: mode }, text }: CommandStatement,
  { lines, cut, endLine }: Printed,
  { ran, scene, others = [] }: Outputs,
): Verdict {
  const rest: readonly PageLine[] = cut === true ? [{ line: endLine, text: '...' }] : [];
  return compare({
    printed: [...lines, ...rest],
    actual: ran.output,
    alternatives: others,
    commands: ran.commands.length === 0 ? plainCommand(text) : typedCommands(ran),
    ...(mode === undefined ? {} : { mode }),
    moving: isChanging(scene.results.at(-1)),
    bindings: scene.bindings,
    known: knownTokens(scene.terminals.cluster.view),
  });
}

/** A command that sets workloads on their way, right before: who looks then sees fewer pods than there will be. */
function isChanging(before: StatementResult | undefined): boolean {
  return (
    before?.kind === 'command' &&
    /\b(?:kubectl|oc|k)\b[^\n|]*\s(?:apply|create|delete|edit|patch|replace|rollout|run|scale|set)\b/.test(before.text)
  );
}

/** What the shell did without any of the simulated programs: `cat /etc/resolv.conf`. */
function plainCommand(text: string): readonly (readonly string[])[] {
  return /[|&;<>$`'"()\n\\]/.test(text) ? [] : [text.trim().split(/\s+/)];
}

/** The programs that somebody typed; not those that kubectl started in a container for one of them. */
function typedCommands({ commands }: Ran): readonly (readonly string[])[] {
  const [first] = commands;
  return first === undefined
    ? []
    : commands.filter(({ place }) => keyOf(place) === keyOf(first.place)).map(({ argv }) => argv);
}

function held({ bindings }: Verdict, { lines }: Printed, scene: PageScene): OutputJudged {
  scene.bindings = bindings;
  return { status: 'holds', differences: [], judgedLines: lines.length };
}

/** What is not there, on one of both sides, is null. */
function differenceOf({ expected, actual, ...difference }: Difference): JudgedDifference {
  return { ...difference, expected: expected === '' ? null : expected, actual: actual === '' ? null : actual };
}

/** The page ends the command by hand: it hangs there, and must here. */
function judgeHanging(statement: CommandStatement, { status, endless }: Ran): OutputJudged {
  if (endless === true || status !== 0) return { status: 'holds', differences: [], judgedLines: 1 };
  return differing(statement, 'the page ends it by hand, and it comes to an end by itself');
}

/** The page prints what any client may print, such as the words before a prompt: it holds where the command succeeds. */
function judgeNoise(statement: CommandStatement, ran: Ran): OutputJudged {
  const judged = judgeStatus(statement, ran);
  return judged.status === 'ran' ? { ...judged, status: 'holds' } : judged;
}

/** A silent command must succeed, unless the page says that it fails. */
function judgeStatus(statement: CommandStatement, { status, stderr, stdout, unknown, endless }: Ran): OutputJudged {
  if (status === 'unknown') return notJudged('not-modelled', unknown ?? 'nobody knows whether it succeeds');
  const failed = status !== 0;
  if (failed === statement.fails || endless === true) return { status: 'ran', differences: [], judgedLines: 0 };
  const said = (stderr.trim() === '' ? stdout : stderr).trim().split('\n', 1)[0] ?? '';
  const failure = `it fails with status ${status}${said === '' ? '' : `: ${said}`}`;
  return differing(statement, failed ? failure : 'the page says that it fails, and it succeeds');
}

function differing({ line, text }: CommandStatement, why: string): OutputJudged {
  const difference: PageDifference = { line, expected: text.split('\n', 1)[0] ?? '', actual: null, why };
  return { status: 'differs', differences: [difference], judgedLines: 0 };
}
