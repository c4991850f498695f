import { describe, expect, test } from 'vitest';
import { errorsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('admin network policies', () => {
  const policy = (spec: string): string =>
    `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: n}, spec: {${spec}}}`;

  test.each([
    {
      spec: 'priority: 1001, subject: {namespaces: {}}',
      says: ['spec.priority: Invalid value: 1001: spec.priority in body should be less than or equal to 1000'],
    },
    {
      spec: 'priority: -1, subject: {namespaces: {}}',
      says: ['spec.priority: Invalid value: -1: spec.priority in body should be greater than or equal to 0'],
    },
    { spec: 'subject: {namespaces: {}}', says: ['spec.priority: Required value'] },
    {
      spec: 'priority: 1, subject: {}',
      says: ['spec.subject: Invalid value: 0: spec.subject in body should have at least 1 properties'],
    },
    {
      spec: 'priority: 1, subject: {namespaces: {}, pods: {namespaceSelector: {}, podSelector: {}}}',
      says: ['spec.subject: Too many: 2: must have at most 1 item'],
    },
    {
      spec: 'priority: 1, subject: {pods: {podSelector: {}}}',
      says: ['spec.subject.pods.namespaceSelector: Required value'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(policy(spec))).toEqual(says);
  });

  test.each([
    'priority: 0, subject: {namespaces: {}}',
    'priority: 1000, subject: {pods: {namespaceSelector: {}, podSelector: {}}}',
  ])('%s is fine', (spec) => {
    expect(errorsOf(policy(spec))).toEqual([]);
  });
});

describe('their rules', () => {
  const policy = (spec: string): string =>
    `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: n}, spec: {priority: 1, subject: {namespaces: {}}, ${spec}}}`;

  test.each([
    {
      spec: 'ingress: [{action: Accept, from: [{namespaces: {}}]}]',
      says: ['spec.ingress[0].action: Unsupported value: "Accept": supported values: "Allow", "Deny", "Pass"'],
    },
    {
      spec: 'ingress: [{action: Allow, from: []}]',
      says: ['spec.ingress[0].from: Invalid value: 0: spec.ingress[0].from in body should have at least 1 items'],
    },
    {
      spec: 'ingress: [{action: Allow, from: [{}]}]',
      says: [
        'spec.ingress[0].from[0]: Invalid value: 0: spec.ingress[0].from[0] in body should have at least 1 properties',
      ],
    },
    {
      spec: 'egress: [{action: Deny, to: [{networks: [10.0.0.0]}]}]',
      says: ['spec.egress[0].to[0].networks[0]: Invalid value: "10.0.0.0": Invalid CIDR format provided'],
    },
    {
      spec: 'egress: [{action: Deny, to: [{networks: []}]}]',
      says: [
        'spec.egress[0].to[0].networks: Invalid value: 0: spec.egress[0].to[0].networks in body should have at least 1 items',
      ],
    },
    {
      spec: 'egress: [{action: Deny, to: [{domainNames: [x]}]}]',
      says: [
        `spec.egress[0].to[0].domainNames[0]: Invalid value: "x": spec.egress[0].to[0].domainNames[0] in body should match '^(\\*\\.)?([a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.)+[a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.?$'`,
      ],
    },
    {
      spec: 'egress: [{action: Deny, to: [{networks: [10.0.0.0/8]}], ports: [{namedPort: http}]}]',
      says: [
        'spec.egress[0]: Invalid value: networks/nodes/domainNames peer cannot be set with namedPorts since there are no namedPorts for networks/nodes/domainNames',
      ],
    },
    {
      spec: 'ingress: [{action: Allow, from: [{namespaces: {}}], ports: [{}]}]',
      says: [
        'spec.ingress[0].ports[0]: Invalid value: 0: spec.ingress[0].ports[0] in body should have at least 1 properties',
      ],
    },
    {
      spec: 'ingress: [{action: Allow, from: [{namespaces: {}}], ports: [{portNumber: {port: 80}, namedPort: http}]}]',
      says: ['spec.ingress[0].ports[0]: Too many: 2: must have at most 1 item'],
    },
    {
      spec: 'ingress: [{action: Allow, from: [{namespaces: {}}], ports: [{portNumber: {port: 0}}]}]',
      says: [
        'spec.ingress[0].ports[0].portNumber.port: Invalid value: 0: spec.ingress[0].ports[0].portNumber.port in body should be greater than or equal to 1',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(policy(spec))).toEqual(says);
  });

  test.each([
    'egress: [{action: Pass, to: [{networks: [10.0.0.0/8]}, {nodes: {}}, {domainNames: [a.b]}]}]',
    'ingress: [{action: Allow, from: [{namespaces: {}}], ports: [{portRange: {start: 5, end: 5}}, {namedPort: http}]}]',
  ])('%s is fine', (spec) => {
    expect(errorsOf(policy(spec))).toEqual([]);
  });
});

describe('baseline admin network policies', () => {
  const policy = (spec: string): string =>
    `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: {name: ${spec}}`;

  test.each([
    {
      spec: 'other}, spec: {subject: {namespaces: {}}}',
      says: [
        '<nil>: Invalid value: Only one baseline admin network policy with metadata.name="default" can be created in the cluster',
      ],
    },
    {
      spec: 'default}, spec: {subject: {namespaces: {}}, egress: [{action: Pass, to: [{namespaces: {}}]}]}',
      says: ['spec.egress[0].action: Unsupported value: "Pass": supported values: "Allow", "Deny"'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(policy(spec))).toEqual(says);
  });

  test.each(['default}, spec: {subject: {namespaces: {}}}'])('%s is fine', (spec) => {
    expect(errorsOf(policy(spec))).toEqual([]);
  });
});
