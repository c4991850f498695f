import { describe, expect, test } from 'vitest';
import { errorsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('network policies', () => {
  const policy = (spec: string): string =>
    `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {}, ${spec}}}`;

  test.each([
    {
      spec: 'policyTypes: [ingress]',
      says: ['spec.policyTypes[0]: Unsupported value: "ingress": supported values: "Ingress", "Egress"'],
    },
    {
      spec: 'policyTypes: [Ingress, Egress, Ingress]',
      says: [
        'spec.policyTypes: Invalid value: ["Ingress","Egress","Ingress"]: may not specify more than two policyTypes',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(policy(spec))).toEqual(says);
  });

  test.each(['policyTypes: [Egress]', 'ingress: [{}]'])('%s is fine', (spec) => {
    expect(errorsOf(policy(spec))).toEqual([]);
  });
});

describe('selectors', () => {
  const policy = (spec: string): string =>
    `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {${spec}}}}`;

  test.each([
    {
      spec: 'matchLabels: {a: b c}',
      says: [
        `spec.podSelector.matchLabels: Invalid value: "b c": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
      ],
    },
    {
      spec: 'matchExpressions: [{key: a, operator: In}]',
      says: [
        "spec.podSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      ],
    },
    {
      spec: 'matchExpressions: [{key: a, operator: Exists, values: [b]}]',
      says: [
        "spec.podSelector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
      ],
    },
    {
      spec: 'matchExpressions: [{key: a, operator: Is, values: [b]}]',
      says: ['spec.podSelector.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator'],
    },
    {
      spec: 'matchExpressions: [{key: a b, operator: In, values: [c d]}]',
      says: [
        `spec.podSelector.matchExpressions[0].key: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
        `spec.podSelector.matchExpressions[0].values[0]: Invalid value: "c d": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(policy(spec))).toEqual(says);
  });

  test.each(['', 'matchExpressions: [{key: a, operator: NotIn, values: [b]}, {key: b, operator: DoesNotExist}]'])(
    '%s is fine',
    (spec) => {
      expect(errorsOf(policy(spec))).toEqual([]);
    },
  );
});

describe('peers', () => {
  const policy = (spec: string): string =>
    `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {}, ingress: [{from: [{${spec}}]}]}}`;

  test.each([
    { spec: '', says: ['spec.ingress[0].from[0]: Required value: must specify a peer'] },
    {
      spec: 'ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}',
      says: ['spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer'],
    },
    { spec: "ipBlock: {cidr: ''}", says: ['spec.ingress[0].from[0].ipBlock.cidr: Required value'] },
    {
      spec: 'ipBlock: {cidr: 10.0.0.0}',
      says: [
        'spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
      ],
    },
    {
      spec: 'ipBlock: {cidr: 10.0.0.0/33}',
      says: [
        'spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.0/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
      ],
    },
    {
      spec: 'ipBlock: {cidr: 10.0.0.1/8}',
      says: [
        'spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length',
      ],
    },
    {
      spec: 'ipBlock: {cidr: 010.0.0.0/8}',
      says: [
        'spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "010.0.0.0/8": must not have leading 0s in IP or prefix length',
      ],
    },
    {
      spec: 'ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}',
      says: [
        'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`',
      ],
    },
    {
      spec: 'ipBlock: {cidr: 10.0.0.0/8, except: [192.168.0.0/16]}',
      says: [
        'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "192.168.0.0/16": must be a strict subset of `cidr`',
      ],
    },
    {
      spec: "ipBlock: {cidr: 10.0.0.0/8, except: ['fd00::/16']}",
      says: [
        'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "fd00::/16": must be a strict subset of `cidr`',
      ],
    },
    {
      spec: 'ipBlock: {cidr: 10.0.0.0/8, except: [a]}',
      says: [
        'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "a": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
      ],
    },
    {
      spec: 'namespaceSelector: {matchExpressions: [{key: a, operator: NotIn, values: []}]}',
      says: [
        "spec.ingress[0].from[0].namespaceSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(policy(spec))).toEqual(says);
  });

  test.each([
    'podSelector: {}',
    'podSelector: {}, namespaceSelector: {}',
    'ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}',
    "ipBlock: {cidr: '::/0', except: ['fd00::/8']}",
  ])('%s is fine', (spec) => {
    expect(errorsOf(policy(spec))).toEqual([]);
  });
});

describe('policy ports', () => {
  const policy = (spec: string): string =>
    `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {}, egress: [{ports: [{${spec}}]}]}}`;

  test.each([
    {
      spec: 'protocol: ICMP',
      says: ['spec.egress[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "TCP", "UDP", "SCTP"'],
    },
    {
      spec: 'port: 0',
      says: ['spec.egress[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive'],
    },
    {
      spec: 'port: 70000',
      says: ['spec.egress[0].ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive'],
    },
    {
      spec: 'port: 80, endPort: 79',
      says: ['spec.egress[0].ports[0].endPort: Invalid value: 80: must be greater than or equal to `port`'],
    },
    {
      spec: 'port: 80, endPort: 70000',
      says: ['spec.egress[0].ports[0].endPort: Invalid value: 70000: must be between 1 and 65535, inclusive'],
    },
    {
      spec: 'port: http, endPort: 80',
      says: ['spec.egress[0].ports[0].endPort: Invalid value: 80: may not be specified when `port` is non-numeric'],
    },
    {
      spec: 'endPort: 80',
      says: ['spec.egress[0].ports[0].endPort: Invalid value: 80: may not be specified when `port` is not specified'],
    },
    {
      spec: 'port: HTTP',
      says: [
        'spec.egress[0].ports[0].port: Invalid value: "HTTP": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
        'spec.egress[0].ports[0].port: Invalid value: "HTTP": must contain at least one letter (a-z)',
      ],
    },
    {
      spec: "port: '80'",
      says: ['spec.egress[0].ports[0].port: Invalid value: "80": must contain at least one letter (a-z)'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(policy(spec))).toEqual(says);
  });

  test.each(['', 'port: 80, endPort: 80', 'port: http, protocol: UDP', 'protocol: SCTP'])('%s is fine', (spec) => {
    expect(errorsOf(policy(spec))).toEqual([]);
  });
});
