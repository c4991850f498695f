import { Cluster as ClusterOfTexts, type ClusterOptions, makeCluster } from '../api/index.ts';
import type { LoadOptions, ManifestOptions } from './manifest-options.ts';
import { readClusterChoice } from './read-cluster-choice.ts';
import { readManifestFiles } from './read-manifest-files.ts';

/** What the options name, as it is on the disk now: what `Cluster.load` makes a cluster of. Rejects as that does. */
export async function readClusterFiles(options: LoadOptions): Promise<ClusterOptions> {
  const { cluster: asked, override, ...manifests } = options;
  const read = await readManifestFiles(manifests);
  const cluster = await readClusterChoice(asked, options);
  return { ...read, ...(cluster !== undefined && { cluster }), ...(override !== undefined && { override }) };
}

/** A simulated cluster whose manifests may lie in files. */
export class Cluster extends ClusterOfTexts {
  static override of(options: ClusterOptions): Cluster {
    return new Cluster(makeCluster(options));
  }

  /**
   * Reads manifests, applies them to a fresh cluster and lets it come to rest. What the API server would reject is left
   * out and stands in `diagnostics`. Rejects with a SetupError for a path, profile or Cluster file that is not there or
   * cannot be read.
   */
  static async load(options: LoadOptions): Promise<Cluster> {
    return Cluster.of(await readClusterFiles(options));
  }

  /** The cluster after more manifests were applied to it, as `kubectl apply` would. This one stays as it is. */
  override async apply(options: ManifestOptions): Promise<this> {
    return super.apply(await readManifestFiles(options));
  }
}
