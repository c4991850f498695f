import { createInterface } from 'node:readline';
import { runFeatures } from '../run-features.ts';
import { RunUsageError } from '../run-usage-error.ts';

/*
 * What the command line does, for tests that need a process of their own: runs the options of each line of standard input
 * in their folder, one after the other. Behind what a run wrote, both streams get a zero byte; standard output then gets
 * the status, and a line's end.
 */
for await (const line of createInterface({ input: process.stdin })) {
  const options = JSON.parse(line);
  const status = await run(options);
  process.stderr.write('\0');
  process.stdout.write(`\0${status}\n`);
}

async function run(options: Omit<Parameters<typeof runFeatures>[0], 'env' | 'stdout' | 'stderr'>): Promise<number> {
  process.chdir(options.cwd);
  try {
    const { env, stdout, stderr } = process;
    const { status, problems } = await runFeatures({ ...options, env, stdout, stderr });
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    return status;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof RunUsageError && error.hint !== undefined) process.stderr.write(`hint: ${error.hint}\n`);
    return error instanceof RunUsageError ? 2 : 3;
  }
}
