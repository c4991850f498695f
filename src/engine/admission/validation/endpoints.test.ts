import { describe, expect, test } from 'vitest';
import { errorsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('Endpoints', () => {
  const endpoints = (spec: string): string =>
    `{apiVersion: v1, kind: Endpoints, metadata: {name: web}, subsets: [{${spec}}]}`;

  test.each([
    { spec: '', says: ['subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`'] },
    {
      spec: 'addresses: [{ip: a}]',
      says: [
        'subsets[0].addresses[0].ip: Invalid value: "a": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        'subsets[0].addresses[0].ip: Invalid value: "a": must be a valid IP address',
      ],
    },
    {
      spec: 'addresses: [{ip: 127.0.0.1}]',
      says: [
        'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      ],
    },
    {
      spec: 'addresses: [{ip: 10.0.0.1, hostname: A, nodeName: B}]',
      says: [
        `subsets[0].addresses[0].hostname: Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
        `subsets[0].addresses[0].nodeName: Invalid value: "B": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    },
    {
      spec: 'addresses: [{ip: 10.0.0.1}], ports: [{port: 0}]',
      says: ['subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive'],
    },
    {
      spec: 'addresses: [{ip: 10.0.0.1}], ports: [{port: 80}, {port: 81, name: b}]',
      says: ['subsets[0].ports[0].name: Required value'],
    },
    {
      spec: 'addresses: [{ip: 10.0.0.1}], ports: [{port: 80, protocol: TPC}]',
      says: ['subsets[0].ports[0].protocol: Unsupported value: "TPC": supported values: "SCTP", "TCP", "UDP"'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(endpoints(spec))).toEqual(says);
  });

  test.each(['addresses: [{ip: 10.0.0.1}], ports: [{port: 80}]', 'notReadyAddresses: [{ip: 10.0.0.1}]'])(
    '%s is fine',
    (spec) => {
      expect(errorsOf(endpoints(spec))).toEqual([]);
    },
  );
});

describe('EndpointSlices', () => {
  const slice = (spec: string): string =>
    `{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: web}, ${spec}}`;

  test.each([
    { spec: 'endpoints: []', says: ['addressType: Required value'] },
    {
      spec: 'addressType: IP, endpoints: []',
      says: ['addressType: Unsupported value: "IP": supported values: "FQDN", "IPv4", "IPv6"'],
    },
    {
      spec: 'addressType: IPv4, endpoints: [{addresses: []}]',
      says: ['endpoints[0].addresses: Required value: must contain at least 1 address'],
    },
    {
      spec: 'addressType: IPv4, endpoints: [{addresses: [a]}]',
      says: [
        'endpoints[0].addresses[0]: Invalid value: "a": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ],
    },
    {
      spec: "addressType: IPv4, endpoints: [{addresses: ['fd00::1']}]",
      says: ['endpoints[0].addresses: Invalid value: "fd00::1": must be an IPv4 address'],
    },
    {
      spec: 'addressType: IPv4, endpoints: [{addresses: [127.0.0.1]}]',
      says: [
        'endpoints[0].addresses[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      ],
    },
    {
      spec: "addressType: IPv6, endpoints: [{addresses: ['FD00::1']}]",
      says: ['endpoints[0].addresses[0]: Invalid value: "FD00::1": must be in canonical form ("fd00::1")'],
    },
    {
      spec: 'addressType: FQDN, endpoints: [{addresses: [a]}]',
      says: [
        'endpoints[0].addresses[0]: Invalid value: "a": should be a domain with at least two segments separated by dots',
      ],
    },
    {
      spec: 'addressType: IPv4, endpoints: [{addresses: [10.0.0.1], nodeName: A, hostname: b.c}]',
      says: [
        `endpoints[0].nodeName: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
        'endpoints[0].hostname: Invalid value: "b.c": must not contain dots',
      ],
    },
    {
      spec: 'addressType: IPv4, endpoints: [{addresses: [10.0.0.1], hints: {forZones: [{name: a}, {name: a}]}}]',
      says: ['endpoints[0].hints.forZones[1].name: Duplicate value: "a"'],
    },
    { spec: 'addressType: IPv4, endpoints: [], ports: [{}, {}]', says: ['ports[1].name: Duplicate value: ""'] },
    {
      spec: 'addressType: IPv4, endpoints: [], ports: [{name: A, protocol: TPC}]',
      says: [
        `ports[0].name: Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
        'ports[0].protocol: Unsupported value: "TPC": supported values: "SCTP", "TCP", "UDP"',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(slice(spec))).toEqual(says);
  });

  test.each([
    'addressType: IPv4, endpoints: [{addresses: [10.0.0.1]}], ports: [{port: 80}]',
    "addressType: IPv6, endpoints: [{addresses: ['fd00::1']}]",
    'addressType: FQDN, endpoints: [{addresses: [a.b]}]',
  ])('%s is fine', (spec) => {
    expect(errorsOf(slice(spec))).toEqual([]);
  });
});
