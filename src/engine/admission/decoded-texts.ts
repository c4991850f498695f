import type { SourceText } from './source-text.ts';

/** How many characters of text are remembered, together: what is made of them takes several times as much. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** What was made of texts, most recently used last; the oldest go once their texts are too long together. */
export class DecodedTexts<T> {
  readonly #known = new Map<string, T>();
  readonly #limit: number;
  #characters = 0;

  constructor(limit: number = MOST_CHARACTERS) {
    this.#limit = limit;
  }

  /** What was made of the same text before, else what `make` makes of it. It is shared, and nobody changes it. */
  get(source: SourceText, make: (source: SourceText) => T): T {
    const key = source.identity;
    const known = this.#known.get(key);
    const value = known ?? make(source);
    if (this.#known.delete(key)) this.#characters -= key.length;
    this.#known.set(key, value);
    this.#characters += key.length;
    this.#forgetOldest();
    return value;
  }

  #forgetOldest(): void {
    for (const [key] of this.#known) {
      if (this.#characters <= this.#limit) return;
      this.#known.delete(key);
      this.#characters -= key.length;
    }
  }
}
