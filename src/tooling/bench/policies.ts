import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { benchMatrixCommand } from './matrix-command.ts';
import { growth, human, mebibytes, sizeText } from './measure.ts';
import type { PolicyFigures } from './measure-policies.ts';

const PODS: readonly number[] = [1_000, 10_000, 100_000];
const POLICIES: readonly number[] = [100, 1_000, 10_000];

/**
 * The policies of clusters of nine sizes: compiled, the whole matrix of classes, and single questions, against asking a
 * literal reading of the policies pod by pod; then `curlew matrix` against netpol-analyzer, as whole processes.
 */
export async function* benchPolicies(): AsyncGenerator<string> {
  const diagonal: PolicyFigures[] = [];
  for (const [row, pods] of PODS.entries()) {
    for (const [column, policies] of POLICIES.entries()) {
      const figures = measureApart(pods, policies);
      if (row === column) diagonal.push(figures);
      yield `policies, ${sizeText(pods, policies)}: ${figuresText(figures)}`;
    }
  }
  const power = (figure: (figures: PolicyFigures) => number): string => growth(PODS, diagonal.map(figure));
  const memory = power(({ peak }) => peak);
  const naive = power(({ naive: { secondsForAll } }) => secondsForAll);
  yield `policies, where n pods have n / 10 policies: time ${power(total)}, memory ${memory}; pod by pod ${naive}`;
  yield* benchMatrixCommand(PODS.map((pods, index) => ({ pods, policies: POLICIES[index] ?? 0 })));
}

/** In a process of its own, for the sake of its peak memory. */
function measureApart(pods: number, policies: number): PolicyFigures {
  const program = join(import.meta.dirname, 'measure-policies.ts');
  const args = ['--import', 'tsx', program, String(pods), String(policies)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as PolicyFigures;
}

function total({ compile, matrix }: PolicyFigures): number {
  return compile + matrix;
}

function figuresText(figures: PolicyFigures): string {
  const { classes, peak, question, naive } = figures;
  const matrix = `compiled, and the matrix of ${classes.toLocaleString('en')} classes, in ${total(figures).toFixed(2)} s, peak ${mebibytes(peak)}`;
  const one = `one pair ${question.median.toFixed(1)} µs (p99 ${question.p99.toFixed(0)} µs)`;
  const asked = naive.isWhole
    ? `all ${naive.pairs.toLocaleString('en')} pairs`
    : `estimated from ${naive.pairs.toLocaleString('en')} pairs`;
  return `${matrix}; ${one}; pod by pod ${human(naive.secondsForAll)} for one port (${asked})`;
}
