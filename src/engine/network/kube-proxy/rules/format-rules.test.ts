import { expect, test } from 'vitest';
import { nodeOf, stateOf, testSpec } from '../../../testing/index.ts';
import { compileServices, formatRules } from '../index.ts';

const { table } = compileServices(
  stateOf('', { ...testSpec, nodes: [...testSpec.nodes, nodeOf({ name: 'bare', kubeProxy: false })] }),
);

test('each family is a document of its own, under a line that says what it is', () => {
  const both = formatRules(table, { node: 'worker-1', format: 'iptables', families: [4, 6] });
  const [four, six] = [4 as const, 6 as const].map((family) =>
    formatRules(table, { node: 'worker-1', format: 'iptables', families: [family] }),
  );
  expect(both).toBe(`${four}${six}`);
  expect(four?.split('\n')[0]).toBe('# kube-proxy of node worker-1, iptables, IPv4');
  expect(six?.split('\n')[0]).toBe('# kube-proxy of node worker-1, iptables, IPv6');
});

test.each([
  ['a node that does not exist', 'nowhere', undefined],
  ['a node without kube-proxy', 'bare', ''],
])('%s has no rules', (_, node, rules) => {
  expect(formatRules(table, { node, format: 'nftables', families: [4] })).toBe(rules);
});
