import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
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

/** What one process took. */
export interface Cost {
  readonly seconds: number;
  /** Bytes; 0 where the system does not tell. */
  readonly peak: number;
  /** False where it was stopped before its end. */
  readonly isEnded: boolean;
}

/** Runs a command, its output written to a file; it is stopped after `patience` seconds. */
export async function costOf(
  command: string,
  args: readonly string[],
  { output, patience }: { readonly output: string; readonly patience: number },
): Promise<Cost> {
  const file = openSync(output, 'w');
  const started = performance.now();
  const child = spawn(command, args, {
    stdio: ['ignore', file, 'ignore'],
    timeout: patience * 1000,
    killSignal: 'SIGKILL',
  });
  let peak = 0;
  const timer = setInterval(() => {
    peak = peakOf(child.pid) ?? peak;
  }, 10);
  try {
    const [status, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (signal === null && status !== 0) throw new Error(`${command} ${args.join(' ')} ended with status ${status}`);
    return { seconds: (performance.now() - started) / 1000, peak, isEnded: signal === null };
  } finally {
    clearInterval(timer);
    closeSync(file);
  }
}

/** The most memory that a process has held so far (proc_pid_status(5), VmHWM); Linux alone knows. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}

/** The value in the middle; of two, the upper. */
function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a share of the others lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

/** How figures grow from size to size, as powers: 1 is linear, 2 quadratic. */
export function growth(sizes: readonly number[], figures: readonly number[]): string {
  const powers = figures.slice(1).map((figure, index) => {
    const [before = Number.NaN, small = Number.NaN, large = Number.NaN] = [
      figures[index],
      sizes[index],
      sizes[index + 1],
    ];
    return `n^${(Math.log(figure / before) / Math.log(large / small)).toFixed(2)}`;
  });
  return powers.length === 0 ? 'unknown' : powers.join(', then ');
}

/** The size of a cluster, as a sentence names it. */
export function sizeText(pods: number, policies: number): string {
  return `${pods.toLocaleString('en')} pods and ${policies.toLocaleString('en')} policies`;
}

/** A time in seconds, minutes or hours. */
export function human(seconds: number): string {
  if (seconds < 100) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  return seconds < 6000 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** An amount of memory; 0 stands for one that is not known. */
export function mebibytes(bytes: number): string {
  return bytes === 0 ? 'unknown' : `${Math.round(bytes / 2 ** 20)} MiB`;
}

/** What the figures were measured on. */
export function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform}`;
}
