import { describe, expect, test } from 'vitest';
import { stateOf } from '../../testing/index.ts';
import { classOf, ingressOf, nginx, podOf, rule } from './gateway.fixture.ts';
import { compileGateways, ingressAddresses, publishIngressStatus } from './index.ts';

const ingress = ingressOf('a', `rules: [${rule('foo.com', 'Prefix / web')}]`);
const nginxClass = classOf('nginx', 'k8s.io/ingress-nginx');
const withArgs = (...args: readonly string[]) =>
  [podOf('controller', 'registry.k8s.io/ingress-nginx/controller', args), nginxClass].join('---');

const node = `
apiVersion: v1
kind: Node
metadata: {name: worker-1}
status: {addresses: [{type: InternalIP, address: 192.168.0.11}, {type: ExternalIP, address: 203.0.113.11}]}
`;

function service(spec: string, status = '{}'): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: controller, namespace: ingress}
spec: ${spec}
status: ${status}
`;
}

const balanced = '{loadBalancer: {ingress: [{ip: 198.51.100.7}, {hostname: lb.example.com}]}}';
const published = withArgs('--publish-service=ingress/controller');

describe('the ADDRESS of an Ingress', () => {
  test.each([
    { what: 'no controller', others: [nginxClass], addresses: [] },
    { what: 'the node of the controller', others: [nginx, node], addresses: ['203.0.113.11'] },
    {
      what: 'its internal address',
      others: [withArgs('--report-node-internal-ip-address'), node],
      addresses: ['192.168.0.11'],
    },
    {
      what: 'not while the controller is not ready',
      others: [nginx.replace('"True"', '"False"'), node],
      addresses: [],
    },
    {
      what: 'a flag',
      others: [withArgs('--publish-status-address=localhost, 10.0.0.1')],
      addresses: ['10.0.0.1', 'localhost'],
    },
    { what: 'no status', others: [withArgs('--update-status=false'), node], addresses: [] },
    {
      what: 'a load balancer',
      others: [published, service('{type: LoadBalancer}', balanced)],
      addresses: ['198.51.100.7', 'lb.example.com'],
    },
    { what: 'a pending one', others: [published, service('{type: LoadBalancer}')], addresses: [] },
    {
      what: 'a node port',
      others: [published, service('{type: NodePort, clusterIP: 10.96.0.9}')],
      addresses: ['10.96.0.9'],
    },
    {
      what: 'external addresses',
      others: [published, service('{type: NodePort, clusterIP: 10.96.0.9, externalIPs: [192.0.2.1]}')],
      addresses: ['192.0.2.1'],
    },
    { what: 'a Service that is missing', others: [published, node], addresses: [] },
    {
      what: 'a controller that is not modelled',
      others: [
        podOf('controller', 'jcmoraisjr/haproxy-ingress'),
        classOf('nginx', 'haproxy-ingress.github.io/controller'),
      ],
      addresses: undefined,
    },
  ])('$what: $addresses', ({ others, addresses }) => {
    const { table } = compileGateways(stateOf([ingress, ...others].join('---')));
    expect(table.view.list('Ingress').map((each) => ingressAddresses(table, each))).toEqual([addresses]);
  });
});

test('whether a controller takes it may be unknown, and so is the address then', () => {
  const classless = ingress.replace('ingressClassName: nginx, ', '');
  const view = stateOf([classless, podOf('controller', 'haproxytech/kubernetes-ingress')].join('---'));
  const { table } = compileGateways(view);
  expect(view.list('Ingress').map((each) => ingressAddresses(table, each))).toEqual([undefined]);
  expect(publishIngressStatus(view).changes).toEqual([]);
});

test('the status is written once', () => {
  const view = stateOf([ingress, nginx, node].join('---'));
  const { changes } = publishIngressStatus(view);
  const next = view.apply(changes);
  expect(next.list('Ingress').map(({ object }) => object.status)).toEqual([
    { loadBalancer: { ingress: [{ ip: '203.0.113.11' }] } },
  ]);
  expect(publishIngressStatus(next).changes).toEqual([]);
});

test('the status is emptied when the controller is gone', () => {
  const old = ingress.replace(/\n$/, '\nstatus: {loadBalancer: {ingress: [{ip: 203.0.113.11}]}}\n');
  const { changes } = publishIngressStatus(stateOf([old, nginxClass].join('---')));
  expect(changes).toMatchObject([{ kind: 'put', resource: { object: { status: { loadBalancer: {} } } } }]);
});
