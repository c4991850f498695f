import { expect, test } from 'vitest';
import { exampleOf } from '../../../tooling/doc-pages.ts';
import { formatCidr } from '../../model/index.ts';
import { address, stateOf } from '../../testing/index.ts';
import { hostPortAt, type Owner, ownerOf, routesOf } from './index.ts';

function told(owner: Owner): string {
  switch (owner.kind) {
    case 'pod':
      return `pod ${owner.pod.ref.name} on ${owner.node}`;
    case 'node':
      return `node ${owner.node.ref.name}`;
    case 'no-pod':
      return `no-pod in ${formatCidr(owner.cidr)} on ${owner.node}`;
    case 'service-range':
      return `service-range ${formatCidr(owner.cidr)}`;
    default:
      return owner.kind;
  }
}

test('the README’s example holds', () => {
  const [manifests = '', printed = ''] = exampleOf(import.meta.dirname);
  const routes = routesOf(stateOf(manifests));
  const lines = printed.split('\n').slice(0, -1);
  const now = lines.map((line) => {
    const [ip = ''] = line.split(': ');
    return `${ip}: ${told(ownerOf(routes, address(ip)))}`;
  });
  const behind = hostPortAt(routes, 'worker-1', { ip: address('192.168.0.11'), port: 8080, protocol: 'TCP' });
  const hostPort = `worker-1 8080/TCP: port ${behind?.containerPort} of pod ${behind?.pod.ref.name}`;
  expect([...now, hostPort]).toEqual(printed.split('\n'));
});
