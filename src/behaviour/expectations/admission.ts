import type { Backend } from '../../backends/index.ts';
import { firstLines, SetupError } from '../../engine/model/index.ts';
import { formatDiagnostics } from '../../report/index.ts';
import { failExpectation } from '../failure.ts';

/** What was said of manifests: by a backend, or by a `Cluster`. */
export type Admission = Pick<Backend, 'diagnostics' | 'textOf'>;

/** Holds if the cluster that was described cannot be used, for a reason that contains the text. */
export async function expectClusterRejected(start: () => Promise<unknown>, text: string): Promise<void> {
  const problem = await start().then(
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
export function expectRejected(admission: Admission, text: string | undefined): void {
  const errors = admission.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.some(({ message }) => text === undefined || message.includes(text))) return;
  const expected = `the manifests are rejected${text === undefined ? '' : ` with "${text}"`}`;
  if (errors.length === 0) failExpectation(expected, 'they are accepted');
  failExpectation(expected, 'they are rejected for another reason', evidence(admission, 'error'));
}

/** Holds if every object of the manifests is accepted; with a text, if a warning contains it. */
export function expectAccepted(admission: Admission, warning: string | undefined): void {
  const expected = `the manifests are accepted${warning === undefined ? '' : ` with the warning "${warning}"`}`;
  if (admission.diagnostics.some(({ severity }) => severity === 'error')) {
    failExpectation(expected, 'they are rejected', evidence(admission, 'error'));
  }
  const warnings = admission.diagnostics.filter(({ severity }) => severity !== 'error');
  if (warning === undefined || warnings.some(({ message }) => message.includes(warning))) return;
  failExpectation(
    expected,
    warnings.length === 0 ? 'there is no warning' : 'the warnings are others',
    evidence(admission, 'warning'),
  );
}

function evidence(admission: Admission, severity: 'error' | 'warning'): string {
  const about = admission.diagnostics.filter((each) => each.severity === severity);
  return firstLines(formatDiagnostics(about, (file) => admission.textOf(file))).join('\n');
}
