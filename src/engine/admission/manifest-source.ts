import type { ManifestText } from './source-text.ts';

/** Where manifests come from. */
export type ManifestSource =
  /** A file's text, or a part of one: a doc string. */
  | ({ readonly kind: 'text' } & ManifestText)
  /** Plain objects; in diagnostics they are `objects[0]`, `objects[1]` …, printed as JSON. */
  | { readonly kind: 'objects'; readonly objects: readonly unknown[]; readonly name?: string };
