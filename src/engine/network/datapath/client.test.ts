import { expect, test } from 'vitest';
import { address } from '../../testing/index.ts';
import { type Client, clientAt } from './client.ts';
import { hostPodYaml, podYaml, serviceYaml, snapshotOf } from './world.fixture.ts';

const BALANCED = serviceYaml(
  's',
  'clusterIP: 10.96.0.20, ports: [{port: 80}]',
  [],
  '{loadBalancer: {ingress: [{ip: 192.0.2.5}]}}',
);
const { view } = snapshotOf(podYaml('a', '10.244.1.2') + hostPodYaml('host', 'two', 80) + BALANCED);

function nameOf(client: Client): string {
  if (client.kind === 'pod') return `pod ${client.pod.ref.name}`;
  return client.kind === 'node'
    ? `node ${client.node.ref.name}`
    : `outside ${client.addresses.map(({ text }) => text)}`;
}

test.each([
  ['10.244.1.2', 'pod a'],
  // a pod on the host network has no address of its own
  ['192.168.0.2', 'node two'],
  ['10.244.1.99', 'outside 10.244.1.99'],
  ['10.96.0.20', 'outside 10.96.0.20'],
  ['192.0.2.5', 'outside 192.0.2.5'],
  ['203.0.113.7', 'outside 203.0.113.7'],
])('the client at %s is %s', (ip, name) => {
  expect(nameOf(clientAt(view, address(ip)))).toBe(name);
});
