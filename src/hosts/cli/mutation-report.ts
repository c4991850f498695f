import type { MutationOutcome } from '../../engine/model/index.ts';
import { mutationJson, mutationText } from '../../report/index.ts';
import { printJson } from './output.ts';

/** The text of a manifest; `undefined` where it cannot be shown. */
type TextOf = (file: string) => string | undefined;

/** Prints what a run of mutants came to, as JSON or for people. */
export function printMutation(outcome: MutationOutcome, output: 'text' | 'json', textOf: TextOf): void {
  if (output === 'json') printJson(mutationJson(outcome));
  else process.stdout.write(mutationText(outcome, textOf));
}
