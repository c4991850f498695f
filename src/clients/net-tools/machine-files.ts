import type { Client, Cluster } from '../../api/index.ts';
import type { ClusterView, NodeSpec } from '../../engine/model/index.ts';
import { NotModelled } from '../../engine/model/index.ts';
import { formatResolvConf, nodeHostsFile, nodeResolvConf } from '../../engine/network/dns/index.ts';
import { fromOf } from './machine.ts';

const NODE_FILES: Readonly<Record<string, (view: ClusterView, node: NodeSpec) => string>> = {
  '/etc/resolv.conf': (view) => formatResolvConf(nodeResolvConf(view)),
  '/etc/hosts': (_, node) => nodeHostsFile(node),
  '/etc/hostname': (_, node) => `${node.name}\n`,
};

/** The files of a container or a node of which it is known what they hold. */
export const MACHINE_FILES: readonly string[] = Object.keys(NODE_FILES);

/** What a file holds that the kubelet manages, or that a node has. Throws a SetupError for any other one: nobody knows. */
export function machineFile(cluster: Cluster, client: Client, path: string): string {
  const { view } = cluster;
  const spec = client.kind === 'node' ? view.nodeSpec(client.node.ref.name) : undefined;
  if (spec === undefined) return cluster.readFile({ from: fromOf(client), path });
  const write = NODE_FILES[path];
  if (write !== undefined) return write(view, spec);
  throw new NotModelled(`what ${path} of node ${spec.name} holds is not modelled`, {
    hint: `known are: ${MACHINE_FILES.join(', ')}`,
  });
}
