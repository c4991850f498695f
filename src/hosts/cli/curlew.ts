import { Command, CommanderError } from 'commander';
import { addDiff } from './commands/diff.ts';
import { addDns } from './commands/dns.ts';
import { addDoc } from './commands/doc.ts';
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
import type { ExitStatus, Surroundings } from './surroundings.ts';
import { exactly, TextStream } from './text-stream.ts';
import { version } from './version.ts';

const COMMANDS = [
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
  addDoc,
  addSteps,
];

/** Runs a command line, without the program's own name: the answer goes to `stdout`, everything else to `stderr`. Never rejects. */
export async function curlew(args: readonly string[], given: Surroundings): Promise<ExitStatus> {
  const [stdout, stderr] = [new TextStream(given.stdout), new TextStream(given.stderr)];
  const surroundings = { ...given, stdout, stderr };
  const program = programIn(surroundings);
  if (args.length === 0) {
    program.outputHelp({ error: true });
    return 2;
  }
  try {
    await program.parseAsync(args.map(withFolder), { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return statusOfError(error, surroundings);
  }
}

function programIn(surroundings: Surroundings): Command {
  const { stdout, stderr } = surroundings;
  const program = new Command('curlew')
    .description('Behaviour specs for Kubernetes networking, in Gherkin, without a cluster.')
    .version(version, '-V, --version')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => widthOf(exactly(stdout)),
      getErrHelpWidth: () => widthOf(exactly(stderr)),
    })
    .showHelpAfterError('(try --help)')
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText('after', '\nExample:\n  curlew trace busybox mariadb:3306 -f examples/wordpress');
  for (const add of COMMANDS) add(program, surroundings);
  return program;
}

/** In characters; what is no terminal has 80, as commander has it. */
function widthOf(stream: object): number {
  return 'columns' in stream && typeof stream.columns === 'number' ? stream.columns : 80;
}

/** `--coverage` takes a folder only behind `=`, so that the path behind it is the one to run. */
function withFolder(argument: string): string {
  return argument === '--coverage' ? `--coverage=${COVERAGE_FOLDER}` : argument;
}
