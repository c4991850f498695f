import { runFeatures } from '../run-features.ts';
import { RunUsageError } from '../run-usage-error.ts';

// What the command line does, for tests that need a process of their own.
const options = JSON.parse(process.argv[2] ?? '{}');
try {
  const { env, stdout, stderr } = process;
  const { status, problems } = await runFeatures({ ...options, env, stdout, stderr });
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = status;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof RunUsageError && error.hint !== undefined) process.stderr.write(`hint: ${error.hint}\n`);
  process.exitCode = error instanceof RunUsageError ? 2 : 3;
}
