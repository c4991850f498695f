import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LargeCluster, largeCluster } from '../../engine/network/policy/testing/large-cluster.ts';
import { blockYaml } from './block-yaml.ts';

/** Writes a file for each namespace, and a cluster with nodes enough, so that every pod finds one. */
export function writeManifests(
  folder: string,
  size: LargeCluster,
): { readonly manifests: string; readonly cluster: string } {
  const documents = new Map<string, string[]>();
  for (const { ref, object } of largeCluster(size)) {
    const namespace = ref.namespace ?? ref.name;
    const known = documents.get(namespace) ?? [];
    documents.set(namespace, known);
    known.push(blockYaml(object));
  }
  const manifests = join(folder, 'manifests');
  mkdirSync(manifests);
  for (const [name, texts] of documents) writeFileSync(join(manifests, `${name}.yaml`), texts.join('---\n'));
  const nodes = Array.from({ length: Math.ceil(size.pods / 100) + 2 }, (_, index) => ({
    name: `node-${String(index).padStart(4, '0')}`,
    address: `192.168.${index >> 8}.${index & 255}`,
  }));
  const network = { podCIDR: '10.128.0.0/9', serviceCIDR: '10.64.0.0/12' };
  const spec = {
    apiVersion: 'curlew.dev/v1',
    kind: 'Cluster',
    metadata: { name: 'large' },
    spec: { network, nodes },
  };
  const cluster = join(folder, 'cluster.yaml');
  writeFileSync(cluster, blockYaml(spec));
  return { manifests, cluster };
}
