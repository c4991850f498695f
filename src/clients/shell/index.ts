export { HOST, keyOf, type Place } from './place.ts';
export type { Entered } from './programs.ts';
export { quoted } from './quoted.ts';
export type { StatementResult } from './results.ts';
export { type CommandQuestion, type CommandResult, runCommand, runCommandIn } from './run-command.ts';
export { type KubectlQuestion, type KubectlResult, runKubectl } from './run-kubectl.ts';
export type { RunOptions, TerminalOptions } from './terminal-options.ts';
export { Terminals } from './terminals.ts';
