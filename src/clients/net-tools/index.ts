export { type CommandOutput, joined } from './output.ts';
export {
  type CommandQuestion,
  type CommandResult,
  pipe,
  redirected,
  runCommand,
} from './run-command.ts';
export { type ShellCommand, splitPipeline, type Variables } from './split-pipeline.ts';
