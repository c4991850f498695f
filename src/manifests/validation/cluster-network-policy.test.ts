import { describe, expect, test } from 'vitest';
import { errorsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('cluster network policies', () => {
  const policy = (spec: string): string =>
    `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: n}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ${spec}}}`;

  test.each([
    {
      spec: 'egress: [{action: Allow, to: [{namespaces: {}}]}]',
      says: ['spec.egress[0].action: Unsupported value: "Allow": supported values: "Accept", "Deny", "Pass"'],
    },
    {
      spec: 'egress: [{action: Accept, to: [{namespaces: {}, nodes: {}}]}]',
      says: ['spec.egress[0].to[0]: Too many: 2: must have at most 1 item'],
    },
    {
      spec: 'egress: [{action: Accept, to: [{pods: {}}]}]',
      says: ['spec.egress[0].to[0].pods.podSelector: Required value'],
    },
    {
      spec: 'egress: [{action: Accept, to: [{networks: [10.0.0.0]}]}]',
      says: ['spec.egress[0].to[0].networks[0]: Invalid value: "10.0.0.0": Invalid CIDR format provided'],
    },
    {
      spec: 'egress: [{action: Accept, to: [{namespaces: {}}], protocols: [{tcp: {}}]}]',
      says: [
        'spec.egress[0].protocols[0].tcp: Invalid value: 0: spec.egress[0].protocols[0].tcp in body should have at least 1 properties',
      ],
    },
    {
      spec: 'egress: [{action: Accept, to: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {}}}]}]',
      says: [
        'spec.egress[0].protocols[0].tcp.destinationPort: Invalid value: 0: spec.egress[0].protocols[0].tcp.destinationPort in body should have at least 1 properties',
      ],
    },
    {
      spec: 'egress: [{action: Accept, to: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {range: {start: 2, end: 2}}}}]}]',
      says: [
        'spec.egress[0].protocols[0].tcp.destinationPort.range: Invalid value: Start port must be less than End port',
      ],
    },
    {
      spec: 'egress: [{action: Accept, to: [{nodes: {}}], protocols: [{destinationNamedPort: http}]}]',
      says: [
        'spec.egress[0]: Invalid value: networks/nodes/domainNames peer cannot be set with namedPorts since there are no namedPorts for networks/nodes/domainNames',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(policy(spec))).toEqual(says);
  });

  test.each([
    'egress: [{action: Pass, to: [{networks: [10.0.0.0/8]}], protocols: [{udp: {destinationPort: {range: {start: 1, end: 2}}}}]}]',
    'ingress: [{action: Deny, from: [{pods: {podSelector: {}}}]}]',
  ])('%s is fine', (spec) => {
    expect(errorsOf(policy(spec))).toEqual([]);
  });
});

describe('their tiers', () => {
  const policy = (spec: string): string =>
    `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: n}, spec: {priority: 1, subject: {namespaces: {}}, ${spec}}}`;

  test.each([
    { spec: 'tier: Base', says: ['spec.tier: Unsupported value: "Base": supported values: "Admin", "Baseline"'] },
    { spec: '', says: ['spec.tier: Required value'] },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(policy(spec))).toEqual(says);
  });

  test.each(['tier: Baseline'])('%s is fine', (spec) => {
    expect(errorsOf(policy(spec))).toEqual([]);
  });
});
