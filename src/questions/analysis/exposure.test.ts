import { expect, test } from 'vitest';
import type { MatrixExposure } from '../../engine/model/index.ts';
import { matrixOf } from './index.ts';
import { connectivityOf, policy, SHOP } from './testing/shop.ts';

const SERVICE = (spec: string): string =>
  `{kind: Service, metadata: {namespace: shop, name: web}, spec: {selector: {app: web}, ${spec}}}\n---\n`;
const LOCAL = 'externalIPs: [198.51.100.7], externalTrafficPolicy: Local';
const PORT = 'ports: [{port: 80, targetPort: http}]';
const INGRESS = (rule: string): string =>
  `{kind: Ingress, metadata: {namespace: shop, name: i}, spec: {${rule}}}\n---\n`;
const only = (rules: string): string =>
  policy('shop/web', `{podSelector: {matchLabels: {app: web}}, ingress: ${rules}}`);

function words({ via, address, protocol, to, port, permitted }: MatrixExposure): string {
  return `${via} ${address}/${protocol} to ${to.name}:${port} ${permitted}`;
}

function exposed(yaml: string): readonly string[] {
  return (matrixOf(connectivityOf(SHOP + yaml), { exposure: true }).exposure ?? []).map(words);
}

test.each([
  { rule: 'a ClusterIP exposes nothing', yaml: SERVICE(PORT), ways: [] },
  {
    rule: 'a node port leads to the port of the pods',
    yaml: SERVICE('type: NodePort, ports: [{port: 80, nodePort: 30080, targetPort: http}]'),
    ways: ['NodePort *:30080/TCP to web:8080 all'],
  },
  {
    rule: 'a load balancer without an address is pending',
    yaml: SERVICE(`type: LoadBalancer, ${PORT}`),
    ways: ['LoadBalancer <pending>:80/TCP to web:8080 all'],
  },
  {
    rule: 'external IPs expose any Service',
    yaml: SERVICE(`externalIPs: [198.51.100.7], ${PORT}`),
    ways: ['ExternalIP 198.51.100.7:80/TCP to web:8080 all'],
  },
  {
    rule: 'a port that the pods do not have leads nowhere',
    yaml: SERVICE('externalIPs: [198.51.100.7], ports: [{port: 80, targetPort: nope}]'),
    ways: [],
  },
  {
    rule: 'a policy may shut it, where the client keeps its address',
    yaml: SERVICE(`${LOCAL}, ${PORT}`) + only('[{ports: [{port: 80}]}]'),
    ways: ['ExternalIP 198.51.100.7:80/TCP to web:8080 none'],
  },
  {
    rule: "a policy may open it for some clients' addresses",
    yaml: SERVICE(`${LOCAL}, ${PORT}`) + only('[{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}]'),
    ways: ['ExternalIP 198.51.100.7:80/TCP to web:8080 some'],
  },
  {
    rule: "otherwise no policy shuts the pod's own node",
    yaml: SERVICE(`externalIPs: [198.51.100.7], ${PORT}`) + only('[{ports: [{port: 80}]}]'),
    ways: ['ExternalIP 198.51.100.7:80/TCP to web:8080 own-node'],
  },
  {
    rule: "the client's address counts for nothing there",
    yaml: SERVICE(`externalIPs: [198.51.100.7], ${PORT}`) + only('[{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}]'),
    ways: ['ExternalIP 198.51.100.7:80/TCP to web:8080 own-node'],
  },
  {
    rule: 'but the address of a node does',
    yaml: SERVICE(`externalIPs: [198.51.100.7], ${PORT}`) + only('[{from: [{ipBlock: {cidr: 192.168.0.11/32}}]}]'),
    ways: ['ExternalIP 198.51.100.7:80/TCP to web:8080 some'],
  },
  {
    rule: 'and a block of all nodes opens it for all',
    yaml: SERVICE(`externalIPs: [198.51.100.7], ${PORT}`) + only('[{from: [{ipBlock: {cidr: 192.168.0.0/24}}]}]'),
    ways: ['ExternalIP 198.51.100.7:80/TCP to web:8080 all'],
  },
  {
    rule: 'an Ingress leads through its Service',
    yaml:
      SERVICE(PORT) +
      INGRESS(
        'rules: [{host: a.example, http: {paths: [{path: /x, backend: {service: {name: web, port: {number: 80}}}}]}}]',
      ),
    ways: ['Ingress a.example/x/TCP to web:8080 all'],
  },
  {
    rule: 'the client of an Ingress is its controller, not who is outside',
    yaml:
      SERVICE(PORT) +
      INGRESS('defaultBackend: {service: {name: web, port: {number: 80}}}') +
      only('[{from: [{namespaceSelector: {}}], ports: [{port: 8080}]}]'),
    ways: ['Ingress *//TCP to web:8080 all'],
  },
  {
    rule: 'which pods of its own namespace alone do not admit',
    yaml:
      SERVICE(PORT) +
      INGRESS('defaultBackend: {service: {name: web, port: {number: 80}}}') +
      only('[{from: [{podSelector: {}}]}]'),
    ways: ['Ingress *//TCP to web:8080 none'],
  },
])('$rule', ({ yaml, ways }) => {
  expect(exposed(yaml)).toEqual(ways);
});

test('the JSON has no exposure unless it is asked for', () => {
  expect(Object.keys(matrixOf(connectivityOf(SHOP)))).toEqual(['connections']);
});
