import type { Said } from '../annotations.ts';
import type { PageLine, PageProblem, Tab } from '../page.ts';

/** A block of a page: what stands between fences, indented, or in a shortcode. */
export interface BlockPiece {
  readonly kind: 'block';
  /** Without the block's indentation. */
  readonly lines: readonly PageLine[];
  /** Where it starts and ends, for a block without lines. */
  readonly line: number;
  /** The first of its fence's words, in lower case; a hint. */
  readonly language?: string;
  /** What its fence, or the line above, says that it is: a file's name, or any title. */
  readonly title?: string;
  /** What its fence says to Curlew. */
  readonly said: readonly Said[];
  /** The path of the file that it includes, as the page writes it. */
  readonly file?: string;
  /** Why that file could not be read. */
  readonly missing?: string;
  readonly tab?: Tab;
}

/** What a page is made of, in its order. */
export type Piece =
  | BlockPiece
  | { readonly kind: 'heading'; readonly line: number; readonly text: string }
  | { readonly kind: 'prose'; readonly line: number; readonly text: string }
  | { readonly kind: 'annotation'; readonly line: number; readonly said: readonly Said[] };

/** A page after its markup is read. */
export interface Pieces {
  readonly pieces: readonly Piece[];
  readonly problems: readonly PageProblem[];
}
