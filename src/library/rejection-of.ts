import type { ClusterView } from '../model/index.ts';
import { readResources } from './load-cluster.ts';

/** What the API server of a cluster says where it rejects an object; `undefined` where it takes it. */
export async function rejectionOf({ spec }: ClusterView, object: object): Promise<string | undefined> {
  const { diagnostics } = await readResources({ objects: [object] }, spec.kubernetesVersion);
  return diagnostics.find(({ severity }) => severity === 'error')?.message;
}
