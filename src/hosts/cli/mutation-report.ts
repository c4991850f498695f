import type { MutationOutcome } from '../../engine/model/index.ts';
import { mutationJson, mutationText, type TextOf } from '../../report/index.ts';
import { printJson } from './output.ts';
import type { Surroundings } from './surroundings.ts';

interface MutationReport {
  readonly outcome: MutationOutcome;
  readonly output: 'text' | 'json';
  /** The text of a manifest; `undefined` where it cannot be shown. */
  readonly textOf: TextOf;
}

/** Prints what a run of mutants came to, as JSON or for people. */
export function printMutation({ outcome, output, textOf }: MutationReport, surroundings: Surroundings): void {
  if (output === 'json') printJson(surroundings, mutationJson(outcome));
  else surroundings.stdout.write(mutationText(outcome, textOf));
}
