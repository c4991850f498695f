import { expect, test } from 'vitest';
import { address, stateOf } from '../../../testing/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { compileServices } from '../index.ts';
import type { ProxiedPort } from '../proxied-port.ts';
import { endpointChain, endpointChainBase, portChainBase, portHash, portName } from './chain-names.ts';

function portOf(namespace: string, name: string, port: string): ProxiedPort {
  const { table } = compileServices(
    stateOf(`
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  clusterIP: 10.96.0.20
  ports: [{port: 80, ${port === '' ? '' : `name: ${port}`}}]`),
  );
  const [first] = table.index.ports;
  if (first === undefined) throw new Error('no port');
  return first;
}

function endpointOf(ip: string): Endpoint {
  const slice = { kind: 'EndpointSlice', name: 'e' };
  return {
    ip: address(ip),
    port: 80,
    slice,
    ready: true,
    serving: true,
    terminating: false,
    zoneHints: [],
    nodeHints: [],
  };
}

// The hashes are those of kube-proxy's own tests, TestOverallIPTables and TestOverallNFTables, and of real clusters.
test.each([
  ['ns1', 'svc1', 'p80', 'ns1/svc1:p80', 'XPGD46QRK7WJZT7O', 'ULMVA6XW-ns1/svc1/tcp/p80'],
  ['ns2', 'svc2', 'p80', 'ns2/svc2:p80', 'GNZBNJ2PO5MGZ6GT', '42NFTM6N-ns2/svc2/tcp/p80'],
  [
    'default',
    'kubernetes',
    'https',
    'default/kubernetes:https',
    'NPX46M4PTMTKRN6Y',
    '2QRHZV4L-default/kubernetes/tcp/https',
  ],
])('the chains of port %3$s of Service %1$s/%2$s', (namespace, service, name, text, hash, base) => {
  const port = portOf(namespace, service, name);
  expect(portName(port)).toBe(text);
  expect(portHash(port)).toBe(hash);
  expect(portChainBase(port)).toBe(base);
});

test('an unnamed port has no colon in its name, and an empty last part in its nftables chain', () => {
  const port = portOf('default', 'web', '');
  expect(portName(port)).toBe('default/web');
  expect(portChainBase(port)).toMatch(/^[A-Z2-7]{8}-default\/web\/tcp\/$/);
});

test('an endpoint has chains of its own', () => {
  const port = portOf('ns1', 'svc1', 'p80');
  expect(endpointChain(port, '10.180.0.1:80')).toBe('KUBE-SEP-SXIVWICOYRO3J4NJ');
  expect(endpointChainBase(port, endpointOf('10.180.0.1'))).toBe('5OJB2KTY-ns1/svc1/tcp/p80__10.180.0.1/80');
});

test('the colons of IPv6 become dots in nftables', () => {
  expect(endpointChainBase(portOf('ns1', 'svc1', 'p80'), endpointOf('fd00::1'))).toMatch(
    /^[A-Z2-7]{8}-ns1\/svc1\/tcp\/p80__fd00\.\.1\/80$/,
  );
});

test('a name that nftables would find too long ends in dots, after 240 characters', () => {
  const long = (letter: string) => letter.repeat(63);
  const base = endpointChainBase(
    portOf(long('n'), long('s'), long('p')),
    endpointOf('fd00:1111:2222:3333:4444:5555:6666:7777'),
  );
  expect(base).toHaveLength(240);
  expect(base.endsWith('...')).toBe(true);
});
