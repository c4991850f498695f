export { grep } from './grep.ts';
export { TOOLS_ANNOTATION } from './image-tools.ts';
export { type CommandOutput, joined } from './output.ts';
export {
  type CommandQuestion,
  type CommandResult,
  certainOutput,
  pipe,
  redirected,
  runCommand,
} from './run-command.ts';
export { type ShellCommand, splitPipeline, type Variables } from './split-pipeline.ts';
