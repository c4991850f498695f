import { Cluster, type LoadOptions } from '../../files/index.ts';
import { generateFeature } from './generate-feature.ts';
import { type Elsewhere, worldOutside } from './world-outside.ts';

/** A cluster that knows the hosts outside which its policies tell apart, as the command loads it. */
export async function loadWithOutside(
  options: LoadOptions,
): Promise<{ readonly cluster: Cluster; readonly elsewhere: readonly Elsewhere[] }> {
  const elsewhere = worldOutside(await Cluster.load(options));
  return { cluster: await Cluster.load({ ...options, override: hosts(elsewhere) }), elsewhere };
}

/** What is generated from it. */
export async function generatedFrom(options: LoadOptions): Promise<string> {
  const { cluster, elsewhere } = await loadWithOutside(options);
  return generateFeature(cluster, { manifests: ['m'], elsewhere });
}

export function hosts(elsewhere: readonly Elsewhere[]): NonNullable<LoadOptions['override']> {
  return { externalHosts: elsewhere.map(({ name, address }) => ({ name, addresses: [address] })) };
}
