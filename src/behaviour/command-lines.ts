import { SetupError } from '../engine/model/index.ts';

/** The lines of a script without comments and prompts, those that end in a backslash joined to the next. */
export function commandLines(text: string): readonly string[] {
  const lines = text.replace(/\\\n\s*/g, ' ').split('\n');
  const commands = lines.map((line) => line.replace(/^\s*\$\s+/, '').trim()).filter((line) => !/^(#|$)/.test(line));
  if (commands.length > 0) return commands;
  throw new SetupError('no command was given');
}
