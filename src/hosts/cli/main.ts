#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addDiff } from './commands/diff.ts';
import { addDns } from './commands/dns.ts';
import { addGenerate } from './commands/generate.ts';
import { addGet } from './commands/get.ts';
import { addLint } from './commands/lint.ts';
import { addMatrix } from './commands/matrix.ts';
import { addMutate } from './commands/mutate.ts';
import { addResolve } from './commands/resolve.ts';
import { addRules } from './commands/rules.ts';
import { addRun } from './commands/run.ts';
import { addSteps } from './commands/steps.ts';
import { addTrace } from './commands/trace.ts';
import { COVERAGE_FOLDER } from './coverage-report.ts';
import { statusOfError } from './failure.ts';
import { version } from './version.ts';

/** Parses the command line and ends with the command's exit status: 0 holds, 1 fails, 2 bad input, 3 a defect. */
async function main(): Promise<void> {
  const program = new Command('curlew')
    .description('Behaviour specs for Kubernetes networking, in Gherkin, without a cluster.')
    .version(version, '-V, --version')
    .showHelpAfterError('(try --help)')
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText('after', '\nExample:\n  curlew trace busybox mariadb:3306 -f examples/wordpress');
  for (const add of [
    addRun,
    addTrace,
    addResolve,
    addMatrix,
    addDiff,
    addGet,
    addRules,
    addDns,
    addLint,
    addGenerate,
    addMutate,
    addSteps,
  ])
    add(program);
  for (const command of program.commands) command.exitOverride();
  if (process.argv.length <= 2) {
    program.outputHelp({ error: true });
    process.exitCode = 2;
    return;
  }
  await program.parseAsync(process.argv.map(withFolder));
}

/** `--coverage` takes a folder only behind `=`, so that the path behind it is the one to run. */
function withFolder(argument: string): string {
  return argument === '--coverage' ? `--coverage=${COVERAGE_FOLDER}` : argument;
}

// A reader that closes the pipe early (`| head`) is no error: the verdict is still to be found. A full disk is, but it
// is no verdict.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`error: cannot write to standard output: ${error.message}\n`);
  process.exit(2);
});

main().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = statusOfError(error);
});
