import type { TextInput } from './source-text.ts';

/** Where manifests come from. */
export type ManifestSource =
  /** A file, a folder (with its subfolders), a glob, or `-` for standard input. */
  | { readonly kind: 'path'; readonly path: string }
  /** A text that is no file, or a part of one: a doc string. */
  | ({ readonly kind: 'text' } & TextInput)
  /** Plain objects; in diagnostics they are `objects[0]`, `objects[1]` …, printed as JSON. */
  | { readonly kind: 'objects'; readonly objects: readonly unknown[]; readonly name?: string };

/** A Cluster file, or the name of a profile, found beside manifests: `curlew.yaml`. */
export interface ClusterFile {
  readonly file: string;
  readonly text: string;
}
