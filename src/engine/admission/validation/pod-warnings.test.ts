import { describe, expect, test } from 'vitest';
import { warningsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('warnings about pods', () => {
  const pod = (spec: string): string => `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {${spec}}}`;

  test.each([
    {
      spec: 'containers: [{name: a, image: x, ports: [{containerPort: 80}, {containerPort: 80}]}]',
      says: ['spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]'],
    },
    {
      spec: 'containers: [{name: a, image: x, ports: [{containerPort: 80}]}, {name: b, image: x, ports: [{containerPort: 80}]}]',
      says: ['spec.containers[1].ports[0]: duplicate port definition with spec.containers[0].ports[0]'],
    },
    {
      spec: 'containers: [{name: a, image: x, ports: [{containerPort: 80, hostPort: 80}, {containerPort: 80}]}]',
      says: ['spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]'],
    },
    {
      spec: 'containers: [{name: a, image: x, ports: [{containerPort: 80, hostPort: 80, hostIP: 10.0.0.1}, {containerPort: 80, hostPort: 80}]}]',
      says: ['spec.containers[0].ports[1]: dangerously ambiguous port definition with spec.containers[0].ports[0]'],
    },
    {
      spec: 'containers: [{name: a, image: x, ports: [{containerPort: 80, name: http}]}, {name: b, image: x, ports: [{containerPort: 81, name: http}]}]',
      says: [
        'spec.containers[1].ports[0]: duplicate port name "http" with spec.containers[0].ports[0], services and probes that select ports by name will use spec.containers[0].ports[0]',
      ],
    },
    {
      spec: 'containers: [{name: a, image: x, env: [{name: A, value: b}, {name: A, value: c}]}]',
      says: ['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply'],
    },
    {
      spec: 'containers: [{name: a, image: x}], nodeSelector: {beta.kubernetes.io/os: linux}',
      says: ['spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead'],
    },
    {
      spec: 'containers: [{name: a, image: x}], hostAliases: [{ip: 10.0.0.1}, {ip: 10.0.0.1}]',
      says: ['spec.hostAliases[1].ip: duplicate ip "10.0.0.1"'],
    },
    {
      spec: 'containers: [{name: a, image: x}], topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule}]',
      says: ['spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod'],
    },
    {
      spec: 'containers: [{name: a, image: x, resources: {requests: {memory: 100m}}}]',
      says: [
        'spec.containers[0].resources.requests[memory]: fractional byte value "100m" is invalid, must be an integer',
      ],
    },
    {
      spec: "containers: [{name: a, image: x}], hostAliases: [{ip: 'FD00::1'}]",
      says: ['spec.hostAliases[0].ip: IPv6 address "FD00::1" should be in RFC 5952 canonical format ("fd00::1")'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(warningsOf(pod(spec))).toEqual(says);
  });

  test.each([
    'containers: [{name: a, image: x, ports: [{containerPort: 80}, {containerPort: 80, protocol: UDP}]}]',
    'containers: [{name: a, image: x, env: [{name: A, value: b}, {name: A, value: $(A)c}]}]',
  ])('%s is fine', (spec) => {
    expect(warningsOf(pod(spec))).toEqual([]);
  });
});
