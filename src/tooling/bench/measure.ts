import { spawnSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** The medians of two commands that were run in turn, and the median of the ratios of each pair. */
export interface Pair {
  readonly ours: number;
  readonly baseline: number;
  readonly ratio: number;
}

/** Runs two commands in turn, so that a machine that slows down slows both; wall seconds of whole processes. */
export function pair(
  ours: readonly string[],
  baseline: readonly string[],
  options: { readonly cwd: string; readonly runs: number },
): Pair {
  const times: { ours: number; baseline: number }[] = [];
  for (let run = 0; run <= options.runs; run++) {
    const times1 = { ours: seconds(ours, options.cwd), baseline: seconds(baseline, options.cwd) };
    // The first pair warms the file cache.
    if (run > 0) times.push(times1);
  }
  return {
    ours: median(times.map((each) => each.ours)),
    baseline: median(times.map((each) => each.baseline)),
    ratio: median(times.map((each) => each.ours / each.baseline)),
  };
}

function seconds(args: readonly string[], cwd: string): number {
  const started = performance.now();
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with status ${status}\n${stdout}${stderr}`);
  return (performance.now() - started) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** What the figures were measured on. */
export function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform}`;
}
