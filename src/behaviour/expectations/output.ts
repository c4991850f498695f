import type { CommandOutput } from '../../clients/net-tools/index.ts';
import { firstLines, NotModelled } from '../../engine/model/index.ts';
import { type From, phraseOf } from '../../grammar/index.ts';
import { failExpectation } from '../failure.ts';
import type { Scenario } from '../scenario.ts';

/** Holds if whatever the last command may print contains the text, on standard output or standard error. */
export function expectOutputContains(scenario: Scenario, text: string): void {
  const { line, outputs } = scenario.judgedCommand();
  for (const output of outputs) {
    if (shown(output).includes(normal(text))) continue;
    failExpectation(`the output of "${line}" contains "${text}"`, described(output));
  }
}

/** Holds if nothing that the last command may print contains the text. */
export function expectOutputLacks(scenario: Scenario, text: string): void {
  const { line, outputs } = scenario.judgedCommand();
  for (const output of outputs) {
    if (output.unknown === undefined && !shown(output).includes(normal(text))) continue;
    failExpectation(`the output of "${line}" does not contain "${text}"`, described(output));
  }
}

/** Holds if the last command prints exactly that; spaces at the ends of lines and empty lines at the end do not count. */
export function expectOutput(scenario: Scenario, text: string): void {
  const { line, outputs } = scenario.judgedCommand();
  for (const output of outputs) {
    if (output.unknown === undefined && shown(output) === normal(text)) continue;
    failExpectation(
      `the output of "${line}" is\n${indented(normal(text))}`,
      described(output),
      otherLine(output, text),
    );
  }
}

/** Holds if the last command always exits with the status. */
export function expectStatus(scenario: Scenario, status: number): void {
  const { line, outputs } = scenario.judgedCommand();
  for (const output of outputs) {
    if (output.status === status) continue;
    const found = output.status === 'unknown' ? `nobody can tell: ${output.unknown}` : `it exits with ${output.status}`;
    failExpectation(`"${line}" exits with status ${status}`, found, indented(shown(output)));
  }
}

/** Holds if Curlew says that it does not simulate a command, instead of making an answer up. */
export async function expectNotModelled(scenario: Scenario, client: From, line: string): Promise<void> {
  const expected = `it is not modelled that ${phraseOf(client)} runs "${line}"`;
  try {
    await scenario.run(client, line);
  } catch (error) {
    if (error instanceof NotModelled) return;
    throw error;
  }
  failExpectation(expected, scenario.judgedCommand().outputs.map(described).join('\n'));
}

/** Standard output, then standard error. */
function shown({ stdout, stderr }: CommandOutput): string {
  return normal(stdout + stderr);
}

function normal(text: string): string {
  return text.replace(/[ \t\r]+$/gm, '').trimEnd();
}

/** Where a long output is another one than expected; a short one shows it. */
function otherLine(output: CommandOutput, text: string): string {
  const found = shown(output).split('\n');
  if (found.length <= MOST_LINES) return '';
  const wanted = normal(text).split('\n');
  const at = found.findIndex((line, index) => line !== wanted[index]);
  return at < 0 ? 'it ends too early' : `line ${at + 1} is the first that differs:\n  ${found[at]}`;
}

function described(output: CommandOutput): string {
  const text = shown(output);
  const because = output.unknown === undefined ? [] : [`it is not known in full: ${output.unknown}`];
  return [...because, text === '' ? 'it prints nothing' : `it prints\n${indented(text)}`].join('\n');
}

/** What was printed may be long: a line that matters is further down where it is another one than expected. */
const MOST_LINES = 60;

function indented(text: string): string {
  return firstLines(text.split('\n'), MOST_LINES)
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}
