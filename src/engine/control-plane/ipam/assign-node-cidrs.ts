import type { Cidr, ClusterView, Diagnostic, Node, Resource } from '../../model/index.ts';
import { compareRefs, formatCidr, parseCidr } from '../../model/index.ts';
import { CidrSet } from './cidr-set.ts';
import type { IpamResult, IpamState } from './ipam-state.ts';

/** One cluster CIDR in its place of `--cluster-cidr`. */
interface ClusterBlocks {
  readonly cidr: Cidr;
  readonly set: CidrSet;
}

/**
 * Gives every Node its pod CIDRs, one for each family, as kube-controller-manager's range allocator does.
 *
 * Blocks that Nodes or the Cluster file name are taken first; the rest follow in the Cluster file's order of nodes.
 * Without pod CIDRs in the cluster nothing is allocated. pkg/controller/nodeipam/ipam/range_allocator.go
 */
export function assignNodeCIDRs(view: ClusterView, state: IpamState): IpamResult {
  const diagnostics: Diagnostic[] = [];
  const blocks = clusterBlocks(view, state, diagnostics);
  const nodes = inDeclarationOrder(view);
  for (const node of nodes) occupy(blocks, writtenCIDRs(view, node));

  const changes: IpamResult['changes'][number][] = [];
  for (const node of nodes) {
    if (node.object.spec?.podCIDRs !== undefined) continue;
    const written = writtenCIDRs(view, node);
    const { podCIDRs, usedUp } = written.length > 0 ? { podCIDRs: written } : allocate(blocks);
    if (usedUp !== undefined) diagnostics.push(exhausted(view, node, usedUp));
    if (podCIDRs.length > 0) changes.push({ kind: 'put', resource: withCIDRs(node, podCIDRs) });
  }
  const nextBlocks = new Map(blocks.map(({ cidr, set }) => [formatCidr(cidr), set.next]));
  return { changes, diagnostics, state: { ...state, nextBlocks } };
}

function clusterBlocks(view: ClusterView, state: IpamState, diagnostics: Diagnostic[]): readonly ClusterBlocks[] {
  return view.spec.network.podCIDRs.flatMap((text, index) => {
    const cidr = parseCidr(text);
    if (cidr === undefined) return [];
    const prefix = view.spec.network.nodeCIDRMaskSizes[index] ?? (cidr.family === 4 ? 24 : 64);
    if (cidr.family === 6 && prefix - cidr.prefix > 16) diagnostics.push(tooBig(text, prefix));
    const usable = cidr.family === 6 && prefix - cidr.prefix > 16 ? 0 : prefix;
    return [{ cidr, set: new CidrSet(cidr, usable, state.nextBlocks.get(formatCidr(cidr)) ?? 0) }];
  });
}

/** An IPv6 cluster CIDR may hold at most 2^16 blocks. */
function tooBig(cidr: string, prefix: number): Diagnostic {
  return {
    code: 'pod-cidr-too-big',
    severity: 'error',
    message: 'New CIDR set failed; the node CIDR size is too big',
    hint: `${cidr} holds more than 65536 blocks of /${prefix}`,
  };
}

function inDeclarationOrder(view: ClusterView): readonly Resource<Node>[] {
  const order = new Map(view.spec.nodes.map((node, index) => [node.name, index]));
  const rank = (node: Resource<Node>) => order.get(node.ref.name) ?? order.size;
  return [...view.list('Node')].sort((a, b) => rank(a) - rank(b) || compareRefs(a.ref, b.ref));
}

/** The CIDRs that the Node or else the Cluster file names. */
function writtenCIDRs(view: ClusterView, node: Resource<Node>): readonly string[] {
  const spec = node.object.spec;
  if (spec?.podCIDRs !== undefined) return spec.podCIDRs;
  if (spec?.podCIDR !== undefined && spec.podCIDR !== '') return [spec.podCIDR];
  return view.nodeSpec(node.ref.name)?.podCIDRs ?? [];
}

function occupy(blocks: readonly ClusterBlocks[], cidrs: readonly string[]): void {
  for (const text of cidrs) {
    const cidr = parseCidr(text);
    if (cidr !== undefined) for (const { set } of blocks) set.occupy(cidr);
  }
}

/** One block of each cluster CIDR, or none at all where one of them, `usedUp` by its place, has none left. */
function allocate(blocks: readonly ClusterBlocks[]): {
  readonly podCIDRs: readonly string[];
  readonly usedUp?: number;
} {
  const podCIDRs: string[] = [];
  for (const [index, { set }] of blocks.entries()) {
    const block = set.allocate();
    if (block === undefined) return { podCIDRs: [], usedUp: index };
    podCIDRs.push(formatCidr(block));
  }
  return { podCIDRs };
}

function exhausted(view: ClusterView, node: Resource<Node>, index: number): Diagnostic {
  const at = view.locate(node.ref, []);
  return {
    code: 'pod-cidrs-exhausted',
    severity: 'warning',
    message:
      `failed to allocate cidr from cluster cidr at idx:${index}: ` +
      'CIDR allocation failed; there are no remaining CIDRs left to allocate in the accepted range',
    hint: `node ${node.ref.name} has no pod CIDR, and its pods stay in ContainerCreating; widen the cluster's pod CIDR ${view.spec.network.podCIDRs[index]}`,
    about: node.ref,
    ...(at === undefined ? {} : { at }),
  };
}

function withCIDRs(node: Resource<Node>, podCIDRs: readonly string[]): Resource<Node> {
  const [podCIDR] = podCIDRs;
  const spec = { ...node.object.spec, podCIDRs, ...(podCIDR === undefined ? {} : { podCIDR }) };
  return { ...node, object: { ...node.object, spec } };
}
