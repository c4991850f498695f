import { describe, expect, test } from 'vitest';
import type { ProxySpec } from '../../model/index.ts';
import { nodeOf, packetOf, stateOf, testSpec } from '../../testing/index.ts';
import { compileServices, translate } from './index.ts';

const nodes = [nodeOf({ name: 'n', addresses: ['192.168.0.2', '192.168.1.2', '2001:db8::1', '2001:db8:1::2'] })];

const manifests = (endpoints: string) => `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, clusterIPs: [10.96.0.20, "fd00::20"], ports: [{port: 80, nodePort: 30080}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-4, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
ports: [{name: '', port: 80}]
endpoints: ${endpoints === '' ? '[]' : `[{addresses: [${endpoints}]}]`}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-6, labels: {kubernetes.io/service-name: web}}
addressType: IPv6
ports: [{name: '', port: 80}]
endpoints: [{addresses: ["fd00:10::2"]}]
`;

function ask(proxy: Partial<ProxySpec>, to: string, endpoints = '10.244.0.2') {
  const { table } = compileServices(
    stateOf(manifests(endpoints), { ...testSpec, nodes, proxy: { ...testSpec.proxy, ...proxy } }),
  );
  const packet = packetOf({ source: to, destination: to, port: 30080 });
  const translation = translate(table, packet, { node: 'n', from: 'node' });
  return translation.kind === 'end' ? translation.outcome : translation.kind;
}

const yes = 'branches';
const no = 'not-handled';
const [primary4, other4, primary6, other6] = ['192.168.0.2', '192.168.1.2', '2001:db8::1', '2001:db8:1::2'] as const;

describe('where a node port answers', () => {
  test.each([
    { mode: 'iptables' as const, proxy: {}, on: { [primary4]: yes, [other4]: yes, [primary6]: yes, [other6]: yes } },
    { mode: 'ipvs' as const, proxy: {}, on: { [primary4]: yes, [other4]: yes, [primary6]: yes, [other6]: yes } },
    { mode: 'nftables' as const, proxy: {}, on: { [primary4]: yes, [other4]: no, [primary6]: yes, [other6]: no } },
    {
      mode: 'iptables' as const,
      proxy: { nodePortAddresses: ['primary'] },
      on: { [primary4]: yes, [other4]: no, [primary6]: yes, [other6]: no },
    },
    {
      mode: 'nftables' as const,
      proxy: { nodePortAddresses: ['0.0.0.0/0', '::/0'] },
      on: { [primary4]: yes, [other4]: yes, [primary6]: yes, [other6]: yes },
    },
    {
      mode: 'iptables' as const,
      proxy: { nodePortAddresses: ['192.168.1.0/24'] },
      // a CIDR of one family says nothing about the other
      on: { [primary4]: no, [other4]: yes, [primary6]: yes, [other6]: yes },
    },
  ])('$mode $proxy', ({ mode, proxy, on }) => {
    for (const [address, answer] of Object.entries(on)) expect(ask({ ...proxy, mode }, address), address).toBe(answer);
  });
});

describe('loopback', () => {
  test.each([
    { mode: 'iptables' as const, to: '127.0.0.1', proxy: {}, is: yes },
    { mode: 'iptables' as const, to: '127.0.0.2', proxy: {}, is: yes },
    { mode: 'iptables' as const, to: '127.0.0.1', proxy: { localhostNodePorts: false }, is: no },
    { mode: 'iptables' as const, to: '::1', proxy: {}, is: no },
    { mode: 'iptables' as const, to: '127.0.0.1', proxy: { nodePortAddresses: ['127.0.0.0/8'] }, is: yes },
    { mode: 'iptables' as const, to: '127.0.0.2', proxy: { nodePortAddresses: ['127.0.0.0/8'] }, is: no },
    { mode: 'nftables' as const, to: '127.0.0.1', proxy: { nodePortAddresses: ['0.0.0.0/0'] }, is: no },
    { mode: 'ipvs' as const, to: '127.0.0.1', proxy: {}, is: no },
  ])('$mode $to $proxy: $is', ({ mode, to, proxy, is }) => {
    expect(ask({ ...proxy, mode }, to)).toBe(is);
  });
});

describe('without endpoints, iptables rejects at every address of the node, nftables only where it answers', () => {
  test.each([
    { mode: 'iptables' as const, to: primary4, is: 'refused' },
    { mode: 'iptables' as const, to: other4, is: 'refused' },
    { mode: 'iptables' as const, to: '192.168.9.9', is: no },
    { mode: 'nftables' as const, to: primary4, is: 'refused' },
    { mode: 'nftables' as const, to: other4, is: no },
  ])('$mode $to: $is', ({ mode, to, is }) => {
    expect(ask({ mode, nodePortAddresses: ['primary'] }, to, '')).toBe(is);
  });
});
