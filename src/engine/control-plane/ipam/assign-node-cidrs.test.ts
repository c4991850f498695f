import { expect, test } from 'vitest';
import type { ClusterSpec } from '../../model/index.ts';
import { nodeOf, stateOf, testSpec } from '../../testing/index.ts';
import { assignNodeCIDRs } from './assign-node-cidrs.ts';
import { freshIpam } from './ipam-state.ts';

function specOf(network: Partial<ClusterSpec['network']>, nodes: readonly string[]): ClusterSpec {
  return { ...testSpec, network: { ...testSpec.network, ...network }, nodes: nodes.map((name) => nodeOf({ name })) };
}

function nodesOf(...names: readonly string[]): string {
  return names.map((name) => `{kind: Node, metadata: {name: ${name}}}`).join('\n---\n');
}

function cidrsOf(state: ReturnType<typeof stateOf>): Readonly<Record<string, readonly string[] | undefined>> {
  return Object.fromEntries(state.list('Node').map(({ ref, object }) => [ref.name, object.spec?.podCIDRs]));
}

test('new nodes take the blocks in the order of the Cluster file, the first block first', () => {
  const state = stateOf(nodesOf('a', 'b'), specOf({}, ['b', 'a']));
  const { changes } = assignNodeCIDRs(state, freshIpam);
  expect(cidrsOf(state.apply(changes))).toEqual({ b: ['10.244.0.0/24'], a: ['10.244.1.0/24'] });
});

test('blocks that the Cluster file names are taken first, and written to the Node', () => {
  const spec = {
    ...specOf({}, []),
    nodes: [nodeOf({ name: 'a' }), nodeOf({ name: 'b', podCIDRs: ['10.244.0.0/24'] })],
  };
  const state = stateOf(nodesOf('a', 'b'), spec);
  const after = state.apply(assignNodeCIDRs(state, freshIpam).changes);
  expect(cidrsOf(after)).toEqual({ a: ['10.244.1.0/24'], b: ['10.244.0.0/24'] });
  expect(after.get('Node', 'a')?.object.spec?.podCIDR).toBe('10.244.1.0/24');
});

test('a wider block takes all the blocks that it covers', () => {
  const spec = {
    ...specOf({}, []),
    nodes: [nodeOf({ name: 'a' }), nodeOf({ name: 'b', podCIDRs: ['10.244.0.0/22'] })],
  };
  const state = stateOf(nodesOf('a', 'b'), spec);
  expect(cidrsOf(state.apply(assignNodeCIDRs(state, freshIpam).changes))['a']).toEqual(['10.244.4.0/24']);
});

test('dual stack gives a block of each family, in the order of the cluster', () => {
  const spec = specOf({ podCIDRs: ['fd00:10::/56', '10.244.0.0/16'], nodeCIDRMaskSizes: [64, 24] }, ['a', 'b']);
  const state = stateOf(nodesOf('a', 'b'), spec);
  expect(cidrsOf(state.apply(assignNodeCIDRs(state, freshIpam).changes))).toEqual({
    a: ['fd00:10::/64', '10.244.0.0/24'],
    b: ['fd00:10:0:1::/64', '10.244.1.0/24'],
  });
});

test('the block of a node that is gone is not taken again before the cursor wraps', () => {
  const spec = specOf({ podCIDRs: ['10.0.0.0/22'] }, []);
  const two = stateOf(nodesOf('a', 'b'), spec);
  const first = assignNodeCIDRs(two, freshIpam);
  const without = two.apply(first.changes).apply([{ kind: 'delete', ref: { kind: 'Node', name: 'a' } }]);

  const withC = without.apply(stateChanges(nodesOf('c')));
  const second = assignNodeCIDRs(withC, first.state);
  expect(cidrsOf(withC.apply(second.changes))['c']).toEqual(['10.0.2.0/24']);

  const more = withC.apply(second.changes).apply(stateChanges(nodesOf('d', 'e')));
  const third = assignNodeCIDRs(more, second.state);
  expect(cidrsOf(more.apply(third.changes))).toMatchObject({ d: ['10.0.3.0/24'], e: ['10.0.0.0/24'] });
});

test('a node beyond the last block has no pod CIDR, and the controller says so', () => {
  const state = stateOf(nodesOf('a', 'b'), specOf({ podCIDRs: ['10.0.0.0/24'] }, []));
  const { changes, diagnostics } = assignNodeCIDRs(state, freshIpam);
  expect(cidrsOf(state.apply(changes))).toEqual({ a: ['10.0.0.0/24'], b: undefined });
  expect(diagnostics).toMatchObject([
    {
      code: 'pod-cidrs-exhausted',
      message:
        'failed to allocate cidr from cluster cidr at idx:0: CIDR allocation failed; there are no remaining CIDRs left to allocate in the accepted range',
      at: { file: 'test.yaml', line: 3 },
    },
  ]);
});

test.each([
  { cidr: 'fd00::/47', codes: ['pod-cidr-too-big'] },
  { cidr: 'fd00::/48', codes: [] },
])('an IPv6 cluster CIDR $cidr with /64 blocks gives $codes', ({ cidr, codes }) => {
  const state = stateOf('', specOf({ podCIDRs: [cidr], nodeCIDRMaskSizes: [64] }, []));
  expect(assignNodeCIDRs(state, freshIpam).diagnostics.map(({ code }) => code)).toEqual(codes);
});

test('nodes that have their blocks are left alone', () => {
  const state = stateOf(nodesOf('a', 'b'), specOf({}, []));
  const first = assignNodeCIDRs(state, freshIpam);
  expect(assignNodeCIDRs(state.apply(first.changes), first.state)).toEqual({ ...first, changes: [] });
});

function stateChanges(yaml: string): readonly { kind: 'put'; resource: ReturnType<typeof firstOf>[number] }[] {
  return firstOf(yaml).map((resource) => ({ kind: 'put', resource }));
}

function firstOf(yaml: string) {
  return stateOf(yaml).listAny('Node');
}
