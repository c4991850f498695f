import type { MatrixJson, PeerJson } from '../json/matrix-json.ts';
import { fullNames } from './end-names.ts';
import { exposureRows, inLines, portsText, workloadName } from './names.ts';

/** A node of a drawing; workloads stand in the box of their namespace. */
export interface DrawnNode {
  readonly id: string;
  /** May have several lines. */
  readonly label: string;
  readonly namespace?: string;
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly { readonly from: DrawnNode; readonly to: DrawnNode; readonly label: string }[];
}

/** The matrix as a graph: a node for each end, an edge for each connection, and one for each way in that is open. */
export function drawingOf(matrix: MatrixJson): Drawing {
  const { connections, unknown = [], exposure } = matrix;
  const names = fullNames(matrix);
  const nodes = new Map<string, DrawnNode>();
  const nodeNamed = (name: string, drawn: Omit<DrawnNode, 'id'>): DrawnNode => {
    const node = nodes.get(name) ?? { id: `n${nodes.size}`, ...drawn };
    nodes.set(name, node);
    return node;
  };
  const nodeOf = (peer: PeerJson): DrawnNode =>
    peer.kind === 'Workload'
      ? nodeNamed(names.of(peer), { label: `${peer.name} (${peer.workloadKind})`, namespace: peer.namespace })
      : nodeNamed(names.of(peer), { label: inLines(names.of(peer), 2).join('\n') });
  const drawn = connections.map(({ from, to, allowed }) => ({
    from: nodeOf(from),
    to: nodeOf(to),
    label: portsText(allowed),
  }));
  const doubtful = unknown.map(({ from, to }) => ({ from: nodeOf(from), to: nodeOf(to), label: 'unknown' }));
  const peers = new Map((exposure ?? []).map(({ to }) => [workloadName(to), to]));
  const ways = exposureRows(exposure).flatMap(({ from, to, protocol, port }) => {
    const peer = peers.get(to);
    return peer === undefined
      ? []
      : [{ from: nodeNamed(from, { label: from }), to: nodeOf(peer), label: `${protocol} ${port}` }];
  });
  return { nodes: [...nodes.values()], edges: [...drawn, ...doubtful, ...ways] };
}

/** The nodes by namespace, in the order in which they come; those outside any come first. */
export function byNamespace(nodes: readonly DrawnNode[]): ReadonlyMap<string | undefined, readonly DrawnNode[]> {
  const groups = new Map<string | undefined, DrawnNode[]>([[undefined, []]]);
  for (const node of nodes) groups.set(node.namespace, [...(groups.get(node.namespace) ?? []), node]);
  return groups;
}
