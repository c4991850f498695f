import { expect, test } from 'vitest';
import type { ProxyMode } from '../engine/model/index.ts';
import { compileServices } from '../engine/network/kube-proxy/index.ts';
import { stateOf, testSpec } from '../engine/testing/index.ts';
import type { RulesQuestion } from './proxy-rules.ts';
import { proxyRules } from './proxy-rules.ts';

function ask(question: Partial<RulesQuestion>, mode: ProxyMode = 'iptables', serviceCIDRs = ['10.96.0.0/12']): string {
  const spec = { ...testSpec, network: { ...testSpec.network, serviceCIDRs }, proxy: { ...testSpec.proxy, mode } };
  const { table } = compileServices(stateOf('{kind: Node, metadata: {name: worker-1}}', spec));
  return proxyRules(table, { node: 'worker-1', ...question });
}

const titles = (text: string): readonly string[] => text.split('\n').filter((line) => line.startsWith('#'));

test.each([
  ["the cluster's mode and primary family", {}, 'nftables', ['10.96.0.0/12'], ['nftables, IPv4']],
  ['a primary family that is IPv6', {}, 'iptables', ['fd00:96::/112', '10.96.0.0/12'], ['iptables, IPv6']],
  ['another mode', { format: 'iptables' }, 'ipvs', ['10.96.0.0/12'], ['iptables, IPv4']],
  ['another family', { family: 'IPv6' }, 'iptables', ['10.96.0.0/12'], ['iptables, IPv6']],
  ['both', { family: 'both' }, 'nftables', ['10.96.0.0/12'], ['nftables, IPv4', 'nftables, IPv6']],
] as const)('%s', (_, question, mode, cidrs, documents) => {
  expect(titles(ask(question, mode, [...cidrs]))).toEqual(
    documents.map((each) => `# kube-proxy of node worker-1, ${each}`),
  );
});

test('the rules of ipvs mode cannot be had', () => {
  expect(() => ask({}, 'ipvs')).toThrow('the rules of ipvs mode cannot be printed');
});

test('a node that does not exist is an error that names those that do', () => {
  expect(() => ask({ node: 'nowhere' })).toThrow(/no node named "nowhere"[\s\S]*there are: worker-1/);
});
