/**
 * An immutable set of small whole numbers, as bits. It holds only the words between its first and its last member, so
 * that a set of neighbours is small however many numbers there are.
 */
export class BitSet implements Iterable<number> {
  /** Thirty-two members each; the first and the last are not 0. */
  readonly words: Uint32Array;
  /** How many words of zeros stand before them. */
  readonly firstWord: number;

  private constructor(words: Uint32Array, firstWord: number) {
    this.words = words;
    this.firstWord = firstWord;
  }

  static readonly empty: BitSet = new BitSet(new Uint32Array(0), 0);

  static of(members: Iterable<number>): BitSet {
    const builder = new BitSetBuilder();
    for (const member of members) builder.add(member);
    return builder.build();
  }

  /** Every number from `from` up to, and without, `to`. */
  static range(from: number, to: number): BitSet {
    if (from >= to) return BitSet.empty;
    const start = from >>> 5;
    const words = new Uint32Array(((to - 1) >>> 5) - start + 1).fill(0xffff_ffff);
    words[0] = (words[0] ?? 0) & (0xffff_ffff << (from & 31));
    const last = words.length - 1;
    words[last] = (words[last] ?? 0) & (0xffff_ffff >>> (31 - ((to - 1) & 31)));
    return new BitSet(words, start);
  }

  /** The set with these words; words of zeros at either end are cut away. */
  static ofWords(words: Uint32Array, start: number): BitSet {
    let first = 0;
    let end = words.length;
    while (first < end && words[first] === 0) first++;
    while (end > first && words[end - 1] === 0) end--;
    if (first === end) return BitSet.empty;
    return new BitSet(first === 0 && end === words.length ? words : words.slice(first, end), start + first);
  }

  get isEmpty(): boolean {
    return this.words.length === 0;
  }

  get size(): number {
    let count = 0;
    for (const word of this.words) count += ones(word);
    return count;
  }

  has(member: number): boolean {
    const word = this.words[(member >>> 5) - this.firstWord];
    return word !== undefined && (word & (1 << (member & 31))) !== 0;
  }

  and(other: BitSet): BitSet {
    const start = Math.max(this.firstWord, other.firstWord);
    const end = Math.min(this.#end, other.#end);
    if (start >= end) return BitSet.empty;
    const words = this.words.slice(start - this.firstWord, end - this.firstWord);
    const theirs = other.words;
    const shift = start - other.firstWord;
    for (let index = 0; index < words.length; index++)
      words[index] = (words[index] ?? 0) & (theirs[index + shift] ?? 0);
    return BitSet.ofWords(words, start);
  }

  andNot(other: BitSet): BitSet {
    const start = Math.max(this.firstWord, other.firstWord);
    const end = Math.min(this.#end, other.#end);
    if (start >= end) return this;
    const words = this.words.slice();
    for (let at = start; at < end; at++) {
      const index = at - this.firstWord;
      words[index] = (words[index] ?? 0) & ~(other.words[at - other.firstWord] ?? 0);
    }
    return BitSet.ofWords(words, this.firstWord);
  }

  or(other: BitSet): BitSet {
    if (this.isEmpty) return other;
    if (other.isEmpty) return this;
    const start = Math.min(this.firstWord, other.firstWord);
    const words = new Uint32Array(Math.max(this.#end, other.#end) - start);
    words.set(this.words, this.firstWord - start);
    const shift = other.firstWord - start;
    for (let index = 0; index < other.words.length; index++) {
      words[index + shift] = (words[index + shift] ?? 0) | (other.words[index] ?? 0);
    }
    return new BitSet(words, start);
  }

  intersects(other: BitSet): boolean {
    const end = Math.min(this.#end, other.#end);
    for (let at = Math.max(this.firstWord, other.firstWord); at < end; at++) {
      if (((this.words[at - this.firstWord] ?? 0) & (other.words[at - other.firstWord] ?? 0)) !== 0) return true;
    }
    return false;
  }

  *[Symbol.iterator](): Generator<number> {
    for (const [index, word] of this.words.entries()) {
      for (let left = word; left !== 0; left &= left - 1) {
        yield (this.firstWord + index) * 32 + 31 - Math.clz32(left & -left);
      }
    }
  }

  get #end(): number {
    return this.firstWord + this.words.length;
  }
}

/** Collects the members of a set, in any order. */
export class BitSetBuilder {
  #words = new Uint32Array(4);
  #start = 0;
  #isEmpty = true;

  add(member: number): void {
    const word = member >>> 5;
    this.#hold(word);
    const index = word - this.#start;
    this.#words[index] = (this.#words[index] ?? 0) | (1 << (member & 31));
  }

  addAll(set: BitSet): void {
    if (set.isEmpty) return;
    this.#hold(set.firstWord);
    this.#hold(set.firstWord + set.words.length - 1);
    const shift = set.firstWord - this.#start;
    for (let index = 0; index < set.words.length; index++) {
      this.#words[index + shift] = (this.#words[index + shift] ?? 0) | (set.words[index] ?? 0);
    }
  }

  build(): BitSet {
    return BitSet.ofWords(this.#words.slice(), this.#start);
  }

  /** Makes room for a word. It doubles, so that adding one member after the other stays linear. */
  #hold(word: number): void {
    if (this.#isEmpty) this.#start = word;
    this.#isEmpty = false;
    const room = this.#words.length;
    if (word >= this.#start && word < this.#start + room) return;
    const start = word < this.#start ? Math.max(0, word - room) : this.#start;
    const end = word < this.#start ? this.#start + room : word + 1 + room;
    const words = new Uint32Array(end - start);
    words.set(this.#words, this.#start - start);
    this.#words = words;
    this.#start = start;
  }
}

function ones(word: number): number {
  let left = word - ((word >>> 1) & 0x5555_5555);
  left = (left & 0x3333_3333) + ((left >>> 2) & 0x3333_3333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
