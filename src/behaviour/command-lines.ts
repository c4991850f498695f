import { joined } from '../clients/net-tools/index.ts';
import { SetupError } from '../engine/model/index.ts';
import type { CommandAnswer } from './answer.ts';

/** The lines of a script without comments and prompts, those that end in a backslash joined to the next. */
export function commandLines(text: string): readonly string[] {
  const lines = text.replace(/\\\n\s*/g, ' ').split('\n');
  const commands = lines.map((line) => line.replace(/^\s*\$\s+/, '').trim()).filter((line) => !/^(#|$)/.test(line));
  if (commands.length > 0) return commands;
  throw new SetupError('no command was given');
}

/** What commands that were run one after the other come to, as one: their outputs make one. */
export function oneCommand(line: string, answers: readonly CommandAnswer[]): CommandAnswer {
  const outputs = answers
    .map((each) => each.outputs)
    .reduce((all, next) => all.flatMap((before) => next.map((after) => joined([before, after]))));
  return {
    kind: 'command',
    line,
    outputs,
    traces: answers.flatMap((each) => each.traces),
    heard: answers.flatMap((each) => each.heard),
  };
}
