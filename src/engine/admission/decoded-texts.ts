import type { SourceText } from './source-text.ts';

/** How many characters of text are remembered, together: with what is made of them they take about seven times as many bytes. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** What was made of texts, most recently used last; the oldest go once their texts are too long together. */
export class DecodedTexts<T> {
  /** By text, and then by its place; the text itself is kept once. */
  readonly #known = new Map<string, Map<string, T>>();
  readonly #limit: number;
  #characters = 0;

  constructor(limit: number = MOST_CHARACTERS) {
    this.#limit = limit;
  }

  /** What was made of the same text of the same place before, else what `make` makes of it. It is shared: nobody may change it. */
  get(source: SourceText, make: (source: SourceText) => T): T {
    const { text, place } = source;
    const places = this.#known.get(text) ?? new Map<string, T>();
    const known = places.get(place);
    const value = known ?? make(source);
    if (known === undefined) {
      places.set(place, value);
      this.#characters += text.length;
    }
    this.#known.delete(text);
    this.#known.set(text, places);
    this.#forgetOldest();
    return value;
  }

  #forgetOldest(): void {
    for (const [text, places] of this.#known) {
      if (this.#characters <= this.#limit) return;
      this.#known.delete(text);
      this.#characters -= text.length * places.size;
    }
  }
}
