import type { NodeFilter } from '../plugin.ts';

/** Lets a pod that names its node pass there only. plugins/nodename/node_name.go */
export const nodeName: NodeFilter = {
  name: 'NodeName',
  prepare({ spec }) {
    if (spec.nodeName === undefined || spec.nodeName === '') return undefined;
    const rejection = { reasons: ["node(s) didn't match the requested node name"], resolvable: false };
    return (node) => (node.name === spec.nodeName ? undefined : rejection);
  },
};
