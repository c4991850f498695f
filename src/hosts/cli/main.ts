#!/usr/bin/env node
import { curlew } from './curlew.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/* The process around a command: no other file of the command line knows one. */

// A step that calls `process.exit()` would end the run with the status of a success.
const onExit = () => {
  process.exitCode = 3;
  process.stderr.write('the process ended before the command did\n');
};
process.once('exit', onExit);

// A reader that closes the pipe early (`| head`) is no error: the verdict is still to be found. A full disk is, but it
// is no verdict.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`error: cannot write to standard output: ${error.message}\n`);
  process.off('exit', onExit);
  process.exit(2);
});

process.exitCode = await curlew(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  process: 'its own',
  whenInterrupted(say) {
    // By then nobody listens to the signal any more, and it ends the process as it would have.
    const end = (signal: NodeJS.Signals) => {
      say();
      process.kill(process.pid, signal);
    };
    for (const signal of SIGNALS) process.once(signal, end);
    return () => {
      for (const signal of SIGNALS) process.off(signal, end);
    };
  },
  untilStopped: () =>
    new Promise((stop) => {
      for (const signal of SIGNALS) process.once(signal, () => stop());
    }),
});
process.off('exit', onExit);
