import { describe, expect, test } from 'vitest';
import { nodeOf, packetOf, stateOf, testSpec } from '../../testing/index.ts';
import { compileServices, translate } from './index.ts';

const zone = (name: string) => ({ 'topology.kubernetes.io/zone': name });
const spec = {
  ...testSpec,
  nodes: [
    nodeOf({ name: 'a1', addresses: ['192.168.0.1'], labels: zone('a') }),
    nodeOf({ name: 'b1', addresses: ['192.168.0.2'], labels: zone('b') }),
    nodeOf({ name: 'bare', addresses: ['192.168.0.3'] }),
  ],
};

const service = (fields: string) => `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {clusterIP: 10.96.0.20, ${fields}}
---`;
const slice = (endpoints: string, ports = "[{name: '', port: 80}]", extra = '') => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-${endpoints.length}, labels: {kubernetes.io/service-name: web${extra}}}
addressType: IPv4
ports: ${ports}
endpoints: ${endpoints}
---`;

function chosen(manifests: string, node = 'a1', destination = '10.96.0.20'): readonly string[] {
  const { table } = compileServices(stateOf(manifests, spec));
  const packet = packetOf({ source: '10.244.0.7', destination, port: 80 });
  const translation = translate(table, packet, { node, from: 'pod' });
  if (translation.kind !== 'branches') return [translation.kind];
  return translation.branches.map(({ destination: { ip } }) => ip.text.slice(ip.text.lastIndexOf('.')));
}

const ep = (last: number, fields = '') => `{addresses: [10.244.0.${last}]${fields === '' ? '' : `, ${fields}`}}`;
const UNREADY = 'conditions: {ready: false, serving: false, terminating: false}';
const ENDING = 'conditions: {ready: false, serving: true, terminating: true}';
const ENDED = 'conditions: {ready: false, serving: false, terminating: true}';
const hint = (zones: string, nodes = '') =>
  `hints: {forZones: [${zones.split(' ').map((name) => `{name: ${name}}`)}]${nodes === '' ? '' : `, forNodes: [{name: ${nodes}}]`}}`;

describe('readiness', () => {
  test.each([
    {
      rule: 'ready ones, by the string of their address',
      endpoints: [ep(2), ep(10), ep(3, UNREADY)],
      is: ['.10', '.2'],
    },
    { rule: 'terminating ones only where none is ready', endpoints: [ep(2), ep(3, ENDING)], is: ['.2'] },
    {
      rule: 'else those that serve while they terminate',
      endpoints: [ep(2, UNREADY), ep(3, ENDING), ep(4, ENDED)],
      is: ['.3'],
    },
    { rule: 'else none', endpoints: [ep(2, UNREADY), ep(4, ENDED)], is: ['end'] },
    { rule: 'unknown conditions count as ready', endpoints: [ep(2, 'conditions: {}')], is: ['.2'] },
    { rule: 'of two entries for one address, the one that stays', endpoints: [ep(2, ENDED), ep(2)], is: ['.2'] },
  ])('$rule', ({ endpoints, is }) => {
    expect(chosen(service('ports: [{port: 80}]') + slice(`[${endpoints.join(', ')}]`))).toEqual(is);
  });
});

describe('topology hints', () => {
  const all = [ep(2, hint('a')), ep(3, hint('b')), ep(4, hint('a b'))];
  test.each([
    { rule: 'a node keeps to its zone', node: 'a1', endpoints: all, is: ['.2', '.4'] },
    { rule: 'a node without a zone uses all', node: 'bare', endpoints: all, is: ['.2', '.3', '.4'] },
    {
      rule: 'one endpoint without hints voids them',
      node: 'a1',
      endpoints: [...all, ep(5)],
      is: ['.2', '.3', '.4', '.5'],
    },
    {
      rule: 'an unready one without hints does not',
      node: 'a1',
      endpoints: [...all, ep(5, UNREADY)],
      is: ['.2', '.4'],
    },
    { rule: 'no hint for the zone voids them', node: 'a1', endpoints: [ep(3, hint('b'))], is: ['.3'] },
    {
      rule: 'node hints come first',
      node: 'a1',
      endpoints: [ep(2, hint('a', 'a1')), ep(3, hint('a', 'b1'))],
      is: ['.2'],
    },
    {
      rule: 'and give way to zones',
      node: 'a1',
      endpoints: [ep(2, hint('a', 'x')), ep(3, hint('b', 'y'))],
      is: ['.2'],
    },
  ])('$rule', ({ node, endpoints, is }) => {
    expect(chosen(service('ports: [{port: 80}]') + slice(`[${endpoints.join(', ')}]`), node)).toEqual(is);
  });
});

test('the zone is that of the Node object, where there is one', () => {
  const node = `
apiVersion: v1
kind: Node
metadata: {name: a1, labels: {topology.kubernetes.io/zone: b}}
---`;
  const slices = slice(`[${ep(2, hint('a'))}, ${ep(3, hint('b'))}]`);
  expect(chosen(node + service('ports: [{port: 80}]') + slices)).toEqual(['.3']);
});

describe('how slices are joined', () => {
  const named = service('ports: [{name: http, port: 80, targetPort: 9}]');
  test.each([
    {
      rule: 'by the name of the port, not by targetPort',
      manifests: named + slice(`[${ep(2)}]`, '[{name: http, port: 8080}]'),
      is: ['.2'],
    },
    {
      rule: 'another name is another port',
      manifests: named + slice(`[${ep(2)}]`, '[{name: web, port: 8080}]'),
      is: ['end'],
    },
    {
      rule: 'and so is another protocol',
      manifests: named + slice(`[${ep(2)}]`, '[{name: http, port: 8080, protocol: UDP}]'),
      is: ['end'],
    },
    {
      rule: 'a port without a number is left out',
      manifests: named + slice(`[${ep(2)}]`, '[{name: http}]'),
      is: ['end'],
    },
    {
      rule: 'several slices add up',
      manifests:
        named +
        slice(`[${ep(2)}]`, '[{name: http, port: 80}]') +
        slice(`[${ep(3)}, ${ep(2)}]`, '[{name: http, port: 80}]'),
      is: ['.2', '.3'],
    },
    {
      rule: 'a slice for another service proxy is not seen',
      manifests:
        named + slice(`[${ep(2)}]`, '[{name: http, port: 80}]', ', service.kubernetes.io/service-proxy-name: other'),
      is: ['end'],
    },
  ])('$rule', ({ manifests, is }) => {
    expect(chosen(manifests)).toEqual(is);
  });

  test('each family has its own cluster IP and endpoints', () => {
    const dual = service('clusterIPs: [10.96.0.20, "fd00:96::0020"], ports: [{port: 80}]') + slice(`[${ep(2)}]`);
    expect(chosen(dual)).toEqual(['.2']);
    expect(chosen(dual, 'a1', 'fd00:96::20')).toEqual(['end']);
  });
});
