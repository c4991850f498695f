import type { ClusterView, NodeSpec } from '../../../engine/model/index.ts';
import { NotModelled, SetupError } from '../../../engine/model/index.ts';
import { formatResolvConf, nodeHostsFile, nodeResolvConf } from '../../../engine/network/dns/index.ts';
import { fromOf, type Machine } from '../machine.ts';
import { readOptions } from '../options.ts';
import { type CommandOutput, printed } from '../output.ts';

/** Prints the files that the kubelet manages; of any other file nobody knows what it holds, which is a SetupError. */
export function cat(machine: Machine, args: readonly string[]): CommandOutput {
  const { operands } = readOptions('cat', args, { flags: [], values: [] });
  if (operands.length === 0) throw new SetupError('cat takes a file here');
  return printed(operands.map((path) => contentOf(machine, path)).join(''));
}

const NODE_FILES: Readonly<Record<string, (view: ClusterView, node: NodeSpec) => string>> = {
  '/etc/resolv.conf': (view) => formatResolvConf(nodeResolvConf(view)),
  '/etc/hosts': (_, node) => nodeHostsFile(node),
  '/etc/hostname': (_, node) => `${node.name}\n`,
};

function contentOf({ cluster, view, client }: Machine, path: string): string {
  const spec = client.kind === 'node' ? view.nodeSpec(client.node.ref.name) : undefined;
  if (spec === undefined) return cluster.readFile({ from: fromOf(client), path });
  const write = NODE_FILES[path];
  if (write !== undefined) return write(view, spec);
  throw new NotModelled(`what ${path} of node ${spec.name} holds is not modelled`, {
    hint: `known are: ${Object.keys(NODE_FILES).join(', ')}`,
  });
}
