import { describe, expect, test } from 'vitest';
import { parseCidr } from '../../model/index.ts';
import { address, nodeOf, stateOf, testSpec } from '../../testing/index.ts';
import { compileRoutes } from './compile.ts';
import { hostPortAt, nodeAddress, ownerOf } from './owner.ts';

const YAML = `
{apiVersion: v1, kind: Node, metadata: {name: one}, spec: {podCIDR: 10.244.0.0/24}, status: {addresses: [{type: InternalIP, address: 192.168.0.1}, {type: InternalIP, address: "fd00:0:0::1"}, {type: Hostname, address: one}, {type: ExternalIP, address: 198.51.100.1}]}}
---
{apiVersion: v1, kind: Node, metadata: {name: two, labels: {node.kubernetes.io/exclude-from-external-load-balancers: ""}}, spec: {podCIDRs: [10.244.1.0/24]}, status: {addresses: [{type: InternalIP, address: 192.168.0.2}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {nodeName: one, initContainers: [{name: s, restartPolicy: Always, ports: [{containerPort: 15000, hostPort: 15000}]}, {name: i, ports: [{containerPort: 1, hostPort: 1}]}], containers: [{name: w, ports: [{containerPort: 80, hostPort: 8080}, {containerPort: 53, hostPort: 53, protocol: UDP, hostIP: 192.168.0.1}]}]}, status: {podIP: 10.244.0.2, podIPs: [{ip: 10.244.0.2}, {ip: "fd00:10::2"}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: host}, spec: {nodeName: one, hostNetwork: true, containers: [{name: w}]}, status: {podIP: 192.168.0.1}}
---
{apiVersion: v1, kind: Pod, metadata: {name: done}, spec: {nodeName: one, containers: [{name: w}]}, status: {phase: Succeeded, podIP: 10.244.0.3}}
---
{apiVersion: v1, kind: Service, metadata: {name: lb}, spec: {externalIPs: [198.51.100.9, 192.168.0.1]}, status: {loadBalancer: {ingress: [{ip: 192.0.2.5}, {hostname: lb.example.com}]}}}
`;

const SPEC = {
  ...testSpec,
  nodes: [nodeOf({ name: 'one' }), nodeOf({ name: 'two' })],
  externalHosts: [{ name: 'example.com', addresses: ['203.0.113.10'] }],
};
const routes = compileRoutes(stateOf(YAML, SPEC));

describe('who has an address', () => {
  test.each([
    ['10.244.0.2', 'pod'],
    // written otherwise, the same address
    ['fd00:10:0:0:0:0:0:2', 'pod'],
    // a pod that has ended gives its address back
    ['10.244.0.3', 'no-pod'],
    ['10.244.9.9', 'no-pod'],
    // a pod on the host network is its node; a node keeps its address from Services
    ['192.168.0.1', 'node'],
    ['fd00::1', 'node'],
    ['198.51.100.1', 'node'],
    ['198.51.100.9', 'load-balancer'],
    ['192.0.2.5', 'load-balancer'],
    ['203.0.113.10', 'external'],
    ['10.96.3.4', 'service-range'],
    ['203.0.113.11', 'stranger'],
    ['2001:db8::1', 'stranger'],
  ])('%s: %s', (ip, kind) => {
    expect(ownerOf(routes, address(ip)).kind).toBe(kind);
  });

  test('an address that no pod has lies in the block of a node, or of none', () => {
    expect(ownerOf(routes, address('10.244.1.77'))).toEqual({
      kind: 'no-pod',
      cidr: parseCidr('10.244.1.0/24'),
      node: 'two',
    });
    expect(ownerOf(routes, address('10.244.9.9'))).toEqual({
      kind: 'no-pod',
      cidr: parseCidr('10.244.0.0/16'),
      node: undefined,
    });
  });

  test('a load balancer has nodes that are not excluded, and knows its Services; an external IP has none', () => {
    expect(ownerOf(routes, address('192.0.2.5'))).toMatchObject({
      nodes: ['one'],
      services: [{ ref: { name: 'lb' } }],
    });
    expect(ownerOf(routes, address('198.51.100.9'))).toMatchObject({ nodes: ['one'], services: [] });
  });

  test('a node leaves with its first address of the family', () => {
    const own = [nodeAddress(routes, 'one', 4), nodeAddress(routes, 'one', 6), nodeAddress(routes, 'two', 6)];
    expect(own.map((each) => each?.text)).toEqual(['192.168.0.1', 'fd00::1', undefined]);
  });
});

describe('a host port', () => {
  test.each([
    ['of the pod’s own node', { node: 'one', ip: '192.168.0.1', port: 8080, protocol: 'TCP' }, 80],
    ['of any address of it', { node: 'one', ip: '198.51.100.1', port: 8080, protocol: 'TCP' }, 80],
    ['of a sidecar', { node: 'one', ip: '192.168.0.1', port: 15000, protocol: 'TCP' }, 15000],
    ['at its hostIP', { node: 'one', ip: '192.168.0.1', port: 53, protocol: 'UDP' }, 53],
    ['not at another address', { node: 'one', ip: '198.51.100.1', port: 53, protocol: 'UDP' }, undefined],
    ['not of another node', { node: 'two', ip: '192.168.0.2', port: 8080, protocol: 'TCP' }, undefined],
    ['not of another protocol', { node: 'one', ip: '192.168.0.1', port: 8080, protocol: 'UDP' }, undefined],
    [
      'not of an init container that has ended',
      { node: 'one', ip: '192.168.0.1', port: 1, protocol: 'TCP' },
      undefined,
    ],
  ] as const)('%s', (_, { node, ip, ...to }, port) => {
    expect(hostPortAt(routes, node, { ...to, ip: address(ip) })?.containerPort).toBe(port);
  });
});
