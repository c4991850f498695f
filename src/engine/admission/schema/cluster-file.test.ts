import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { formatFieldPath } from '../../model/index.ts';
import { isKnownKind, knownKinds, validateStructure } from './index.ts';

const CLUSTER = { apiVersion: 'curlew.dev/v1', kind: 'Cluster' };

function problemsOf(spec: string): readonly (readonly (string | undefined)[])[] {
  const object = { ...CLUSTER, metadata: { name: 'c' }, spec: parse(spec) };
  return validateStructure(object, CLUSTER).map(({ path, code, hint }) => [formatFieldPath(path), code, hint]);
}

test('the structure of a Cluster file is known, and yet it is no kind of the API', () => {
  expect(isKnownKind(CLUSTER)).toBe(true);
  expect(knownKinds().map(({ kind }) => kind)).not.toContain('Cluster');
});

test.each([
  '{}',
  '{extends: kind, network: {loadBalancer: none, policies: {endPort: false}}}',
  '{ingressController: nginx}',
  '{network: {loadBalancer: {pool: 10.0.0.0/24}}, dns: {nodeResolvConf: {searches: [x]}}, proxy: {mode: nftables}}',
  '{nodes: [{name: a, capacity: {pods: 30, cpu: 500m}, taints: [{key: k, effect: NoExecute}], up: false}]}',
  // Formats are for engine/profiles to judge, which has better words for them.
  '{kubernetesVersion: latest, network: {nodePortRange: x, loadBalancer: metallb}}',
])('accepts %s', (spec) => {
  expect(problemsOf(spec)).toEqual([]);
});

test.each([
  ['{podCIDR: 10.0.0.0/16}', 'spec.podCIDR', 'unknown-field', '"podCIDR" is a field of spec.network'],
  ['{network: {podCidr: 10.0.0.0/16}}', 'spec.network.podCidr', 'unknown-field', 'did you mean "podCIDR"?'],
  ['{nodes: [{name: a, adress: 10.0.0.1}]}', 'spec.nodes[0].adress', 'unknown-field', 'did you mean "address"?'],
  ['{nodes: [{address: 10.0.0.1}]}', 'spec.nodes[0].name', 'missing-field', undefined],
  ['{ingressController: traefik}', 'spec.ingressController', 'not-allowed-value', undefined],
  ['{proxy: {mode: nft}}', 'spec.proxy.mode', 'not-allowed-value', undefined],
  ['{proxy: {mode: iptable}}', 'spec.proxy.mode', 'not-allowed-value', 'did you mean "iptables"?'],
  [
    '{nodes: [{name: a, taints: [{key: k, effect: noSchedule}]}]}',
    'spec.nodes[0].taints[0].effect',
    'not-allowed-value',
    'did you mean "NoSchedule"?',
  ],
  ['{nodes: {name: a}}', 'spec.nodes', 'wrong-type', 'a list is expected here: each item begins with "- "'],
  ['{nodes: []}', 'spec.nodes', 'not-allowed-value', undefined],
  ['{network: {mtu: "1500"}}', 'spec.network.mtu', 'wrong-type', 'leave out the quotes: 1500'],
  ['{network: {mtu: 20}}', 'spec.network.mtu', 'not-allowed-value', undefined],
  ['{network: {loadBalancer: {}}}', 'spec.network.loadBalancer.pool', 'missing-field', undefined],
  // YAML reads it as a number, and 1.30 as 1.3.
  [
    '{kubernetesVersion: 1.30}',
    'spec.kubernetesVersion',
    'wrong-type',
    'put quotes around it, or 1.30 is the same as 1.3',
  ],
])('rejects %s at %s: %s', (spec, at, code, hint) => {
  expect(problemsOf(spec)).toEqual([[at, code, hint]]);
});

test.each([
  [{}, ['metadata: Required value']],
  [{ metadata: {} }, ['metadata.name: Required value']],
  [
    { metadata: { name: 7 } },
    ['metadata.name: Invalid value: "integer": metadata.name in body must be of type string: "integer"'],
  ],
  [
    { metadata: { name: 'c' }, apiVersion: 'v1' },
    ['apiVersion: Unsupported value: "v1": supported values: "curlew.dev/v1"'],
  ],
])('words what is wrong with %j as the API server would', (fields, messages) => {
  expect(validateStructure({ ...CLUSTER, ...fields }, CLUSTER).map(({ message }) => message)).toEqual(messages);
});

test('says which words there are, whatever stands in their place', () => {
  const spec = { network: { policies: { icmp: 1 } } };
  const [problem] = validateStructure({ ...CLUSTER, metadata: { name: 'c' }, spec }, CLUSTER);
  expect(problem?.hint).toMatch(/^supported values: "allow", "deny"/);
});
