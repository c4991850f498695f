/** Splits the numbers below `size` into ever smaller parts; all are together at first. */
export class Refinement {
  readonly #partOf: number[];
  #parts = 1;

  constructor(size: number) {
    this.#partOf = new Array<number>(size).fill(0);
  }

  /** Parts the members of a set from those that are not in it. */
  split(members: readonly number[]): void {
    const renamed = new Map<number, number>();
    for (const member of members) {
      const part = this.#partOf[member] ?? 0;
      const known = renamed.get(part) ?? this.#parts++;
      renamed.set(part, known);
      this.#partOf[member] = known;
    }
  }

  /** The parts by their first number, each ascending. */
  parts(): readonly (readonly number[])[] {
    const parts = new Map<number, number[]>();
    for (const [member, part] of this.#partOf.entries()) {
      const known = parts.get(part);
      if (known === undefined) parts.set(part, [member]);
      else known.push(member);
    }
    return [...parts.values()];
  }
}
