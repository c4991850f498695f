import type { Cluster } from '../api/index.ts';
import { SetupError } from '../engine/model/index.ts';
import { formatDiagnostics } from '../report/index.ts';
import { failExpectation } from './failure.ts';

/** Holds if the cluster that was described cannot be used, for a reason that contains the text. */
export async function expectClusterRejected(cluster: () => Promise<Cluster>, text: string): Promise<void> {
  const problem = await cluster().then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof SetupError) return error.message;
      throw error;
    },
  );
  const expected = `the cluster is rejected with "${text}"`;
  if (problem === undefined) failExpectation(expected, 'it is accepted');
  if (!problem.includes(text)) failExpectation(expected, 'it is rejected for another reason', problem);
}

/** Holds if an object of the manifests is rejected; with a text, if one is for a reason that contains it. */
export function expectRejected(cluster: Cluster, text: string | undefined): void {
  const errors = cluster.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.some(({ message }) => text === undefined || message.includes(text))) return;
  const expected = `the manifests are rejected${text === undefined ? '' : ` with "${text}"`}`;
  if (errors.length === 0) failExpectation(expected, 'they are accepted');
  failExpectation(expected, 'they are rejected for another reason', evidence(cluster, 'error'));
}

/** Holds if every object of the manifests is accepted; with a text, if a warning contains it. */
export function expectAccepted(cluster: Cluster, warning: string | undefined): void {
  const expected = `the manifests are accepted${warning === undefined ? '' : ` with the warning "${warning}"`}`;
  if (cluster.diagnostics.some(({ severity }) => severity === 'error')) {
    failExpectation(expected, 'they are rejected', evidence(cluster, 'error'));
  }
  const warnings = cluster.diagnostics.filter(({ severity }) => severity !== 'error');
  if (warning === undefined || warnings.some(({ message }) => message.includes(warning))) return;
  failExpectation(
    expected,
    warnings.length === 0 ? 'there is no warning' : 'the warnings are others',
    evidence(cluster, 'warning'),
  );
}

function evidence(cluster: Cluster, severity: 'error' | 'warning'): string {
  const about = cluster.diagnostics.filter((each) => each.severity === severity);
  return formatDiagnostics(about, (file) => cluster.textOf(file)).join('\n');
}
