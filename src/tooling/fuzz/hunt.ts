import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { Random } from './random.ts';
import type { Input, Target } from './targets.ts';
import type { Answer } from './worker.ts';

/** An input that nobody should be able to give: its command crashes, hangs, or takes too much. */
export interface Finding {
  readonly kind: 'crash' | 'hang' | 'slow' | 'memory';
  readonly index: number;
  readonly input: Input;
  readonly said: string;
}

export interface Hunt {
  readonly inputs: number;
  readonly findings: readonly Finding[];
}

export interface Bounds {
  readonly seed: number;
  /** The index of the first input; the same seed and index are the same input. */
  readonly from?: number;
  readonly inputs?: number;
  readonly seconds?: number;
}

/** What one input may take: seconds of processor time, seconds until it counts as hanging, and a heap in MiB. */
const LIMITS = { slow: 3, hang: 60, heap: 300 };

/** Gives a target one input after the other, until the number or the time is reached. */
export async function hunt(
  target: Target,
  { seed, from = 0, inputs = Infinity, seconds = Infinity }: Bounds,
): Promise<Hunt> {
  const findings: Finding[] = [];
  const end = performance.now() + seconds * 1000;
  let worker = startWorker();
  let index = from;
  for (; index < from + inputs && performance.now() < end; index++) {
    const input = target.input(new Random(seed, index));
    const answer = await ask(worker, input);
    const kind = kindOf(answer, target);
    if (kind === undefined) continue;
    findings.push({ kind, index, input, said: typeof answer === 'string' ? '' : answer.said });
    if (typeof answer !== 'string') continue;
    await stop(worker);
    worker = startWorker();
  }
  await stop(worker);
  return { inputs: index - from, findings };
}

function startWorker(): ChildProcess {
  const execArgv = ['--import', 'tsx', `--max-old-space-size=${LIMITS.heap}`];
  return fork(join(import.meta.dirname, 'worker.ts'), { execArgv, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
}

async function stop(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

/** A worker that ends by itself has run out of memory: whatever else goes wrong, it answers. */
function ask(worker: ChildProcess, input: Input): Promise<Answer | 'hang' | 'memory'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish('hang'), LIMITS.hang * 1000);
    const onMessage = (answer: unknown) => finish(answer as Answer);
    const onExit = () => finish('memory');
    function finish(answer: Answer | 'hang' | 'memory'): void {
      clearTimeout(timer);
      worker.off('message', onMessage).off('exit', onExit);
      resolve(answer);
    }
    worker.once('message', onMessage).once('exit', onExit);
    worker.send(input);
  });
}

/** What is wrong with an answer; `undefined` where nothing is. */
export function kindOf(
  answer: Answer | 'hang' | 'memory',
  { seconds = LIMITS.slow }: Pick<Target, 'seconds'>,
): Finding['kind'] | undefined {
  if (typeof answer === 'string') return answer;
  if (![0, 1, 2].includes(answer.status)) return 'crash';
  return answer.seconds > seconds ? 'slow' : undefined;
}
