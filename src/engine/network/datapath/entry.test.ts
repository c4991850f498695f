import { describe, expect, test } from 'vitest';
import type { ClusterSpec } from '../../model/index.ts';
import { network, type Row, waysOf } from './told.fixture.ts';
import { hostPodYaml, podYaml, SPEC, serviceYaml } from './world.fixture.ts';

const OUTSIDE = '203.0.113.7';
const NODE_PORT = 'type: NodePort, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]';
const BALANCED = 'type: LoadBalancer, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]';
const LOCAL = `externalTrafficPolicy: Local, healthCheckNodePort: 32000, ${BALANCED}`;
const STATUS = '{loadBalancer: {ingress: [{ip: 192.0.2.5}]}}';
const PROXY = '{loadBalancer: {ingress: [{ip: 192.0.2.4, ipMode: VIP}, {ip: 192.0.2.5, ipMode: Proxy}]}}';
const B = ['10.244.2.2:80 two'];

describe('a load balancer', () => {
  test.each<Row>([
    {
      rule: 'any node is behind it',
      from: OUTSIDE,
      to: '192.0.2.5:80',
      yaml: serviceYaml('s', BALANCED, B, STATUS),
      ways: [
        [
          '33 % connected via LoadBalancer at Pod b:80 as 192.168.0.1',
          'route pass outside: entry-node: 192.0.2.5 is routed to node one by the load balancer of Service default/s',
          'translate rewrite one: service-endpoint: 192.0.2.5:80 becomes 10.244.2.2:80, and the source becomes an address of node one (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite one: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
        [
          '33 % connected via LoadBalancer at Pod b:80 as 192.168.0.3',
          'route pass outside: entry-node: 192.0.2.5 is routed to node three by the load balancer of Service default/s',
          'translate rewrite three: service-endpoint: 192.0.2.5:80 becomes 10.244.2.2:80, and the source becomes an address of node three (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite three: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.3 (node three) (192.168.0.3 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
        [
          '33 % connected via LoadBalancer at Pod b:80 as 192.168.0.2',
          'route pass outside: entry-node: 192.0.2.5 is routed to node two by the load balancer of Service default/s',
          'translate rewrite two: service-endpoint: 192.0.2.5:80 becomes 10.244.2.2:80, and the source becomes an address of node two (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite two: same-node: 10.244.2.2 stays on node two; its source becomes 192.168.0.2 (node two) (192.168.0.2 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'that opens connections of its own asks the node port',
      from: OUTSIDE,
      to: '192.0.2.5:80',
      yaml: serviceYaml('s', BALANCED, B, PROXY),
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
    {
      rule: 'not for an address of another mode',
      from: OUTSIDE,
      to: '192.0.2.4:80',
      yaml: serviceYaml('s', BALANCED, B, PROXY),
      ways: [
        [
          '33 % connected via LoadBalancer at Pod b:80 as 192.168.0.1',
          'route pass outside: entry-node: 192.0.2.4 is routed to node one by the load balancer of Service default/s',
          'translate rewrite one: service-endpoint: 192.0.2.4:80 becomes 10.244.2.2:80, and the source becomes an address of node one (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite one: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
        [
          '33 % connected via LoadBalancer at Pod b:80 as 192.168.0.3',
          'route pass outside: entry-node: 192.0.2.4 is routed to node three by the load balancer of Service default/s',
          'translate rewrite three: service-endpoint: 192.0.2.4:80 becomes 10.244.2.2:80, and the source becomes an address of node three (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite three: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.3 (node three) (192.168.0.3 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
        [
          '33 % connected via LoadBalancer at Pod b:80 as 192.168.0.2',
          'route pass outside: entry-node: 192.0.2.4 is routed to node two by the load balancer of Service default/s',
          'translate rewrite two: service-endpoint: 192.0.2.4:80 becomes 10.244.2.2:80, and the source becomes an address of node two (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite two: same-node: 10.244.2.2 stays on node two; its source becomes 192.168.0.2 (node two) (192.168.0.2 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'nor without a node port',
      from: OUTSIDE,
      to: '192.0.2.5:80',
      yaml: serviceYaml(
        's',
        `allocateLoadBalancerNodePorts: false, ${BALANCED.replace(', nodePort: 30080', '')}`,
        B,
        PROXY,
      ),
      ways: [
        [
          '33 % timeout via null',
          'route pass outside: entry-node: 192.0.2.5 is routed to node one by the load balancer of Service default/s',
          'route drop one: not-translated: no rule on node one translates 192.0.2.5:80/TCP, and the node does not have that address (near: Service default/s status.loadBalancer.ingress.1)',
        ],
        [
          '33 % timeout via null',
          'route pass outside: entry-node: 192.0.2.5 is routed to node three by the load balancer of Service default/s',
          'route drop three: not-translated: no rule on node three translates 192.0.2.5:80/TCP, and the node does not have that address (near: Service default/s status.loadBalancer.ingress.1)',
        ],
        [
          '33 % timeout via null',
          'route pass outside: entry-node: 192.0.2.5 is routed to node two by the load balancer of Service default/s',
          'route drop two: not-translated: no rule on node two translates 192.0.2.5:80/TCP, and the node does not have that address (near: Service default/s status.loadBalancer.ingress.1)',
        ],
      ],
    },
    {
      rule: 'asks the health check of the Local policy which nodes have endpoints',
      from: OUTSIDE,
      to: '192.0.2.5:80',
      yaml: serviceYaml('s', LOCAL, B, STATUS),
      ways: [
        [
          'connected via LoadBalancer at Pod b:80 as 203.0.113.7',
          'route pass outside: entry-node: 192.0.2.5 is routed to node two by the load balancer of Service default/s: node two has 1 ready endpoint of Service default/s [Service default/s spec.healthCheckNodePort]',
          'translate rewrite two: service-endpoint: 192.0.2.5:80 becomes 10.244.2.2:80 (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route pass two: same-node: 10.244.2.2 stays on node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'and has nobody behind it where none has',
      from: OUTSIDE,
      to: '192.0.2.5:80',
      yaml: serviceYaml('s', LOCAL, [], STATUS),
      ways: [
        [
          'timeout via null',
          'route drop outside: health-check-unhealthy: no node behind 192.0.2.5 is healthy: node one has no ready endpoints of Service default/s [Service default/s spec.healthCheckNodePort]',
        ],
      ],
    },
    {
      rule: 'a port that its Service does not have',
      from: OUTSIDE,
      to: '192.0.2.5:81',
      yaml: serviceYaml('s', LOCAL, B, STATUS),
      ways: [
        [
          '33 % timeout via null',
          'route pass outside: entry-node: 192.0.2.5 is routed to node one',
          'route drop one: not-translated: no rule on node one translates 192.0.2.5:81/TCP, and the node does not have that address (near: Service default/s spec.ports.0)',
        ],
        [
          '33 % timeout via null',
          'route pass outside: entry-node: 192.0.2.5 is routed to node three',
          'route drop three: not-translated: no rule on node three translates 192.0.2.5:81/TCP, and the node does not have that address (near: Service default/s spec.ports.0)',
        ],
        [
          '33 % timeout via null',
          'route pass outside: entry-node: 192.0.2.5 is routed to node two',
          'route drop two: not-translated: no rule on node two translates 192.0.2.5:81/TCP, and the node does not have that address (near: Service default/s spec.ports.0)',
        ],
      ],
    },
  ])('$rule', (row) => expect(waysOf(row)).toEqual(row.ways));
});

describe('a port of a node', () => {
  const checked = serviceYaml('s', LOCAL, B, STATUS);
  const apiServer = `
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: kubernetes, labels: {kubernetes.io/service-name: kubernetes}}
addressType: IPv4
ports: [{name: https, port: 6443, protocol: TCP}]
endpoints: [{addresses: [192.168.0.1]}]
`;
  const withoutProxy: ClusterSpec = { ...SPEC, nodes: SPEC.nodes.map((node) => ({ ...node, kubeProxy: false })) };
  test.each<Row>([
    {
      rule: 'the kubelet listens on 10250',
      from: OUTSIDE,
      to: '192.168.0.1:10250',
      ways: [
        [
          'connected via null at Node one:10250 as 203.0.113.7',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver deliver one: node-daemon: the kubelet on node one listens on 10250/TCP',
        ],
      ],
    },
    {
      rule: 'over TCP',
      from: OUTSIDE,
      to: '192.168.0.1:10250',
      protocol: 'UDP',
      ways: [
        [
          'refused via null',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver reject one: nobody-listens: nobody on node one listens on 10250/UDP',
        ],
      ],
    },
    {
      rule: 'kube-proxy on 10256',
      from: OUTSIDE,
      to: '192.168.0.1:10256',
      ways: [
        [
          'connected via null at Node one:10256 as 203.0.113.7',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver deliver one: node-daemon: kube-proxy (its health check) on node one listens on 10256/TCP',
        ],
      ],
    },
    {
      rule: 'where there is one',
      from: OUTSIDE,
      to: '192.168.0.1:10256',
      spec: withoutProxy,
      ways: [
        [
          'refused via null',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver reject one: nobody-listens: nobody on node one listens on 10256/TCP',
        ],
      ],
    },
    {
      rule: 'the API server on the nodes that its own slice names',
      from: OUTSIDE,
      to: '192.168.0.1:6443',
      yaml: apiServer,
      ways: [
        [
          'connected via null at Node one:6443 as 203.0.113.7',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver deliver one: node-daemon: the API server on node one listens on 6443/TCP',
        ],
      ],
    },
    {
      rule: 'and on no other',
      from: OUTSIDE,
      to: '192.168.0.2:6443',
      yaml: apiServer,
      ways: [
        [
          'refused via null',
          'route pass outside: to-node: 192.168.0.2 is node two',
          'deliver reject two: nobody-listens: nobody on node two listens on 6443/TCP',
        ],
      ],
    },
    {
      rule: 'and at no other port',
      from: OUTSIDE,
      to: '192.168.0.1:6444',
      yaml: apiServer,
      ways: [
        [
          'refused via null',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver reject one: nobody-listens: nobody on node one listens on 6444/TCP',
        ],
      ],
    },
    {
      rule: 'kube-proxy answers a health check: no endpoint',
      from: OUTSIDE,
      to: '192.168.0.1:32000',
      yaml: checked,
      ways: [
        [
          'connected via null at Node one:32000 as 203.0.113.7',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver deliver one: node-daemon: kube-proxy (health check of Service default/s: 503) on node one listens on 32000/TCP',
        ],
      ],
    },
    {
      rule: 'kube-proxy answers a health check: one endpoint',
      from: OUTSIDE,
      to: '192.168.0.2:32000',
      yaml: checked,
      ways: [
        [
          'connected via null at Node two:32000 as 203.0.113.7',
          'route pass outside: to-node: 192.168.0.2 is node two',
          'deliver deliver two: node-daemon: kube-proxy (health check of Service default/s: 200) on node two listens on 32000/TCP',
        ],
      ],
    },
    {
      rule: 'nobody listens anywhere else',
      from: OUTSIDE,
      to: '192.168.0.1:81',
      ways: [
        [
          'refused via null',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver reject one: nobody-listens: nobody on node one listens on 81/TCP',
        ],
      ],
    },
    {
      rule: 'a pod on the host network listens',
      from: OUTSIDE,
      to: '192.168.0.1:8080',
      yaml: hostPodYaml('h', 'one', 8080),
      ways: [
        [
          'connected via HostNetwork at Pod h:8080 as 203.0.113.7',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver deliver h: listens-declared: container c listens on 8080/TCP: it declares that port [Pod default/h spec.containers.0.ports.0]',
        ],
      ],
    },
    {
      rule: 'on its own node',
      from: OUTSIDE,
      to: '192.168.0.2:8080',
      yaml: hostPodYaml('h', 'one', 8080),
      ways: [
        [
          'refused via null',
          'route pass outside: to-node: 192.168.0.2 is node two',
          'deliver reject two: nobody-listens: nobody on node two listens on 8080/TCP',
        ],
      ],
    },
    {
      rule: 'a pod on the host network that does not say what it listens on',
      from: OUTSIDE,
      to: '192.168.0.1:8080',
      yaml: hostPodYaml('h', 'one', 8080).replace(', ports: [{containerPort: 8080}]', ''),
      ways: [
        [
          'unknown via null',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver fail h: unknown-listeners: nobody knows whether container c of pod default/h listens on 8080/TCP: its image is not known, and it declares no port; declare its ports, or annotate the pod with curlew.dev/listens [Pod default/h spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'a node answers echo requests',
      from: OUTSIDE,
      to: '192.168.0.1:0',
      protocol: 'ICMP',
      ways: [
        [
          'connected via null at Node one:0 as 203.0.113.7',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver deliver one: echo: node one answers echo requests itself, whatever listens',
        ],
      ],
    },
    {
      rule: 'a node port leads to an endpoint',
      from: OUTSIDE,
      to: '192.168.0.1:30080',
      yaml: serviceYaml('s', NODE_PORT, B),
      ways: [
        [
          'connected via NodePort at Pod b:80 as 192.168.0.1',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'translate rewrite one: service-endpoint: 192.168.0.1:30080 becomes 10.244.2.2:80, and the source becomes an address of node one (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite one: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'a port of the host leads to its pod',
      from: OUTSIDE,
      to: '192.168.0.1:8081',
      yaml: podYaml('p', '10.244.1.9').replace(
        'image: nginx',
        'image: nginx, ports: [{containerPort: 80, hostPort: 8081}]',
      ),
      ways: [
        [
          'connected via HostPort at Pod p:80 as 203.0.113.7',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'translate rewrite one: host-port: 192.168.0.1:8081 becomes 10.244.1.9:80: a host port of pod default/p (203.0.113.7 → 10.244.1.9:80/TCP) [Pod default/p spec.containers.0.ports.0.hostPort] <Pod default/p spec.containers.0.ports.0.hostPort, Pod default/p, Pod default/p spec.containers.0.ports.0.hostPort>',
          'route pass one: same-node: 10.244.1.9 stays on node one',
          'ingress pass p: not-isolated: no policy isolates ingress',
          'deliver deliver p: listens-declared: container c listens on 80/TCP: it declares that port [Pod default/p spec.containers.0.ports.0]',
        ],
      ],
    },
    {
      rule: 'where something programs it',
      from: OUTSIDE,
      to: '192.168.0.1:8081',
      yaml: podYaml('p', '10.244.1.9').replace(
        'image: nginx',
        'image: nginx, ports: [{containerPort: 80, hostPort: 8081}]',
      ),
      spec: network({ hostPorts: false }),
      ways: [
        [
          'refused via null',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver reject one: nobody-listens: nobody on node one listens on 8081/TCP',
        ],
      ],
    },
    {
      rule: 'of no other node',
      from: OUTSIDE,
      to: '192.168.0.2:8081',
      yaml: podYaml('p', '10.244.1.9').replace(
        'image: nginx',
        'image: nginx, ports: [{containerPort: 80, hostPort: 8081}]',
      ),
      ways: [
        [
          'refused via null',
          'route pass outside: to-node: 192.168.0.2 is node two',
          'deliver reject two: nobody-listens: nobody on node two listens on 8081/TCP',
        ],
      ],
    },
  ])('$rule', (row) => expect(waysOf(row)).toEqual(row.ways));
});
