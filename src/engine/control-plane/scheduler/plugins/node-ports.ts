import type { NodeFilter } from '../plugin.ts';

/** Keeps a pod off nodes where one of its host ports is taken. plugins/nodeports/node_ports.go */
export const nodePorts: NodeFilter = {
  name: 'NodePorts',
  prepare({ hostPorts }) {
    if (hostPorts.length === 0) return undefined;
    const reason = "node(s) didn't have free ports for the requested pod ports";
    const rejection = { reasons: [reason], resolvable: true };
    return (node) => (node.hostPorts.conflictsWith(hostPorts) ? rejection : undefined);
  },
};
