import { backendOf } from '../backends/index.ts';
import { SetupError } from '../engine/model/index.ts';
import { type PageResult, pageText, type StatementResult } from '../report/index.ts';
import { SpecFailure } from './failure.ts';
import type { Scenario } from './scenario.ts';

/** The pages that ran in a scenario. */
const pages = new WeakMap<Scenario, PageResult>();

/**
 * Runs a page: the scenario goes on in the cluster that its commands leave. With `upTo` only what stands before that
 * heading. A page that differs is no failure yet: its reader may want a part of it. Rejects with a SetupError for a page or
 * a heading that is not there.
 */
export async function runPageIn(scenario: Scenario, path: string, upTo?: string): Promise<void> {
  await run(scenario, path, upTo);
}

async function run(scenario: Scenario, path: string, upTo?: string): Promise<PageResult> {
  const { openPage } = await import('../tutorial/opening/index.ts');
  const { cwd = process.cwd(), beside, cluster } = scenario.settings;
  const opened = await openPage(path, {
    cwd,
    ...(beside === undefined ? {} : { beside }),
    ...(cluster === undefined ? {} : { cluster }),
  });
  const { problems, headings } = opened.page;
  const sections = headings.map(({ text }) => text);
  const [problem] = problems.filter(({ severity }) => severity === 'error');
  if (problem !== undefined) throw new SetupError(`${path}:${problem.line}: ${problem.message}`);
  if (upTo !== undefined && !sections.includes(upTo)) {
    throw new SetupError(`${path} has no heading "${upTo}"`, { hint: `its headings are: ${sections.join(', ')}` });
  }
  const { result, cluster: after } = await opened.run(upTo === undefined ? {} : { upTo });
  scenario.become(backendOf(after));
  pages.set(scenario, result);
  return result;
}

/** Holds if nothing that the page prints differs from what its commands print. */
export async function expectPageHolds(scenario: Scenario, path: string): Promise<void> {
  const result = await run(scenario, path);
  if (result.statements.some(({ status }) => status === 'differs')) throw new SpecFailure(pageText([result]).trimEnd());
}

/** Holds if the command at that line of the page that ran last printed the text. */
export function expectLinePrints(scenario: Scenario, line: number, text: string): void {
  const result = pages.get(scenario);
  if (result === undefined) {
    throw new SetupError('no page has run: write a step like "Given the page docs/web.md has run" first');
  }
  const command = result.statements.find(
    (each) => each.kind === 'command' && each.line <= line && line <= each.endLine,
  );
  if (command === undefined)
    throw new SetupError(`${result.page}:${line}: there is no command`, { hint: commandsOf(result) });
  const { actual, reason = command.status } = command;
  if (actual === undefined) throw new SpecFailure(`${result.page}:${line}: ${command.text} did not run: ${reason}`);
  if (actual.includes(text)) return;
  throw new SpecFailure(
    `expected: ${result.page}:${line} prints ${JSON.stringify(text)}\nbut:      it prints\n${actual.trimEnd()}`,
  );
}

function commandsOf({ statements }: PageResult): string {
  const lines = statements.filter(({ kind }: StatementResult) => kind === 'command').map(({ line }) => line);
  return lines.length === 0 ? 'the page has no commands' : `commands stand in the lines ${lines.join(', ')}`;
}
