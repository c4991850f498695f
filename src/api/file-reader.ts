/** The file or folder at a path. */
export type FileContent =
  | { readonly kind: 'file'; readonly text: string }
  /** The names of a folder's entries, sorted. */
  | { readonly kind: 'folder'; readonly names: readonly string[] };

/**
 * Files as a client of the cluster sees them, kubectl's `-f` for one: it reads through this alone, and so runs where
 * there is no disk too.
 */
export interface FileReader {
  /** `undefined` where nothing is at the path. */
  read(path: string): Promise<FileContent | undefined>;
}
