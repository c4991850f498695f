import type { Cidr, ClusterSpec, FieldPath } from '../../model/index.ts';
import { bitsOf, formatCidr } from '../../model/index.ts';
import type { ClusterProblem } from '../problem.ts';
import { checkCidrPair, readCidrs } from './cidrs.ts';
import { NODES } from './paths.ts';

interface Block {
  readonly node: string;
  readonly cidr: Cidr;
  readonly path: FieldPath;
}

/** Checks the blocks that the file gives to nodes: inside the pod range, large enough for a pod, each to one node. */
export function* checkNodeBlocks(spec: ClusterSpec): Generator<ClusterProblem> {
  const pods = readCidrs(spec.network.podCIDRs);
  const blocks: Block[] = [];
  for (const [index, { name, podCIDRs }] of spec.nodes.entries()) {
    const path = [...NODES, index, 'podCIDR'];
    if (podCIDRs.length > 0) yield* checkCidrPair(podCIDRs, path);
    for (const cidr of readCidrs(podCIDRs)) {
      blocks.push({ node: name, cidr, path });
      yield* checkBlock(cidr, pods, path);
    }
  }
  yield* checkOverlaps(blocks);
}

function* checkBlock(cidr: Cidr, pods: readonly Cidr[], path: FieldPath): Generator<ClusterProblem> {
  const text = formatCidr(cidr);
  if (!pods.some((range) => range.family === cidr.family && range.first <= cidr.first && cidr.last <= range.last)) {
    const message = `the node's block ${text} is outside of the pod range ${pods.map(formatCidr).join(' and ')}`;
    if (pods.length > 0) yield { path, code: 'pod-cidr-outside', message };
  }
  if (bitsOf(cidr.family) - cidr.prefix >= 2) return;
  // containernetworking/plugins plugins/ipam/host-local/backend/allocator/range.go
  yield { path, code: 'pod-cidr-too-small', message: `Network ${text} too small to allocate from` };
}

/** Blocks nest or lie apart, so that in the order of their first addresses only neighbours in a nest can overlap. */
function* checkOverlaps(blocks: readonly Block[]): Generator<ClusterProblem> {
  const sorted = [...blocks].sort((a, b) => a.cidr.family - b.cidr.family || compare(a.cidr.first, b.cidr.first));
  let widest: Block | undefined;
  for (const block of sorted) {
    const { cidr, node, path } = block;
    if (widest !== undefined && widest.cidr.family === cidr.family && cidr.first <= widest.cidr.last) {
      const message = `the block ${formatCidr(cidr)} of node ${node} overlaps ${formatCidr(widest.cidr)} of node ${widest.node}`;
      yield { path, code: 'pod-cidr-overlap', message };
    }
    if (widest === undefined || widest.cidr.family !== cidr.family || cidr.last > widest.cidr.last) widest = block;
  }
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
