import type { NodeFilter } from '../plugin.ts';
import { isTolerated } from '../taints.ts';

/** Keeps pods off cordoned nodes, unless they tolerate node.kubernetes.io/unschedulable. plugins/nodeunschedulable */
export const nodeUnschedulable: NodeFilter = {
  name: 'NodeUnschedulable',
  prepare({ tolerations }) {
    const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
    if (isTolerated(taint, tolerations)) return undefined;
    const rejection = { reasons: ['node(s) were unschedulable'], resolvable: false };
    return (node) => (node.unschedulable ? rejection : undefined);
  },
};
