import { describe, expect, test } from 'vitest';
import { errorsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('ConfigMaps', () => {
  const configMap = (spec: string): string => `{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, ${spec}}`;

  test.each([
    {
      spec: 'data: {a b: c}',
      says: [
        `data[a b]: Invalid value: "a b": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      ],
    },
    { spec: 'data: {..: c}', says: [`data[..]: Invalid value: "..": must not be '..'`] },
    { spec: 'data: {..a: c}', says: [`data[..a]: Invalid value: "..a": must not start with '..'`] },
    {
      spec: 'data: {a: b}, binaryData: {a: YQ==}',
      says: ['data[a]: Invalid value: "a": duplicate of key present in binaryData'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(configMap(spec))).toEqual(says);
  });

  test.each(['data: {a.b_c-D: e}', ''])('%s is fine', (spec) => {
    expect(errorsOf(configMap(spec))).toEqual([]);
  });
});

describe('Secrets', () => {
  const secret = (spec: string): string => `{apiVersion: v1, kind: Secret, metadata: {name: c}, ${spec}}`;

  test.each([
    {
      spec: 'data: {a b: YQ==}',
      says: [
        `data[a b]: Invalid value: "a b": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      ],
    },
    { spec: 'type: kubernetes.io/tls', says: ['data[tls.crt]: Required value', 'data[tls.key]: Required value'] },
    {
      spec: 'type: kubernetes.io/basic-auth',
      says: ['data[username]: Required value', 'data[password]: Required value'],
    },
    { spec: 'type: kubernetes.io/dockerconfigjson', says: ['data[.dockerconfigjson]: Required value'] },
    {
      spec: 'type: kubernetes.io/service-account-token',
      says: ['metadata.annotations[kubernetes.io/service-account.name]: Required value'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(secret(spec))).toEqual(says);
  });

  test.each(['data: {a: YQ==}', 'type: kubernetes.io/tls, data: {tls.crt: YQ==, tls.key: YQ==}'])(
    '%s is fine',
    (spec) => {
      expect(errorsOf(secret(spec))).toEqual([]);
    },
  );
});

describe('Nodes', () => {
  const node = (spec: string): string => `{apiVersion: v1, kind: Node, metadata: {name: n}, spec: {${spec}}}`;

  test.each([
    {
      spec: 'taints: [{key: a, effect: Never}]',
      says: [
        'metadata.taints[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
      ],
    },
    { spec: 'taints: [{key: a}]', says: ['metadata.taints[0].effect: Required value'] },
    {
      spec: 'taints: [{key: a, effect: NoSchedule}, {key: a, effect: NoSchedule, value: b}]',
      says: [
        'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"b","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair',
      ],
    },
    {
      spec: 'podCIDRs: [10.0.0.0/24, 10.0.1.0/24]',
      says: [
        'spec.podCIDRs: Invalid value: ["10.0.0.0/24","10.0.1.0/24"]: may specify no more than one CIDR for each IP family',
      ],
    },
    {
      spec: 'podCIDRs: [10.0.0.1/24]',
      says: ['spec.podCIDRs[0]: Invalid value: "10.0.0.1/24": must not have bits set beyond the prefix length'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(node(spec))).toEqual(says);
  });

  test.each([
    "podCIDRs: [10.0.0.0/24, 'fd00::/64']",
    'taints: [{key: a, effect: NoSchedule}, {key: a, effect: NoExecute}]',
  ])('%s is fine', (spec) => {
    expect(errorsOf(node(spec))).toEqual([]);
  });
});
