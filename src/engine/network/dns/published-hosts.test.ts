import { expect, test } from 'vitest';
import { stateOf, testSpec } from '../../testing/index.ts';
import { answer } from './answer.ts';
import { compileZone } from './compile-zone.ts';

function ingressOf(name: string, host: string, ip: string | undefined): string {
  const status = ip === undefined ? '' : `, status: {loadBalancer: {ingress: [{ip: ${ip}}]}}`;
  return `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: ${name}}, spec: {rules: [{host: "${host}"}]}${status}}`;
}

const CLUSTER = [
  ingressOf('blog', 'Blog.example.com', '203.0.113.20'),
  ingressOf('own', 'own.example.com', '203.0.113.20'),
  ingressOf('staff', '*.staff.example.com', '203.0.113.21'),
  ingressOf('unserved', 'unserved.example.com', undefined),
].join('\n---\n');

const externalHosts = [{ name: 'own.example.com', addresses: ['203.0.113.4'] }];
const { table: zone } = compileZone(stateOf(CLUSTER, { ...testSpec, externalHosts }));

test.each([
  ['blog.example.com.', 'NOERROR', ['203.0.113.20']],
  ['hr.staff.example.com.', 'NOERROR', ['203.0.113.21']],
  // what the user says of a host wins
  ['own.example.com.', 'NOERROR', ['203.0.113.4']],
  ['staff.example.com.', 'NXDOMAIN', []],
  // without an address there is nothing to publish
  ['unserved.example.com.', 'NXDOMAIN', []],
])('nameservers outside answer %s with %s', (name, rcode, addresses) => {
  const found = answer(zone, { name, type: 'A' });
  expect([found.rcode, found.records.map(({ data }) => data)]).toEqual([rcode, addresses]);
});
