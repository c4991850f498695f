export { HOST, type Place } from './place.ts';
export type { Entered } from './programs.ts';
export { runCommand, type CommandQuestion, type CommandResult } from './run-command.ts';
export { type KubectlResult, type KubectlQuestion, runKubectl } from './run-kubectl.ts';
export { type RunOptions, type StatementResult, type TerminalOptions, Terminals } from './terminals.ts';
