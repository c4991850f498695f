/** What the runner asks of a session: to run tests, all of them where none is named, with a mutant or without. */
export interface Request {
  readonly tests?: readonly string[] | undefined;
  readonly mutant?: string | undefined;
  /** How often the mutant may be met before its tests count as endless. */
  readonly hitLimit?: number | undefined;
}

/** One test, and why it failed where it did. */
export interface Ran {
  readonly id: string;
  readonly file: string;
  readonly milliseconds: number;
  readonly failure?: string;
}

/** What came of it. */
export interface Report {
  readonly ran: readonly Ran[];
  /** What every test met of the mutants, and what was met while modules were loaded. */
  readonly coverage?: unknown;
  readonly hits: number;
  /** A test failed that fails without the mutant too: something is left of an earlier one. */
  readonly poisoned: boolean;
}
