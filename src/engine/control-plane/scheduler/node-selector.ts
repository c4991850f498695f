import type { PodSpec } from '../../model/index.ts';

/**
 * The only nodes that the required affinity names by metadata.name, in all of its terms: how DaemonSet pods find their
 * node. `undefined` where some term leaves the name open. plugins/nodeaffinity/node_affinity.go (PreFilter)
 */
export function namedNodes(spec: PodSpec): ReadonlySet<string> | undefined {
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (required === undefined || required.nodeSelectorTerms.length === 0) return undefined;
  const names = new Set<string>();
  for (const { matchFields = [] } of required.nodeSelectorTerms) {
    const lists = matchFields.filter(({ key, operator }) => key === 'metadata.name' && operator === 'In');
    const [first, ...rest] = lists.map(({ values = [] }) => values);
    if (first === undefined) return undefined;
    for (const name of first) if (rest.every((values) => values.includes(name))) names.add(name);
  }
  return names;
}
