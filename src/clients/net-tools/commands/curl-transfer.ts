import type { Exchange } from '../fetch.ts';

/** What curl does with one URL: the words that it prints, and how it ends. */
export interface Transfer {
  readonly exchange: Exchange | undefined;
  readonly status: number;
  /** Behind `curl: (6) `; empty where nothing went wrong. */
  readonly message: string;
}
