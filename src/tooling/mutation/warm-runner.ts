import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { MutantCoverage, StrykerOptions } from '@stryker-mutator/api/core';
import { PluginKind } from '@stryker-mutator/api/plugin';
import {
  type CompleteDryRunResult,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { createVitest, type Vitest } from 'vitest/node';
import type { Ran, Report, Request } from './messages.ts';

/** Where runner and session, two threads of one process, speak to each other. */
const CHANNEL = 'mutants';

/** The object in which changed code finds the mutant that is active; its name is part of that code. */
const NAMESPACE = '__stryker__';

/**
 * A test runner of Stryker that loads the tests once, and runs them for one mutant after the other. Stryker's own runner for vitest
 * loads every module anew for each mutant: more than a second, where the tests take milliseconds.
 *
 * A mutant may leave something behind in a module. Where a test fails without the mutant too, everything is loaded anew and the
 * mutant is tried once more. What runs while modules load is loaded with its mutant.
 */
class WarmRunner implements TestRunner {
  static readonly inject = ['options'] as const;
  readonly #files: readonly string[];
  #vitest: Vitest | undefined;
  readonly #channel = new BroadcastChannel(CHANNEL);
  #session: Promise<unknown> | undefined;
  #loadedWith: string | undefined;

  constructor(options: StrykerOptions) {
    const folder = String(options['testFolder']);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    this.#files = files
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => join(folder, file))
      .sort();
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    this.#vitest = await createVitest('test', {
      config: false,
      watch: false,
      pool: 'threads',
      maxWorkers: 1,
      execArgv: [],
      include: ['src/tooling/mutation/session.ts'],
      reporters: [{}],
    });
    await this.#load(undefined);
  }

  async dryRun(): Promise<DryRunResult> {
    const { ran, coverage } = await this.#ask({});
    const tests = ran.map(testResult);
    return { status: DryRunStatus.Complete, tests, mutantCoverage: coverage as MutantCoverage };
  }

  async mutantRun({
    activeMutant: { id },
    testFilter,
    hitLimit,
    mutantActivation,
  }: MutantRunOptions): Promise<MutantRunResult> {
    const early = mutantActivation === 'static' ? id : undefined;
    if (this.#loadedWith !== early) {
      const fault = await this.#load(early);
      if (fault !== undefined) return toMutantRunResult(noticedBy(fault));
    }
    const request = { mutant: id, tests: testFilter, hitLimit };
    let report = await this.#ask(request);
    if (report.poisoned) {
      await this.#load(early);
      report = await this.#ask(request);
    }
    const endless = determineHitLimitReached(report.hits, hitLimit);
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests: report.ran.map(testResult) });
  }

  async dispose(): Promise<void> {
    await this.#end();
    this.#channel.close();
    await this.#vitest?.close();
  }

  /** Loads all tests in a new thread, with a mutant where one is given; gives what went wrong then. */
  async #load(mutant: string | undefined): Promise<string | undefined> {
    await this.#end();
    this.#loadedWith = mutant;
    const vitest = this.#vitest;
    if (vitest === undefined) throw new Error('The runner was not started.');
    const provided = {
      channel: CHANNEL,
      namespace: NAMESPACE,
      files: this.#files.map((file) => resolve(file)),
      mutant,
    };
    for (const [key, value] of Object.entries(provided)) vitest.provide(key as never, value as never);
    const ready = this.#heard<{ readonly faults: readonly string[] }>();
    const session = vitest.start();
    this.#session = session;
    const stillborn = session.then(() => Promise.reject(new Error('The session of the tests ended before it began.')));
    const [fault] = (await Promise.race([ready, stillborn])).faults;
    if (fault !== undefined && mutant === undefined) throw new Error(fault);
    return fault;
  }

  async #end(): Promise<void> {
    if (this.#session === undefined) return;
    this.#channel.postMessage('end');
    await this.#session;
    this.#session = undefined;
  }

  #ask(request: Request): Promise<Report> {
    const report = this.#heard<Report>();
    this.#channel.postMessage(request);
    return report;
  }

  #heard<T>(): Promise<T> {
    return new Promise((heard) => {
      this.#channel.onmessage = (event) => heard((event as { readonly data: T }).data);
    });
  }
}

function testResult({ id, file, milliseconds, failure }: Ran): TestResult {
  const base = { id, name: id, timeSpentMs: milliseconds, fileName: resolve(file) };
  return failure === undefined
    ? { ...base, status: TestStatus.Success }
    : { ...base, status: TestStatus.Failed, failureMessage: failure };
}

/** What does not load is noticed by everybody. */
function noticedBy(fault: string): CompleteDryRunResult {
  const test = { id: 'load', name: 'load', timeSpentMs: 0, status: TestStatus.Failed as const, failureMessage: fault };
  return { status: DryRunStatus.Complete, tests: [test] };
}

/** The option of this runner: the folder that holds the tests. */
export const strykerValidationSchema: object = { properties: { testFolder: { type: 'string' } } };

export const strykerPlugins: readonly unknown[] = [
  { kind: PluginKind.TestRunner, name: 'warm', injectableClass: WarmRunner },
];
