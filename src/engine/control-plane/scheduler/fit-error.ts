import type { NodeRejection } from './plugin.ts';

/**
 * The message of a pod that fits nowhere: `0/3 nodes are available: 1 Too many pods, 2 Insufficient cpu.`
 *
 * Reasons are counted over all nodes and sorted as text. pkg/scheduler/framework/types.go (FitError)
 */
export function fitError(nodeCount: number, rejections: Iterable<NodeRejection>): string {
  const counts = new Map<string, number>();
  for (const { reasons } of rejections) {
    for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const lines = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  const head = `0/${nodeCount} nodes are available:`;
  return lines.length === 0 ? head : `${head} ${lines.join(', ')}.`;
}
