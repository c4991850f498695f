import { expect, test } from 'vitest';
import { Cluster } from '../api/index.ts';
import type { SetupError } from '../engine/model/index.ts';
import { callsOfApiServer, callsOfKubelet } from './control-plane-calls.ts';

const HOOK = `
{apiVersion: v1, kind: Pod, metadata: {name: hook, labels: {app: hook}}, spec: {containers: [
  {name: c, image: registry.example/hook, ports: [{name: https, containerPort: 9443}], READINESS}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: hook}, spec: {selector: {app: SELECTED}, ports: [{port: 443, targetPort: 9443}]}}
`;

interface Given {
  readonly cluster?: string;
  readonly selected?: string;
  readonly readiness?: string;
}

function scope({ cluster = 'kubeadm', selected = 'hook', readiness = 'tty: false' }: Given) {
  const yaml = HOOK.replace('SELECTED', selected).replace('READINESS', readiness);
  return { view: Cluster.of({ yaml, cluster }).view, namespace: 'default' };
}

function hintOf(call: () => unknown): string | undefined {
  try {
    call();
  } catch (error) {
    return (error as SetupError).hint;
  }
  return 'no error';
}

test.each<[string, Given, { readonly clients: readonly unknown[]; readonly port: number }]>([
  ['from each control-plane node to a ready endpoint', {}, { clients: [expect.anything()], port: 9443 }],
  ['without any endpoint, to the cluster IP', { selected: 'nobody' }, { clients: [expect.anything()], port: 443 }],
  [
    'from an address outside that has a route to pods',
    { cluster: 'eks' },
    { clients: ['192.168.110.12', '192.168.75.34'].map((ip) => ({ kind: 'address', ip })), port: 9443 },
  ],
])('the API server calls %s', (_, given, { clients, port }) => {
  const calls = callsOfApiServer(scope(given), 'hook:443');
  expect(calls.clients).toEqual(clients);
  expect(calls.targets).toMatchObject([{ port }]);
});

test.each<[string, Given, string, RegExp, RegExp]>([
  ['its address has no route to pods', { cluster: 'aks-azure' }, 'hook:443', /outside the model/, /routableFrom/],
  ['no network has a route to pods', { cluster: 'aks-kubenet' }, 'hook:443', /outside the model/, /routableFrom/],
  [
    'it is outside, and no endpoint is ready',
    { cluster: 'eks', selected: 'nobody' },
    'hook:443',
    /default\/hook has no ready endpoint/,
    /service default\/hook has no endpoints/,
  ],
  ['nobody knows the Service', {}, 'hok:443', /no Service named "default\/hok"/, /^undefined$/],
  ['the Service has no such port', {}, 'hook:80', /default\/hook has no port 80/, /^undefined$/],
  ['no port is written', {}, 'hook', /is no port of a Service/, /shop\/webhook:443/],
])('what the API server opens is no connection that can be told where %s', (_, given, written, message, hint) => {
  const call = () => callsOfApiServer(scope(given), written);
  expect(call).toThrow(message);
  expect(String(hintOf(call))).toMatch(hint);
});

test.each<[string, string, readonly number[]]>([
  ['at the number of its probe', 'readinessProbe: {tcpSocket: {port: 9443}}', [9443]],
  ['at the port that its probe names', 'livenessProbe: {httpGet: {port: https}}', [9443]],
  [
    'at each of its probes',
    'startupProbe: {grpc: {port: 9000}}, readinessProbe: {tcpSocket: {port: 9443}}',
    [9000, 9443],
  ],
])('the kubelet probes a pod from its own node, %s', (_, readiness, ports) => {
  const { clients, targets } = callsOfKubelet(scope({ readiness }), { kind: 'workload', name: 'hook' });
  expect(clients).toEqual([{ kind: 'node', name: expect.stringMatching(/^worker/) }]);
  expect(targets.map(({ port }) => port)).toEqual(ports);
});

test.each<[string, string]>([
  ['has no probe', 'tty: false'],
  ['has one that runs a command', 'readinessProbe: {exec: {command: ["true"]}}'],
  ['has one at a port that the container does not name', 'readinessProbe: {tcpSocket: {port: metrics}}'],
])('the kubelet opens nothing for a pod that %s', (_, readiness) => {
  expect(() => callsOfKubelet(scope({ readiness }), { kind: 'workload', name: 'hook' })).toThrow(
    /no probe that the kubelet would connect/,
  );
});
