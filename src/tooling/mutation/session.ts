import { relative } from 'node:path';
import fc from 'fast-check';
import { describe, inject, type RunnerTask, type RunnerTestCase, test } from 'vitest';
import { getFn } from 'vitest/suite';
import type { Ran, Report, Request } from './messages.ts';

/** What the code that Stryker has changed reads, and writes down. */
interface Mutants {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: unknown;
}

const given = inject as (name: string) => unknown;
const name = given('namespace') as string;
const mutants: Mutants = Reflect.get(globalThis, name) ?? {};
Reflect.set(globalThis, name, mutants);
const loadedWith = given('mutant') as string | undefined;
mutants.activeMutant = loadedWith;
// A mutant lives or dies by the same random worlds each time.
fc.configureGlobal({ seed: 1 });

const faults: string[] = [];

// Stands before all others, and leaves them nothing to do.
test('session', { timeout: 2 ** 31 - 1 }, async ({ task }) => {
  const others = task.file.tasks.filter((each) => each !== task);
  const all = byId(others);
  const channel = new BroadcastChannel(given('channel') as string);
  const ended = new Promise<void>((resolve) => {
    channel.onmessage = async (event) => {
      const { data } = event as { readonly data: Request | 'end' };
      if (data === 'end') resolve();
      else channel.postMessage(await answer(all, data));
    };
  });
  channel.postMessage({ faults });
  await ended;
  channel.close();
  for (const each of others) each.mode = 'skip';
});

for (const file of given('files') as string[]) {
  describe(file, async () => {
    try {
      await import(/* @vite-ignore */ file);
    } catch (error) {
      faults.push(`${file}: ${String(error)}`);
    }
  });
}

/** The tests by file and name; rows that share a name are one. */
function byId(files: readonly RunnerTask[]): Map<string, RunnerTestCase[]> {
  const found = new Map<string, RunnerTestCase[]>();
  const visit = (task: RunnerTask, file: string, names: readonly string[]) => {
    if (task.type === 'suite') {
      for (const each of task.tasks) visit(each, file, [...names, each.name]);
    } else if (task.mode === 'run') {
      const id = `${file}#${names.join(' ')}`;
      found.set(id, [...(found.get(id) ?? []), task]);
    }
  };
  for (const file of files) visit(file, relative(process.cwd(), file.name), []);
  return found;
}

/** How long each took without a mutant: what is fast runs first. */
const durations = new Map<string, number>();

async function answer(
  all: ReadonlyMap<string, RunnerTestCase[]>,
  { tests, mutant, hitLimit }: Request,
): Promise<Report> {
  const dry = mutant === undefined;
  mutants.hitCount = dry ? undefined : 0;
  mutants.hitLimit = hitLimit;
  const wanted = [...(tests ?? all.keys())].sort((a, b) => (durations.get(a) ?? 0) - (durations.get(b) ?? 0));
  const ran: Ran[] = [];
  let poisoned = false;
  for (const id of wanted) {
    const result = await run(id, all.get(id) ?? [], mutant);
    ran.push(result);
    if (dry) durations.set(id, result.milliseconds);
    if (result.failure === undefined || dry) continue;
    if (loadedWith === undefined && (mutants.hitCount ?? 0) <= (hitLimit ?? Infinity)) {
      const again = await run(id, all.get(id) ?? [], undefined);
      poisoned = again.failure !== undefined;
    }
    break;
  }
  const hits = mutants.hitCount ?? 0;
  mutants.activeMutant = loadedWith;
  return { ran, hits, poisoned, ...(dry && { coverage: mutants.mutantCoverage }) };
}

async function run(id: string, tasks: readonly RunnerTestCase[], mutant: string | undefined): Promise<Ran> {
  const started = performance.now();
  const ended = () => ({ id, file: id.slice(0, id.indexOf('#')), milliseconds: performance.now() - started });
  mutants.activeMutant = mutant;
  mutants.currentTestId = id;
  try {
    for (const task of tasks) await getFn(task)();
    return ended();
  } catch (error) {
    return { ...ended(), failure: error instanceof Error ? error.message : String(error) };
  } finally {
    mutants.currentTestId = undefined;
  }
}
