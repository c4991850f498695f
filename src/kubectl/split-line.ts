import { SetupError } from '../model/index.ts';

/** A command line, split at its pipes: the words of each command. */
export type Pipeline = readonly (readonly string[])[];

const SPECIAL = /[|&;<>()`$]/;

/**
 * Splits a command line as a POSIX shell does: quotes, backslashes and pipes. Throws a SetupError for what takes a real
 * shell: redirection, lists of commands, variables.
 */
export function splitLine(line: string): Pipeline {
  const commands: string[][] = [[]];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) commands.at(-1)?.push(word);
    word = undefined;
  };
  for (let index = 0; index < line.length; index++) {
    const character = line[index] ?? '';
    if (character === "'" || character === '"') {
      const { text, end } = readQuoted(line, index, character);
      word = (word ?? '') + text;
      index = end;
    } else if (character === '\\') {
      index++;
      // A backslash at the end of a line joins it to the next.
      if (line[index] !== '\n') word = (word ?? '') + (line[index] ?? '');
    } else if (/\s/.test(character)) endWord();
    else if (character === '#' && word === undefined) break;
    else if (character === '|' && line[index + 1] !== '|') {
      endWord();
      commands.push([]);
    } else if (SPECIAL.test(character)) throw shellNeeded(line, character);
    else word = (word ?? '') + character;
  }
  endWord();
  return commands;
}

function readQuoted(line: string, start: number, quote: string): { readonly text: string; readonly end: number } {
  let text = '';
  for (let index = start + 1; index < line.length; index++) {
    const character = line[index] ?? '';
    if (character === quote) return { text, end: index };
    if (quote === '"' && (character === '$' || character === '`')) throw shellNeeded(line, character);
    if (quote === '"' && character === '\\' && /["\\$`\n]/.test(line[index + 1] ?? '')) {
      index++;
      if (line[index] !== '\n') text += line[index] ?? '';
    } else text += character;
  }
  throw new SetupError(`the quote ${quote} in "${line}" is never closed`);
}

function shellNeeded(line: string, character: string): SetupError {
  return new SetupError(`"${line}" takes a shell: ${character} is not modelled`, {
    hint: 'write one command; its output can go through "| grep TEXT"; put quotes around special characters',
  });
}
