import { describe, expect, test } from 'vitest';
import { ruleJson } from '../../../report/index.ts';
import { nodeOf, packetOf, stateOf, testSpec } from '../../testing/index.ts';
import { compileServices, translate } from './index.ts';

const spec = {
  ...testSpec,
  proxy: { ...testSpec.proxy, nodePortAddresses: ['primary'] },
  nodes: [
    nodeOf({ name: 'n1', addresses: ['192.168.0.1', '192.168.1.1'] }),
    nodeOf({ name: 'bare', addresses: ['192.168.0.2'], kubeProxy: false }),
  ],
};

const manifests = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  clusterIP: 10.96.0.20
  ports:
    - {name: http, port: 80, targetPort: 8080, nodePort: 30080}
    - {name: dns, port: 53, protocol: UDP, nodePort: 30053}
status: {loadBalancer: {ingress: [{ip: 203.0.113.201, ipMode: Proxy}]}}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
ports: [{name: http, port: 8080}]
endpoints: [{addresses: [10.244.1.2]}]
---
apiVersion: v1
kind: Service
metadata: {name: other, labels: {service.kubernetes.io/service-proxy-name: mesh}}
spec: {clusterIP: 10.96.0.21, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: headless}
spec: {clusterIP: None, ports: [{port: 80}]}
`;

function misses(packet: Partial<Parameters<typeof packetOf>[0]>, node = 'n1') {
  const { table } = compileServices(stateOf(manifests, spec));
  const asked = packetOf({ source: '10.244.1.7', destination: '10.96.0.20', port: 80, ...packet });
  const translation = translate(table, asked, { node, from: 'outside' });
  if (translation.kind !== 'not-handled') throw new Error(translation.kind);
  return translation.considered;
}

describe('a packet that no Service takes names what its sender may have meant', () => {
  test.each([
    {
      what: 'a port that the Service does not have',
      packet: { port: 9 },
      first: /Service default\/web answers on 80\/TCP \(http\), not 9\/TCP$/,
      count: 2,
    },
    {
      what: 'the port in another protocol',
      packet: { port: 53 },
      first: /answers on 53\/UDP \(dns\), not 53\/TCP$/,
      count: 2,
    },
    {
      what: 'the targetPort',
      packet: { port: 8080 },
      first: /80\/TCP \(http\), not 8080\/TCP: 8080 is its targetPort/,
      count: 2,
    },
    { what: 'the nodePort', packet: { port: 30080 }, first: /30080 is its nodePort, which nodes answer/, count: 2 },
    {
      what: 'a cluster IP that nobody has',
      packet: { destination: '10.96.0.99' },
      first: /no Service has that address/,
      count: 1,
    },
    {
      what: 'another service proxy',
      packet: { destination: '10.96.0.21' },
      first: /left to the service proxy mesh/,
      count: 1,
    },
    { what: 'ipMode Proxy', packet: { destination: '203.0.113.201' }, first: /its ipMode is Proxy/, count: 1 },
    {
      what: 'an address where node ports do not answer',
      packet: { destination: '192.168.1.1', port: 30080 },
      first: /node port 30080 of Service default\/web does not answer at 192.168.1.1, only at 192.168.0.1:30080/,
      count: 1,
    },
    {
      what: 'a node port in another protocol',
      packet: { destination: '192.168.0.1', port: 30053 },
      first: /node port 30053 of Service default\/web is UDP, not TCP/,
      count: 1,
    },
    {
      what: 'a Service port at a node',
      packet: { destination: '192.168.0.1', port: 80 },
      first: /port 80 of Service default\/web is node port 30080 on nodes/,
      count: 1,
    },
  ])('$what', ({ packet, first, count }) => {
    const considered = misses(packet);
    expect(considered).toHaveLength(count);
    expect(considered[0]?.mismatch).toMatch(first);
  });

  test.each([
    { destination: '10.96.0.20', port: 80 },
    { destination: '192.168.0.2', port: 30080 },
  ])('a node without kube-proxy has no rules for $destination:$port', (packet) => {
    const [nearest] = misses(packet, 'bare');
    expect(nearest?.mismatch).toBe('node bare runs no kube-proxy, so it has no rules for Service default/web');
    expect(nearest && ruleJson(nearest.rule).path).toBe('spec.ports[0]');
  });

  test.each([
    { what: 'the address of a pod', packet: { destination: '10.244.1.2', port: 8080 }, node: 'n1' },
    { what: 'a node that does not exist', packet: {}, node: 'n9' },
  ])('$what has none', ({ packet, node }) => {
    expect(misses(packet, node)).toEqual([]);
  });
});
