import type { ClusterOptions, ManifestTexts } from '../api/index.ts';

/** Where manifests come from: files, and what is handed over as it is. */
export interface ManifestOptions extends ManifestTexts, Folders {
  /** Files, folders (with their subfolders), globs, or `-` for `stdin`. */
  readonly manifests?: readonly string[];
  /** What `-` stands for. */
  readonly stdin?: string;
}

/** Where relative paths start. */
export interface Folders {
  /** The working directory unless said otherwise. Names of files in diagnostics are relative to it. */
  readonly cwd?: string;
  /** A second folder to look for relative paths in: that of a feature file. */
  readonly beside?: string;
}

export interface LoadOptions extends ManifestOptions, Omit<ClusterOptions, 'found'> {
  /**
   * A profile's name, a Cluster file, its text, or the cluster itself. Default: what `curlew.yaml` beside the manifests says,
   * else the profile `default`.
   */
  readonly cluster?: NonNullable<ClusterOptions['cluster']>;
}
