import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { validateStructure } from './index.ts';

function messages(yaml: string): readonly string[] {
  const object = parse(yaml);
  return validateStructure(object, object).map(({ message }) => message);
}

const clusterPolicy = (spec: string): string =>
  `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: c}, spec: ${spec}}`;
const rule = (fields: string): string =>
  clusterPolicy(`{tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, ${fields}}]}`);
const adminPolicy = (spec: string): string =>
  `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a}, spec: ${spec}}`;
const adminRule = (fields: string): string =>
  adminPolicy(`{priority: 1, subject: {namespaces: {}}, egress: [{action: Allow, ${fields}}]}`);

const BETA = 'policy.networking.k8s.io/v1beta1';
const beta = (yaml: string): string => yaml.replace('policy.networking.k8s.io/v1alpha2', BETA);

test.each([
  beta(rule('from: [{namespaces: {matchLabels: {a: b}}}]')),
  beta(rule('from: [{pods: {podSelector: {}}}], protocols: [{tcp: {destinationPort: {number: 80}}}]')),
  rule('from: [{namespaces: {matchLabels: {a: b}}}]'),
  rule('from: [{pods: {podSelector: {}}}], protocols: [{tcp: {destinationPort: {range: {start: 1, end: 9}}}}]'),
  rule('from: [{namespaces: {}}], protocols: [{destinationNamedPort: http}]'),
  adminRule('to: [{networks: [10.0.0.0/8]}, {domainNames: ["*.example.com"]}], ports: [{namedPort: dns}]'),
  adminRule('to: [{nodes: {}}], ports: [{portNumber: {protocol: UDP, port: 53}}, {portRange: {start: 1, end: 2}}]'),
  '{apiVersion: policy.networking.k8s.io/v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: {name: default}, spec: {subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}',
])('accepts %s', (yaml) => {
  expect(messages(yaml)).toEqual([]);
});

test.each([
  [beta(clusterPolicy('{priority: 1, subject: {namespaces: {}}}')), 'spec.tier: Required value'],
  [
    beta(rule('from: [{namespaces: {}, pod: {podSelector: {}}}]')),
    'strict decoding error: unknown field "spec.ingress[0].from[0].pod"',
  ],
  // AdminNetworkPolicy has no beta.
  [
    adminPolicy('{priority: 1, subject: {namespaces: {}}}').replace('policy.networking.k8s.io/v1alpha1', BETA),
    `no matches for kind "AdminNetworkPolicy" in version "${BETA}"`,
  ],
  [clusterPolicy('{priority: 1, subject: {namespaces: {}}}'), 'spec.tier: Required value'],
  [
    clusterPolicy('{tier: admin, priority: 1, subject: {namespaces: {}}}'),
    'spec.tier: Unsupported value: "admin": supported values: "Admin", "Baseline"',
  ],
  [
    clusterPolicy('{tier: Admin, priority: "1", subject: {namespaces: {}}}'),
    'spec.priority: Invalid value: "string": spec.priority in body must be of type integer: "string"',
  ],
  [
    clusterPolicy('{tier: Admin, priority: 1001, subject: {namespaces: {}}}'),
    'spec.priority: Invalid value: 1001: spec.priority in body should be less than or equal to 1000',
  ],
  [
    clusterPolicy('{tier: Admin, priority: 1, subject: {}}'),
    'spec.subject: Invalid value: 0: spec.subject in body should have at least 1 properties',
  ],
  [
    rule('from: []'),
    'spec.ingress[0].from: Invalid value: 0: spec.ingress[0].from in body should have at least 1 items',
  ],
  [
    rule('from: [{namespaces: {}, pods: {podSelector: {}}}]'),
    'spec.ingress[0].from[0]: Too many: 2: must have at most 1 items',
  ],
  // One slip is one problem: the misspelt peer is not counted as well.
  [
    rule('from: [{namespaces: {}, pod: {podSelector: {}}}]'),
    'strict decoding error: unknown field "spec.ingress[0].from[0].pod"',
  ],
  // One wrong type is one problem: that it is none of the allowed values goes without saying.
  [
    clusterPolicy('{tier: 1, priority: 1, subject: {namespaces: {}}}'),
    'spec.tier: Invalid value: "integer": spec.tier in body must be of type string: "integer"',
  ],
  // A custom kind takes no null.
  [
    rule('from: null'),
    'spec.ingress[0].from: Invalid value: "null": spec.ingress[0].from in body must be of type array: "null"',
  ],
  // v1alpha2 says Accept where v1alpha1 says Allow.
  [
    clusterPolicy(
      '{tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Allow, to: [{namespaces: {}}]}]}',
    ),
    'spec.egress[0].action: Unsupported value: "Allow": supported values: "Accept", "Deny", "Pass"',
  ],
  [adminRule('to: [{sameLabels: [tenant]}]'), 'strict decoding error: unknown field "spec.egress[0].to[0].sameLabels"'],
  [
    adminPolicy('{priority: 1, subject: {pods: {podSelector: {}}}}'),
    'spec.subject.pods.namespaceSelector: Required value',
  ],
  [
    '{apiVersion: policy.networking.k8s.io/v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: {name: default}, spec: {subject: {namespaces: {}}, egress: [{action: Pass, to: [{nodes: {}}]}]}}',
    'spec.egress[0].action: Unsupported value: "Pass": supported values: "Allow", "Deny"',
  ],
  [
    adminRule('name: 5, to: [{nodes: {}}]'),
    'spec.egress[0].name: Invalid value: "integer": spec.egress[0].name in body must be of type string: "integer"',
  ],
  // The metadata of a custom object are decoded like those of every other.
  [
    '{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {labels: {a: 1}}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}}}',
    'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
  ],
])('%s is refused', (yaml, message) => {
  expect(messages(yaml)).toEqual([message]);
});

test.each([
  // Refused by the API server, and yet without doubt: an absent selector can only be the empty one.
  { yaml: adminRule('to: [{pods: {namespaceSelector: {}}}]'), severities: ['warning'] },
  { yaml: adminPolicy('{priority: 1}'), severities: ['error'] },
  { yaml: '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, spec: {}, status: {}}', severities: ['warning'] },
  { yaml: '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, spec: {status: {}}}', severities: ['error'] },
])('$yaml is worth $severities', ({ yaml, severities }) => {
  const object = parse(yaml);
  expect(validateStructure(object, object).map(({ severity }) => severity)).toEqual(severities);
});
