/** What somebody wrote, and what it means: `pod shop/web`, and the pod of that name. It prints as it was written. */
export class Phrase<T> {
  readonly text: string;
  readonly means: T;

  constructor(text: string, means: T) {
    this.text = text;
    this.means = means;
  }

  toString(): string {
    return this.text;
  }
}

/**
 * A kind of phrase, for a parameter of a sentence. What matches one of the patterns as a whole is the phrase; `read` says
 * what it means, and throws a SetupError for a text that only looks like one.
 */
export interface PhraseKind<T> {
  readonly patterns: readonly RegExp[];
  read(text: string): T;
}

/** What a text says, or what was read before. */
export function meaningOf<T>(written: string | Phrase<T>, read: (text: string) => T): T {
  return typeof written === 'string' ? read(written) : written.means;
}
