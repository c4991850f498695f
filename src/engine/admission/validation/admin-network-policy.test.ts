import { describe, expect, test } from 'vitest';
import { errorsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('AdminNetworkPolicies', () => {
  const policy = (spec: string): string =>
    `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: default}, spec: {priority: 1, subject: {namespaces: {}}, egress: [{${spec}}]}}`;

  test.each([
    {
      spec: 'action: Deny, to: [{networks: [10.0.0.0]}]',
      says: ['spec.egress[0].to[0].networks[0]: Invalid value: "10.0.0.0": Invalid CIDR format provided'],
    },
    {
      spec: 'action: Deny, to: [{networks: [10.0.0.0/8]}], ports: [{namedPort: http}]',
      says: [
        'spec.egress[0]: Invalid value: networks/nodes/domainNames peer cannot be set with namedPorts since there are no namedPorts for networks/nodes/domainNames',
      ],
    },
    {
      spec: 'action: Deny, to: [{nodes: {}}], ports: [{namedPort: http}]',
      says: [
        'spec.egress[0]: Invalid value: networks/nodes/domainNames peer cannot be set with namedPorts since there are no namedPorts for networks/nodes/domainNames',
      ],
    },
    {
      spec: 'action: Deny, to: [{namespaces: {}}, {domainNames: [a.b]}], ports: [{namedPort: http}]',
      says: [
        'spec.egress[0]: Invalid value: networks/nodes/domainNames peer cannot be set with namedPorts since there are no namedPorts for networks/nodes/domainNames',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(policy(spec))).toEqual(says);
  });

  test.each([
    "action: Pass, to: [{networks: [10.0.0.0/8, '::/0']}, {nodes: {}}]",
    'action: Pass, to: [{networks: [10.1.2.3/8]}]',
    'action: Deny, to: [{namespaces: {}}], ports: [{namedPort: http}]',
    'action: Deny, to: [{namespaces: {}}], ports: [{portRange: {start: 5, end: 5}}]',
  ])('%s is fine', (spec) => {
    expect(errorsOf(policy(spec))).toEqual([]);
  });
});

describe('BaselineAdminNetworkPolicies', () => {
  const policy = (spec: string): string =>
    `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: {name: default}, spec: {subject: {namespaces: {}}, egress: [{${spec}}]}}`;

  test.each([
    {
      spec: 'action: Deny, to: [{nodes: {}}], ports: [{namedPort: http}]',
      says: [
        'spec.egress[0]: Invalid value: networks/nodes peer cannot be set with namedPorts since there are no namedPorts for networks/nodes',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(policy(spec))).toEqual(says);
  });

  test.each(['action: Deny, to: [{networks: [10.0.0.0/8]}]'])('%s is fine', (spec) => {
    expect(errorsOf(policy(spec))).toEqual([]);
  });
});

describe('the name of the baseline', () => {
  const policy = (spec: string): string =>
    `{apiVersion: policy.networking.k8s.io/v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: {name: ${spec}}, spec: {subject: {namespaces: {}}}}`;

  test.each([
    {
      spec: 'other',
      says: [
        '<nil>: Invalid value: Only one baseline admin network policy with metadata.name="default" can be created in the cluster',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(policy(spec))).toEqual(says);
  });

  test.each(['default'])('%s is fine', (spec) => {
    expect(errorsOf(policy(spec))).toEqual([]);
  });
});

describe.each(['v1alpha2', 'v1beta1'])('ClusterNetworkPolicies of %s', (version) => {
  const policy = (spec: string): string =>
    `{apiVersion: policy.networking.k8s.io/${version}, kind: ClusterNetworkPolicy, metadata: {name: default}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{${spec}}]}}`;

  test.each([
    {
      spec: 'action: Accept, to: [{networks: [10.0.0.0]}]',
      says: ['spec.egress[0].to[0].networks[0]: Invalid value: "10.0.0.0": Invalid CIDR format provided'],
    },
    // Host bits: since release 0.2.1.
    {
      spec: 'action: Accept, to: [{networks: [10.1.2.3/8]}]',
      says: ['spec.egress[0].to[0].networks[0]: Invalid value: "10.1.2.3/8": Invalid CIDR format provided'],
    },
    {
      spec: 'action: Accept, to: [{nodes: {}}], protocols: [{destinationNamedPort: http}]',
      says: [
        'spec.egress[0]: Invalid value: networks/nodes/domainNames peer cannot be set with namedPorts since there are no namedPorts for networks/nodes/domainNames',
      ],
    },
    {
      spec: 'action: Accept, to: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {range: {start: 2, end: 2}}}}]',
      says: [
        'spec.egress[0].protocols[0].tcp.destinationPort.range: Invalid value: Start port must be less than End port',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(policy(spec))).toEqual(says);
  });

  test.each([
    "action: Deny, to: [{networks: [10.0.0.0/8, 10.1.2.3/32, 'fd00::/8', '::/0']}]",
    'action: Accept, to: [{namespaces: {}}], protocols: [{destinationNamedPort: http}, {udp: {destinationPort: {range: {start: 1, end: 2}}}}]',
  ])('%s is fine', (spec) => {
    expect(errorsOf(policy(spec))).toEqual([]);
  });
});
