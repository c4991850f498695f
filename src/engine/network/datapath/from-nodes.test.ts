import { describe, expect, test } from 'vitest';
import type { ClusterSpec } from '../../model/index.ts';
import { down, network, type Row, waysOf } from './told.fixture.ts';
import { hostPodYaml, podYaml, SPEC, serviceYaml } from './world.fixture.ts';

const CLUSTER_IP = 'clusterIP: 10.96.0.20, ports: [{port: 80}]';
const BALANCED = 'type: LoadBalancer, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]';
const STATUS = '{loadBalancer: {ingress: [{ip: 192.0.2.5, ipMode: Proxy}]}}';
const B = ['10.244.2.2:80 two'];
const HOST: ClusterSpec = {
  ...SPEC,
  externalHosts: [{ name: 'example.com', addresses: ['198.51.100.2', '2001:db8::2'] }],
};
const HOST_PORT = podYaml('p', '10.244.1.9').replace(
  'image: nginx',
  'image: nginx, ports: [{containerPort: 80, hostPort: 8081}]',
);
const ON_HOST = hostPodYaml('h', 'one', 8080);

/** A policy for all pods, or those named, that lets nobody in or out. */
describe('a node', () => {
  test.each<Row>([
    {
      rule: 'reaches its own pods',
      from: 'node one',
      to: '10.244.1.2:80',
      ways: [
        [
          'connected via PodIP at Pod a:80 as 192.168.0.1',
          'route pass one: same-node: 10.244.1.2 stays on node one',
          "ingress pass a: own-node: ingress from a pod's own node is always allowed",
          'deliver deliver a: listens-image: container c listens on 80/TCP: its image is known to [Pod default/a spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'and others',
      from: 'node one',
      to: '10.244.2.2:80',
      ways: [
        [
          'connected via PodIP at Pod b:80 as 192.168.0.1',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'by the address of the interface that it leaves by',
      from: 'node one',
      to: '10.244.2.2:80',
      spec: network({ nodeSource: { ownPods: 'gateway', otherPods: 'first' } }),
      ways: [
        [
          'connected via PodIP at Pod b:80 as 10.244.1.0',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'be it that of its own pods',
      from: 'node one',
      to: '10.244.1.2:80',
      spec: network({ nodeSource: { ownPods: 'gateway', otherPods: 'first' } }),
      ways: [
        [
          'connected via PodIP at Pod a:80 as 10.244.1.1',
          'route pass one: same-node: 10.244.1.2 stays on node one',
          "ingress pass a: own-node: ingress from a pod's own node is always allowed",
          'deliver deliver a: listens-image: container c listens on 80/TCP: its image is known to [Pod default/a spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'its loopback is the node',
      from: 'node one',
      to: '127.0.0.1:10250',
      ways: [
        [
          'connected via Loopback at Node one:10250 as 127.0.0.1',
          'deliver deliver one: node-daemon: the kubelet on node one listens on 10250/TCP',
        ],
      ],
    },
    {
      rule: 'and leads to its host ports',
      from: 'node one',
      to: '127.0.0.1:8081',
      yaml: HOST_PORT,
      ways: [
        [
          'connected via HostPort at Pod p:80 as 192.168.0.1',
          'translate rewrite one: host-port: 127.0.0.1:8081 becomes 10.244.1.9:80: a host port of pod default/p (127.0.0.1 → 10.244.1.9:80/TCP) [Pod default/p spec.containers.0.ports.0.hostPort] <Pod default/p spec.containers.0.ports.0.hostPort, Pod default/p, Pod default/p spec.containers.0.ports.0.hostPort>',
          'route rewrite one: same-node: 10.244.1.9 stays on node one; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.1.9:80/TCP)',
          'ingress pass p: not-isolated: no policy isolates ingress',
          'deliver deliver p: listens-declared: container c listens on 80/TCP: it declares that port [Pod default/p spec.containers.0.ports.0]',
        ],
      ],
    },
    {
      rule: 'and to pods on its network',
      from: 'node one',
      to: '127.0.0.1:8080',
      yaml: ON_HOST,
      ways: [
        [
          'connected via Loopback at Pod h:8080 as 127.0.0.1',
          'deliver deliver h: listens-declared: container c listens on 8080/TCP: it declares that port [Pod default/h spec.containers.0.ports.0]',
        ],
      ],
    },
    {
      rule: 'a Service',
      from: 'node one',
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', CLUSTER_IP, B),
      ways: [
        [
          'connected via ClusterIP at Pod b:80 as 192.168.0.1',
          'translate rewrite one: service-endpoint: 10.96.0.20:80 becomes 10.244.2.2:80, and the source becomes an address of node one (192.168.0.1 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'a host outside',
      from: 'node one',
      to: '198.51.100.2:80',
      spec: HOST,
      ways: [
        [
          'connected via null at External example.com:80 as 192.168.0.1',
          'route pass one: outside: 198.51.100.2 is example.com, outside the cluster',
          'deliver deliver outside: external-host: example.com answers on 80/TCP',
        ],
      ],
    },
    {
      rule: 'a node that is down opens nothing',
      from: 'node one',
      to: '10.244.2.2:80',
      spec: down('one'),
      ways: [['unreachable via null', "resolve fail one: node-down: the client's node one is down"]],
    },
    {
      rule: 'another node',
      from: 'node one',
      to: '192.168.0.2:10250',
      ways: [
        [
          'connected via null at Node two:10250 as 192.168.0.1',
          'route pass one: to-node: 192.168.0.2 goes to node two',
          'deliver deliver two: node-daemon: the kubelet on node two listens on 10250/TCP',
        ],
      ],
    },
    {
      rule: 'a load balancer',
      from: 'node one',
      to: '192.0.2.5:80',
      yaml: serviceYaml('s', BALANCED, B, STATUS),
      ways: [
        [
          '33 % connected via LoadBalancer at Pod b:80 as 192.168.0.1',
          'route rewrite outside: entry-node: 192.0.2.5 is routed to node one as 192.168.0.1:30080 by the load balancer of Service default/s (192.0.2.5 → 192.168.0.1:30080/TCP)',
          'translate rewrite one: service-endpoint: 192.168.0.1:30080 becomes 10.244.2.2:80, and the source becomes an address of node one (192.0.2.5 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite one: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
        [
          '33 % connected via LoadBalancer at Pod b:80 as 192.168.0.3',
          'route rewrite outside: entry-node: 192.0.2.5 is routed to node three as 192.168.0.3:30080 by the load balancer of Service default/s (192.0.2.5 → 192.168.0.3:30080/TCP)',
          'translate rewrite three: service-endpoint: 192.168.0.3:30080 becomes 10.244.2.2:80, and the source becomes an address of node three (192.0.2.5 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite three: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.3 (node three) (192.168.0.3 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
        [
          '33 % connected via LoadBalancer at Pod b:80 as 192.168.0.2',
          'route rewrite outside: entry-node: 192.0.2.5 is routed to node two as 192.168.0.2:30080 by the load balancer of Service default/s (192.0.2.5 → 192.168.0.2:30080/TCP)',
          'translate rewrite two: service-endpoint: 192.168.0.2:30080 becomes 10.244.2.2:80, and the source becomes an address of node two (192.0.2.5 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite two: same-node: 10.244.2.2 stays on node two; its source becomes 192.168.0.2 (node two) (192.168.0.2 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
  ])('$rule', (row) => expect(waysOf(row)).toEqual(row.ways));
});
