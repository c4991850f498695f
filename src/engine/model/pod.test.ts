import { expect, test } from 'vitest';
import type { Pod } from './kubernetes.ts';
import { isReady, namedPort, podIPs, runningContainers } from './pod.ts';

const pod: Pod = {
  metadata: { namespace: 'default', name: 'app' },
  spec: {
    initContainers: [
      { name: 'setup', ports: [{ name: 'web', containerPort: 1, protocol: 'TCP' }] },
      {
        name: 'sidecar',
        restartPolicy: 'Always',
        ports: [
          { name: 'metrics', containerPort: 9090, protocol: 'TCP' },
          { name: 'web', containerPort: 2, protocol: 'TCP' },
        ],
      },
    ],
    containers: [
      {
        name: 'app',
        ports: [
          { name: 'web', containerPort: 8080, protocol: 'TCP' },
          { name: 'dns', containerPort: 53, protocol: 'UDP' },
        ],
      },
    ],
  },
};

test.each([
  // App containers come before sidecars; an init container that ends has no port.
  { name: 'web', protocol: 'TCP', port: 8080 },
  { name: 'metrics', protocol: 'TCP', port: 9090 },
  { name: 'dns', protocol: 'UDP', port: 53 },
  // The name alone is not enough.
  { name: 'dns', protocol: 'TCP', port: undefined },
  { name: 'other', protocol: 'TCP', port: undefined },
] as const)('the port $name/$protocol is $port', ({ name, protocol, port }) => {
  expect(namedPort(pod, name, protocol)).toBe(port);
});

test('sidecars run beside the app containers, other init containers do not', () => {
  expect(runningContainers(pod).map(({ name }) => name)).toEqual(['app', 'sidecar']);
});

test.each([
  [{}, []],
  [{ status: { podIP: '10.0.0.1' } }, ['10.0.0.1']],
  [{ status: { podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }] } }, ['10.0.0.1', 'fd00::1']],
])('%j has the addresses %j', (given, ips) => {
  expect(podIPs(given)).toEqual(ips);
});

test.each([
  [{}, false],
  [{ status: { conditions: [{ type: 'Ready', status: 'True' }] } }, true],
  [
    {
      status: {
        conditions: [
          { type: 'Ready', status: 'False' },
          { type: 'Initialized', status: 'True' },
        ],
      },
    },
    false,
  ],
])('%j is ready: %s', (given, ready) => {
  expect(isReady(given)).toBe(ready);
});
