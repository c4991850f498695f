import type { Trace } from '../../engine/model/index.ts';
import type { Place } from './place.ts';
import type { ProgramResult } from './programs.ts';

/** A simulated program that a statement ran. */
export interface RanProgram {
  readonly argv: readonly string[];
  readonly place: Place;
}

/** One run of a statement: which way chance goes in it, and what it did. */
export class Execution {
  readonly commands: RanProgram[] = [];
  readonly results: ProgramResult[] = [];
  readonly traces: Trace[] = [];
  /** How many outcomes each program might have had. */
  readonly chances: number[] = [];
  readonly #choices: readonly number[];
  readonly #known = new Map<string, readonly [ProgramResult, ...(readonly ProgramResult[])]>();

  constructor(choices: readonly number[] = []) {
    this.#choices = choices;
  }

  /** Takes the outcome that is meant. The same asked again in a loop is computed once. */
  async take(
    ran: RanProgram,
    key: string | undefined,
    outcomes: () => Promise<readonly [ProgramResult, ...(readonly ProgramResult[])]>,
  ): Promise<ProgramResult> {
    this.commands.push(ran);
    const known = key === undefined ? undefined : this.#known.get(key);
    const all = known ?? (await outcomes());
    if (key !== undefined) this.#known.set(key, all);
    const wanted = all.length === 1 ? 0 : (this.#choices[this.chances.length] ?? 0);
    if (all.length > 1) this.chances.push(all.length);
    const result = all[wanted % all.length] ?? all[0];
    this.results.push(result);
    if (result.cluster !== undefined) this.#known.clear();
    return result;
  }
}

const MOST_ALTERNATIVES = 32;

/**
 * The ways that chance may go, beside the first: all of them where they are few. Where they are many, those in which it
 * always goes the same way come first.
 */
export function otherChoices(chances: readonly number[]): readonly (readonly number[])[] {
  const most = Math.max(0, ...chances);
  const same = Array.from({ length: Math.max(0, most - 1) }, (_, index) => chances.map((count) => (index + 1) % count));
  const mixed: (readonly number[])[] = [];
  const current = chances.map(() => 0);
  while (mixed.length + same.length < MOST_ALTERNATIVES) {
    // Counts up, the last place first.
    let place = chances.length - 1;
    while (place >= 0 && current[place] === (chances[place] ?? 1) - 1) {
      current[place] = 0;
      place -= 1;
    }
    if (place < 0) break;
    current[place] = (current[place] ?? 0) + 1;
    mixed.push([...current]);
  }
  const seen = new Set<string>();
  return [...same, ...mixed].filter((each) => {
    const text = each.join();
    return !seen.has(text) && seen.add(text);
  });
}
