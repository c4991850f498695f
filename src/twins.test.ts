import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { curlew } from './hosts/cli/testing/curlew.ts';

/*
 * Runs the negative twins: specs of the tutorials with one thing broken. Each must fail, with the text that the line
 * `fails with: "…"` of its description promises.
 */
const folder = mkdtempSync(join(tmpdir(), 'curlew twins '));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As much of a Cucumber message as it takes. https://github.com/cucumber/messages */
interface Message {
  readonly gherkinDocument?: { readonly uri: string; readonly feature: { readonly children: readonly Child[] } };
  readonly pickle?: { readonly id: string; readonly name: string; readonly uri: string; readonly astNodeIds: string[] };
  readonly testCase?: { readonly id: string; readonly pickleId: string };
  readonly testCaseStarted?: { readonly id: string; readonly testCaseId: string };
  readonly testStepFinished?: {
    readonly testCaseStartedId: string;
    readonly testStepResult: { readonly message?: string };
  };
}

interface Child {
  readonly scenario?: Scenario;
  readonly rule?: { readonly children: readonly Child[] };
}

interface Scenario {
  readonly id: string;
  readonly description: string;
  readonly examples: readonly {
    readonly tableHeader?: Row;
    readonly tableBody: readonly (Row & { readonly id: string })[];
  }[];
}

interface Row {
  readonly cells: readonly { readonly value: string }[];
}

interface Twin {
  readonly name: string;
  /** What the failure must say; `undefined` where the description promises nothing. */
  readonly promise: string | undefined;
  /** What it says; empty where the scenario passes. */
  readonly failure: string;
}

async function runTwins(): Promise<readonly Twin[]> {
  const file = join(folder, 'messages.ndjson');
  await curlew(['run', 'features/twins', '--tags', '@twin', '--format', `message:${file}`]);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return twinsOf(lines.map((line) => JSON.parse(line) as Message));
}

function twinsOf(messages: readonly Message[]): readonly Twin[] {
  const promises = new Map(messages.flatMap((each) => promisesOf(each.gherkinDocument?.feature.children ?? [])));
  const pickleOfCase = new Map(
    messages.flatMap(({ testCase }) => (testCase ? [[testCase.id, testCase.pickleId]] : [])),
  );
  const pickleOfRun = new Map(
    messages.flatMap(({ testCaseStarted: run }) => (run ? [[run.id, pickleOfCase.get(run.testCaseId)]] : [])),
  );
  const failures = messages.flatMap(({ testStepFinished: step }) =>
    step?.testStepResult.message === undefined
      ? []
      : [{ pickle: pickleOfRun.get(step.testCaseStartedId), message: step.testStepResult.message }],
  );
  return messages.flatMap(({ pickle }) => {
    if (pickle === undefined) return [];
    const failure = failures.filter((each) => each.pickle === pickle.id).map(({ message }) => message);
    const promise = promises.get(pickle.astNodeIds.at(-1) ?? '');
    return [{ name: `${pickle.uri}: ${pickle.name}`, promise, failure: failure.join('\n') }];
  });
}

/** The promise of each scenario, and of each row of an outline, by the id of its place in the document. */
function promisesOf(children: readonly Child[]): readonly (readonly [string, string | undefined])[] {
  return children.flatMap(({ scenario, rule }) => {
    if (rule !== undefined) return promisesOf(rule.children);
    if (scenario === undefined) return [];
    const promise = /fails with: "(.+)"$/m.exec(scenario.description)?.[1];
    const rows = scenario.examples.flatMap(({ tableHeader, tableBody }) =>
      tableBody.map((row) => [row.id, promise && filledIn(promise, tableHeader, row)] as const),
    );
    return [[scenario.id, promise] as const, ...rows];
  });
}

function filledIn(text: string, header: Row | undefined, row: Row): string {
  const names = header?.cells.map(({ value }) => value) ?? [];
  return names.reduce((filled, name, index) => filled.replaceAll(`<${name}>`, row.cells[index]?.value ?? ''), text);
}

describe('a twin fails, and says why', async () => {
  const twins = await runTwins();

  test.each(twins.map((twin) => [twin.name, twin] as const))('%s', (_, { promise, failure }) => {
    expect(failure).not.toBe('');
    expect(promise).toBeDefined();
    expect(failure).toContain(promise);
  });

  test('there are some', () => {
    expect(twins.length).toBeGreaterThan(0);
  });
});
