import { describe, expect, test } from 'vitest';
import { down, network, type Row, waysOf } from './told.fixture.ts';
import { SPEC, serviceYaml } from './world.fixture.ts';

const OUTSIDE = '203.0.113.7';
const NODE_PORT = 'type: NodePort, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]';
const BALANCED = 'type: LoadBalancer, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]';
const B = ['10.244.2.2:80 two'];

const ROUTED = network({ routableFrom: { pods: ['203.0.113.0/24'], services: [] } });
const ROUTED_SERVICES = network({ routableFrom: { pods: [], services: ['203.0.113.0/24'] } });

describe('a client outside', () => {
  test.each<Row>([
    {
      rule: 'its loopback is its own',
      from: OUTSIDE,
      to: '127.0.0.1:80',
      ways: [
        ['refused via null', 'route reject outside: own-loopback: 127.0.0.1 is the client itself, not the cluster'],
      ],
    },
    {
      rule: 'a desktop cluster publishes the ports of load balancers on the machine that it runs on',
      from: OUTSIDE,
      to: '127.0.0.1:80',
      yaml: serviceYaml('s', BALANCED, B),
      spec: network({ loadBalancer: 'localhost' }),
      ways: [
        [
          'unknown via null',
          'route fail outside: on-localhost: whether 127.0.0.1 is the machine that publishes Service default/s is outside the model [Service default/s]',
        ],
      ],
    },
    {
      rule: 'and node ports',
      from: OUTSIDE,
      to: '127.0.0.1:30080',
      yaml: serviceYaml('s', NODE_PORT, B),
      spec: network({ loadBalancer: 'localhost' }),
      ways: [
        [
          'unknown via null',
          'route fail outside: on-localhost: whether 127.0.0.1 is the machine that publishes Service default/s is outside the model [Service default/s]',
        ],
      ],
    },
    {
      rule: 'but no port of a cluster IP',
      from: OUTSIDE,
      to: '127.0.0.1:80',
      yaml: serviceYaml('s', NODE_PORT, B),
      spec: network({ loadBalancer: 'localhost' }),
      ways: [
        ['refused via null', 'route reject outside: own-loopback: 127.0.0.1 is the client itself, not the cluster'],
      ],
    },
    {
      rule: 'and no other protocol',
      from: OUTSIDE,
      to: '127.0.0.1:30080',
      protocol: 'UDP',
      yaml: serviceYaml('s', NODE_PORT, B),
      spec: network({ loadBalancer: 'localhost' }),
      ways: [
        ['refused via null', 'route reject outside: own-loopback: 127.0.0.1 is the client itself, not the cluster'],
      ],
    },
    {
      rule: 'nor does any other cluster',
      from: OUTSIDE,
      to: '127.0.0.1:30080',
      yaml: serviceYaml('s', NODE_PORT, B),
      ways: [
        ['refused via null', 'route reject outside: own-loopback: 127.0.0.1 is the client itself, not the cluster'],
      ],
    },
    {
      rule: 'an address that nobody named',
      from: OUTSIDE,
      to: '198.51.100.1:80',
      ways: [
        [
          'unknown via null',
          'route fail outside: unknown-host: 198.51.100.1 is outside the model: no host with that address is known; name it with "Given the external host"',
        ],
      ],
    },
    {
      rule: 'a host outside is no business of the cluster',
      from: OUTSIDE,
      to: '198.51.100.2:443',
      spec: { ...SPEC, externalHosts: [{ name: 'example.com', addresses: ['198.51.100.2'], listens: ['443/TCP'] }] },
      ways: [
        [
          'connected via null at External example.com:443 as 203.0.113.7',
          'route pass outside: outside: 198.51.100.2 is example.com',
          'deliver deliver outside: external-host: example.com answers on 443/TCP',
        ],
      ],
    },
    {
      rule: 'and listens where it says, no other port',
      from: OUTSIDE,
      to: '198.51.100.2:80',
      spec: { ...SPEC, externalHosts: [{ name: 'example.com', addresses: ['198.51.100.2'], listens: ['443/TCP'] }] },
      ways: [
        [
          'refused via null',
          'route pass outside: outside: 198.51.100.2 is example.com',
          'deliver reject outside: nobody-listens: example.com does not listen on 80/TCP',
        ],
      ],
    },
    {
      rule: 'and by no other protocol',
      from: OUTSIDE,
      to: '198.51.100.2:443',
      protocol: 'UDP',
      spec: {
        ...SPEC,
        externalHosts: [{ name: 'example.com', addresses: ['198.51.100.2'], listens: ['443/TCP', '53/UDP'] }],
      },
      ways: [
        [
          'refused via null',
          'route pass outside: outside: 198.51.100.2 is example.com',
          'deliver reject outside: nobody-listens: example.com does not listen on 443/UDP',
        ],
      ],
    },
  ])('$rule', (row) => expect(waysOf(row)).toEqual(row.ways));
});

describe('routes from outside', () => {
  test.each<Row>([
    {
      rule: 'none lead to pods',
      from: OUTSIDE,
      to: '10.244.2.2:80',
      ways: [
        [
          'timeout via null',
          "route drop outside: no-route-from-outside: 10.244.2.2 is a pod's address: no route leads to it from outside the cluster",
        ],
      ],
    },
    {
      rule: 'unless the network has them',
      from: OUTSIDE,
      to: '10.244.2.2:80',
      spec: ROUTED,
      ways: [
        [
          'connected via PodIP at Pod b:80 as 203.0.113.7',
          'route pass outside: to-node: 10.244.2.2 is routed to node two, whose pod has it',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'and the node of the pod is up',
      from: OUTSIDE,
      to: '10.244.2.2:80',
      spec: down('two', ROUTED),
      ways: [['timeout via null', 'route drop outside: node-down: node two is down']],
    },
    {
      rule: 'none lead to the pod range',
      from: OUTSIDE,
      to: '10.244.2.99:80',
      ways: [
        [
          'timeout via null',
          'route drop outside: no-route-from-outside: 10.244.2.99 is in the pod range: no route leads to it from outside the cluster',
        ],
      ],
    },
    {
      rule: 'and nobody is at its end',
      from: OUTSIDE,
      to: '10.244.2.99:80',
      spec: ROUTED,
      ways: [
        [
          'unreachable via null',
          'route fail outside: no-such-pod: no pod has 10.244.2.99: 10.244.2.0/24 is on node two',
        ],
      ],
    },
    {
      rule: 'nor in a part of the range without a node',
      from: OUTSIDE,
      to: '10.244.9.9:80',
      spec: ROUTED,
      ways: [
        ['unreachable via null', 'route fail outside: no-such-pod: no pod has 10.244.9.9: 10.244.0.0/16 is on no node'],
      ],
    },
    {
      rule: 'nor on a node that is down',
      from: OUTSIDE,
      to: '10.244.2.99:80',
      spec: down('two', ROUTED),
      ways: [['timeout via null', 'route drop outside: node-down: node two is down']],
    },
    {
      rule: 'the address that a node has in its pod range is of the pod range',
      from: OUTSIDE,
      to: '10.244.2.1:10250',
      spec: network({ nodeSource: { ownPods: 'gateway', otherPods: 'node' } }),
      ways: [
        [
          'timeout via null',
          'route drop outside: no-route-from-outside: 10.244.2.1 is in the pod range: no route leads to it from outside the cluster',
        ],
      ],
    },
    {
      rule: 'and is the node, where the range is routed',
      from: OUTSIDE,
      to: '10.244.2.1:10250',
      spec: network({
        nodeSource: { ownPods: 'gateway', otherPods: 'node' },
        routableFrom: { pods: ['203.0.113.0/24'], services: [] },
      }),
      ways: [
        [
          'connected via null at Node two:10250 as 203.0.113.7',
          'route pass outside: to-node: 10.244.2.1 is node two',
          'deliver deliver two: node-daemon: the kubelet on node two listens on 10250/TCP',
        ],
      ],
    },
    {
      rule: 'none lead to cluster IPs',
      from: OUTSIDE,
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', NODE_PORT, B),
      ways: [
        [
          'timeout via null',
          "route drop outside: no-route-from-outside: 10.96.0.20 is a cluster IP: no machine has that address, and only the cluster's nodes translate it",
        ],
      ],
    },
    {
      rule: 'a route to pods is none to Services',
      from: OUTSIDE,
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', NODE_PORT, B),
      spec: ROUTED,
      ways: [
        [
          'timeout via null',
          "route drop outside: no-route-from-outside: 10.96.0.20 is a cluster IP: no machine has that address, and only the cluster's nodes translate it",
        ],
      ],
    },
    {
      rule: 'a route to Services leads to any node',
      from: OUTSIDE,
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', NODE_PORT, B),
      spec: ROUTED_SERVICES,
      ways: [
        [
          '33 % connected via ClusterIP at Pod b:80 as 192.168.0.1',
          'route pass outside: entry-node: 10.96.0.20 is routed to node one',
          'translate rewrite one: service-endpoint: 10.96.0.20:80 becomes 10.244.2.2:80, and the source becomes an address of node one (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite one: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
        [
          '33 % connected via ClusterIP at Pod b:80 as 192.168.0.3',
          'route pass outside: entry-node: 10.96.0.20 is routed to node three',
          'translate rewrite three: service-endpoint: 10.96.0.20:80 becomes 10.244.2.2:80, and the source becomes an address of node three (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite three: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.3 (node three) (192.168.0.3 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
        [
          '33 % connected via ClusterIP at Pod b:80 as 192.168.0.2',
          'route pass outside: entry-node: 10.96.0.20 is routed to node two',
          'translate rewrite two: service-endpoint: 10.96.0.20:80 becomes 10.244.2.2:80, and the source becomes an address of node two (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite two: same-node: 10.244.2.2 stays on node two; its source becomes 192.168.0.2 (node two) (192.168.0.2 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'a node that is named is entered whatever the address',
      from: '203.0.113.7 one',
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', NODE_PORT, B),
      ways: [
        [
          'connected via ClusterIP at Pod b:80 as 192.168.0.1',
          'route pass outside: entry-node: 10.96.0.20 is routed to node one',
          'translate rewrite one: service-endpoint: 10.96.0.20:80 becomes 10.244.2.2:80, and the source becomes an address of node one (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite one: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'and answers for its own',
      from: '203.0.113.7 one',
      to: '192.168.0.1:10250',
      ways: [
        [
          'connected via null at Node one:10250 as 203.0.113.7',
          'route pass outside: entry-node: 192.168.0.1 is routed to node one',
          'deliver deliver one: node-daemon: the kubelet on node one listens on 10250/TCP',
        ],
      ],
    },
    {
      rule: 'a node that is down takes nothing',
      from: OUTSIDE,
      to: '192.168.0.1:10250',
      spec: down('one'),
      ways: [['timeout via null', 'route drop outside: node-down: node one is down']],
    },
  ])('$rule', (row) => expect(waysOf(row)).toEqual(row.ways));
});
