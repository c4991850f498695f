/**
 * Curlew's library, for tests written in code: clusters of manifest files, and what can be asked of them. It does not
 * load cucumber: what a step file needs comes from `curlew/cucumber`.
 *
 *     import { Cluster } from 'curlew';
 *     const cluster = await Cluster.load({ manifests: ['examples/wordpress'] });
 *     cluster.connect({ from: 'busybox', to: 'mariadb:3306' }).outcome;
 */

export { Cluster, type Folders, type LoadOptions, type ManifestOptions } from '../files/index.ts';
/** What `Cluster` adds the reading of files to. */
export type { Cluster as EngineCluster } from './engine.ts';
export * from './engine.ts';
