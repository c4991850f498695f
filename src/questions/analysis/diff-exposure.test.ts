import { expect, test } from 'vitest';
import type { ExposureChange } from '../../engine/model/index.ts';
import { diffMatrices } from './index.ts';
import { connectivityOf, policy, SHOP } from './testing/shop.ts';

const SERVICE = (spec: string): string =>
  `{kind: Service, metadata: {namespace: shop, name: web}, spec: {selector: {app: web}, ${spec}}}\n---\n`;
const PORT = 'ports: [{port: 80, targetPort: http}]';
const NODE_PORT = (port: number): string =>
  SERVICE(`type: NodePort, ports: [{port: 80, nodePort: ${port}, targetPort: http}]`);
const INGRESS = (host: string): string =>
  `{kind: Ingress, metadata: {namespace: shop, name: i}, spec: {rules: [{host: ${host}, http: {paths: [{path: /, backend: {service: {name: web, port: {number: 80}}}}]}}]}}\n---\n`;
const SHUT = policy('shop/web', '{podSelector: {matchLabels: {app: web}}, ingress: []}');
const NODES = policy(
  'shop/web',
  '{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 192.168.0.0/24}}]}]}',
);

const MESH =
  '{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {namespace: shop, name: c}, spec: {selector: {matchLabels: {app: web}}}}\n---\n';

const words = ({ via, address, to, before, after }: ExposureChange): string =>
  `${via} ${address} to ${to.name}: ${before} to ${after}`;

test.each([
  { rule: 'a Service that is exposed on neither side', before: '', after: SERVICE(PORT), opened: [], closed: [] },
  {
    rule: 'a Service that becomes a NodePort',
    before: SERVICE(PORT),
    after: NODE_PORT(30080),
    opened: ['NodePort *:30080 to web: none to all'],
    closed: [],
  },
  {
    rule: 'another node port',
    before: NODE_PORT(30080),
    after: NODE_PORT(30081),
    opened: ['NodePort *:30081 to web: none to all'],
    closed: ['NodePort *:30080 to web: all to none'],
  },
  {
    rule: 'a policy that is not modelled: what was open may be shut, and nothing is opened',
    before: NODE_PORT(30080),
    after: NODE_PORT(30080) + MESH,
    opened: [],
    closed: ['NodePort *:30080 to web: all to unknown'],
  },
  {
    rule: 'such a policy that goes: what is open now may have been shut',
    before: NODE_PORT(30080) + MESH,
    after: NODE_PORT(30080),
    opened: ['NodePort *:30080 to web: unknown to all'],
    closed: [],
  },
  {
    rule: 'such a policy on both sides',
    before: NODE_PORT(30080) + MESH,
    after: NODE_PORT(30080) + MESH,
    opened: [],
    closed: [],
  },
  { rule: 'the same on both sides', before: NODE_PORT(30080), after: NODE_PORT(30080), opened: [], closed: [] },
  {
    rule: 'another host of an Ingress',
    before: SERVICE(PORT) + INGRESS('a.example'),
    after: SERVICE(PORT) + INGRESS('b.example'),
    opened: ['Ingress b.example/ to web: none to all'],
    closed: ['Ingress a.example/ to web: all to none'],
  },
  {
    rule: "a policy that leaves a way in to the pod's own node",
    before: NODE_PORT(30080),
    after: NODE_PORT(30080) + SHUT,
    opened: [],
    closed: ['NodePort *:30080 to web: all to own-node'],
  },
  {
    rule: 'a policy that lets the nodes in again',
    before: NODE_PORT(30080) + SHUT,
    after: NODE_PORT(30080) + NODES,
    opened: ['NodePort *:30080 to web: own-node to all'],
    closed: [],
  },
  {
    rule: 'an Ingress that policies shut on both sides',
    before: SERVICE(PORT) + SHUT,
    after: SERVICE(PORT) + SHUT + INGRESS('a.example'),
    opened: [],
    closed: [],
  },
])('$rule', ({ before, after, opened, closed }) => {
  const { exposure } = diffMatrices(connectivityOf(SHOP + before), connectivityOf(SHOP + after));
  expect({ opened: exposure.opened.map(words), closed: exposure.closed.map(words) }).toEqual({ opened, closed });
});
