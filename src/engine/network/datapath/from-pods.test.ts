import { describe, expect, test } from 'vitest';
import type { ClusterSpec } from '../../model/index.ts';
import { down, network, type Row, waysOf } from './told.fixture.ts';
import { podYaml, SPEC, serviceYaml } from './world.fixture.ts';

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
/** A policy for all pods, or those named, that lets nobody in or out. */
const isolate = (types: string, rules = '', selector = '{}') => `
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: ${selector}, policyTypes: [${types}]${rules}}}
`;
describe('a pod', () => {
  test.each<Row>([
    {
      rule: 'its loopback is its own',
      from: 'pod a',
      to: '127.0.0.1:80',
      ways: [
        [
          'connected via Loopback at Pod a:80 as 127.0.0.1',
          'deliver deliver a: listens-image: container c listens on 80/TCP: its image is known to [Pod default/a spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'and so is its address: no policy is asked',
      from: 'pod a',
      to: '10.244.1.2:80',
      yaml: isolate('Ingress, Egress'),
      ways: [
        [
          'connected via PodIP at Pod a:80 as 10.244.1.2',
          'deliver deliver a: listens-image: container c listens on 80/TCP: its image is known to [Pod default/a spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'reaches a pod of its node',
      from: 'pod a',
      to: '10.244.1.3:80',
      ways: [
        [
          'connected via PodIP at Pod c:80 as 10.244.1.2',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: same-node: 10.244.1.3 stays on node one',
          'ingress pass c: not-isolated: no policy isolates ingress',
          'deliver deliver c: listens-image: container c listens on 80/TCP: its image is known to [Pod default/c spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'and one of another',
      from: 'pod a',
      to: '10.244.2.2:80',
      ways: [
        [
          'connected via PodIP at Pod b:80 as 10.244.1.2',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'unless that is down',
      from: 'pod a',
      to: '10.244.2.2:80',
      spec: down('two'),
      ways: [
        [
          'timeout via null',
          'egress pass a: not-isolated: no policy isolates egress',
          'route drop a: node-down: node two is down',
        ],
      ],
    },
    {
      rule: 'or its own',
      from: 'pod a',
      to: '10.244.2.2:80',
      spec: down('one'),
      ways: [['unreachable via null', "resolve fail a: node-down: the client's node one is down"]],
    },
    {
      rule: 'an echo request',
      from: 'pod a',
      to: '10.244.2.2:0',
      protocol: 'ICMP',
      ways: [
        [
          'connected via PodIP at Pod b:0 as 10.244.1.2',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: echo: pod default/b answers echo requests itself, whatever listens',
        ],
      ],
    },
    {
      rule: 'an echo request to itself',
      from: 'pod a',
      to: '127.0.0.1:0',
      protocol: 'ICMP',
      ways: [
        [
          'connected via Loopback at Pod a:0 as 127.0.0.1',
          'deliver deliver a: echo: pod default/a answers echo requests itself, whatever listens',
        ],
      ],
    },
    {
      rule: 'a closed port',
      from: 'pod a',
      to: '10.244.2.2:81',
      ways: [
        [
          'refused via PodIP',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver reject b: nobody-listens: nobody in pod default/b listens on 81/TCP; it listens on 80/TCP [Pod default/b spec.containers.0]',
        ],
      ],
    },
    {
      rule: 'a port that is open to the pod itself alone',
      from: 'pod a',
      to: '10.244.2.9:5432',
      yaml: podYaml('l', '10.244.2.9').replace(
        'name: l,',
        "name: l, annotations: {curlew.dev/listens: '127.0.0.1:5432'},",
      ),
      ways: [
        [
          'refused via PodIP',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.9 goes to node two',
          'ingress pass l: not-isolated: no policy isolates ingress',
          'deliver reject l: nobody-listens: nobody in pod default/l listens on 5432/TCP; it listens on 80/TCP, 127.0.0.1:5432/TCP alone [Pod default/l spec.containers.0]',
        ],
      ],
    },
    {
      rule: 'a pod that listens on nothing',
      from: 'pod a',
      to: '10.244.2.9:80',
      yaml: podYaml('l', '10.244.2.9').replace('image: nginx', 'image: busybox'),
      ways: [
        [
          'refused via PodIP',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.9 goes to node two',
          'ingress pass l: not-isolated: no policy isolates ingress',
          'deliver reject l: nobody-listens: nobody in pod default/l listens on 80/TCP; no port of it is known [Pod default/l spec.containers.0]',
        ],
      ],
    },
    {
      rule: 'a pod of which nobody knows what it listens on',
      from: 'pod a',
      to: '10.244.2.9:80',
      yaml: podYaml('l', '10.244.2.9').replace('image: nginx', 'image: own'),
      ways: [
        [
          'unknown via null',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.9 goes to node two',
          'ingress pass l: not-isolated: no policy isolates ingress',
          'deliver fail l: unknown-listeners: nobody knows whether container c of pod default/l listens on 80/TCP: its image is not known, and it declares no port; declare its ports, or annotate the pod with curlew.dev/listens [Pod default/l spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'an address without a pod',
      from: 'pod a',
      to: '10.244.2.99:80',
      ways: [
        [
          'unreachable via null',
          'egress pass a: not-isolated: no policy isolates egress',
          'route fail a: no-such-pod: no pod has 10.244.2.99: 10.244.2.0/24 is on node two',
        ],
      ],
    },
    {
      rule: 'on no node',
      from: 'pod a',
      to: '10.244.9.9:80',
      ways: [
        [
          'unreachable via null',
          'egress pass a: not-isolated: no policy isolates egress',
          'route fail a: no-such-pod: no pod has 10.244.9.9: 10.244.0.0/16 is on no node',
        ],
      ],
    },
    {
      rule: 'an address without a Service',
      from: 'pod a',
      to: '10.96.0.99:80',
      ways: [
        [
          'timeout via null',
          'egress pass a: not-isolated: no policy isolates egress',
          'route drop a: not-translated: no rule on node one translates 10.96.0.99:80, and no machine has that address (near: Cluster test spec.network.serviceCIDR)',
        ],
      ],
    },
    {
      rule: 'another port of a Service',
      from: 'pod a',
      to: '10.96.0.20:81',
      yaml: serviceYaml('s', CLUSTER_IP, B),
      ways: [
        [
          'timeout via null',
          'egress pass a: not-isolated: no policy isolates egress',
          'route drop a: not-translated: no rule on node one translates 10.96.0.20:81, and no machine has that address (near: Service default/s spec.ports.0)',
        ],
      ],
    },
    {
      rule: 'a Service',
      from: 'pod a',
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', CLUSTER_IP, B),
      ways: [
        [
          'connected via ClusterIP at Pod b:80 as 10.244.1.2',
          'translate rewrite one: service-endpoint: 10.96.0.20:80 becomes 10.244.2.2:80 (10.244.1.2 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'a Service that nobody is behind',
      from: 'pod a',
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', CLUSTER_IP, []),
      ways: [
        [
          'refused via ClusterIP',
          'translate reject one: no-endpoints: Service default/s has no endpoints: it has no selector, and no EndpointSlice has the label kubernetes.io/service-name=s [Service default/s spec] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
        ],
      ],
    },
    {
      rule: 'one of its own',
      from: 'pod a',
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', CLUSTER_IP, ['10.244.1.2:80 one']) + isolate('Ingress, Egress'),
      ways: [
        [
          'connected via ClusterIP at Pod a:80 as 192.168.0.1',
          'translate rewrite one: service-endpoint: 10.96.0.20:80 becomes 10.244.1.2:80, and as that is the client itself, the source becomes an address of node one (10.244.1.2 → 10.244.1.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'egress pass a: exempt-hairpin: plugin test lets pass what comes back to its own pod through a Service, whichever NetworkPolicy isolates the pod',
          'route rewrite one: same-node: 10.244.1.2 stays on node one; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.1.2:80/TCP)',
          'ingress pass a: exempt-hairpin: plugin test lets pass what comes back to its own pod through a Service, whichever NetworkPolicy isolates the pod',
          'deliver deliver a: listens-image: container c listens on 80/TCP: its image is known to [Pod default/a spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'unless its bridge sends nothing back',
      from: 'pod a',
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', CLUSTER_IP, ['10.244.1.2:80 one']),
      spec: network({ hairpinMode: false }),
      ways: [
        [
          'timeout via ClusterIP',
          'translate rewrite one: service-endpoint: 10.96.0.20:80 becomes 10.244.1.2:80, and as that is the client itself, the source becomes an address of node one (10.244.1.2 → 10.244.1.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'egress pass a: not-isolated: no policy isolates egress',
          'route drop a: no-hairpin-mode: 10.244.1.2 is the client itself, and its port of the bridge on node one is not in hairpin mode: the packet is not sent back',
        ],
      ],
    },
    {
      rule: 'which loses nothing for others',
      from: 'pod c',
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', CLUSTER_IP, ['10.244.1.2:80 one']),
      spec: network({ hairpinMode: false }),
      ways: [
        [
          'connected via ClusterIP at Pod a:80 as 10.244.1.3',
          'translate rewrite one: service-endpoint: 10.96.0.20:80 becomes 10.244.1.2:80 (10.244.1.3 → 10.244.1.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'egress pass c: not-isolated: no policy isolates egress',
          'route pass one: same-node: 10.244.1.2 stays on node one',
          'ingress pass a: not-isolated: no policy isolates ingress',
          'deliver deliver a: listens-image: container c listens on 80/TCP: its image is known to [Pod default/a spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'a stranger',
      from: 'pod a',
      to: '198.51.100.1:80',
      ways: [
        [
          'unknown via null',
          'egress pass a: not-isolated: no policy isolates egress',
          'route fail a: unknown-host: 198.51.100.1 is outside the model: no host with that address is known; name it with "Given the external host"',
        ],
      ],
    },
    {
      rule: 'a host outside sees the node',
      from: 'pod a',
      to: '198.51.100.2:80',
      spec: HOST,
      ways: [
        [
          'connected via null at External example.com:80 as 192.168.0.1',
          'egress pass a: not-isolated: no policy isolates egress',
          'route rewrite a: outside: 198.51.100.2 is example.com, outside the cluster; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 198.51.100.2:80/TCP)',
          'deliver deliver outside: external-host: example.com answers on 80/TCP',
        ],
      ],
    },
    {
      rule: 'or the pod, where nothing masquerades',
      from: 'pod a',
      to: '198.51.100.2:80',
      spec: { ...HOST, network: network({ masqueradeOutside: false }).network },
      ways: [
        [
          'connected via null at External example.com:80 as 10.244.1.2',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass a: outside: 198.51.100.2 is example.com, outside the cluster',
          'deliver deliver outside: external-host: example.com answers on 80/TCP',
        ],
      ],
    },
    {
      rule: 'or not that block',
      from: 'pod a',
      to: '198.51.100.2:80',
      spec: { ...HOST, network: network({ nonMasqueradeCIDRs: ['198.51.100.0/24'] }).network },
      ways: [
        [
          'connected via null at External example.com:80 as 10.244.1.2',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass a: outside: 198.51.100.2 is example.com, outside the cluster',
          'deliver deliver outside: external-host: example.com answers on 80/TCP',
        ],
      ],
    },
    {
      rule: 'an address of another family',
      from: 'pod a',
      to: '2001:db8::9:80',
      ways: [
        [
          'unreachable via null',
          'route fail a: no-address-of-family: the client has no IPv6 address to reach 2001:db8::9 from',
        ],
      ],
    },
    {
      rule: 'a port of another node',
      from: 'pod a',
      to: '192.168.0.2:10250',
      ways: [
        [
          'connected via null at Node two:10250 as 192.168.0.1',
          'egress pass a: not-isolated: no policy isolates egress',
          'route rewrite one: to-node: 192.168.0.2 goes to node two; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 192.168.0.2:10250/TCP)',
          'deliver deliver two: node-daemon: the kubelet on node two listens on 10250/TCP',
        ],
      ],
    },
    {
      rule: 'a port of its own node',
      from: 'pod a',
      to: '192.168.0.1:10250',
      ways: [
        [
          'connected via null at Node one:10250 as 10.244.1.2',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: same-node: 192.168.0.1 stays on node one',
          'deliver deliver one: node-daemon: the kubelet on node one listens on 10250/TCP',
        ],
      ],
    },
    {
      rule: 'a host port of its own node',
      from: 'pod a',
      to: '192.168.0.1:8081',
      yaml: HOST_PORT,
      ways: [
        [
          'connected via HostPort at Pod p:80 as 192.168.0.1',
          'translate rewrite one: host-port: 192.168.0.1:8081 becomes 10.244.1.9:80: a host port of pod default/p (10.244.1.2 → 10.244.1.9:80/TCP) [Pod default/p spec.containers.0.ports.0.hostPort] <Pod default/p spec.containers.0.ports.0.hostPort, Pod default/p, Pod default/p spec.containers.0.ports.0.hostPort>',
          'egress pass a: not-isolated: no policy isolates egress',
          'route rewrite one: same-node: 10.244.1.9 stays on node one; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.1.9:80/TCP)',
          'ingress pass p: not-isolated: no policy isolates ingress',
          'deliver deliver p: listens-declared: container c listens on 80/TCP: it declares that port [Pod default/p spec.containers.0.ports.0]',
        ],
      ],
    },
    {
      rule: 'a host port of another node',
      from: 'pod b',
      to: '192.168.0.1:8081',
      yaml: HOST_PORT,
      ways: [
        [
          'connected via HostPort at Pod p:80 as 192.168.0.2',
          'egress pass b: not-isolated: no policy isolates egress',
          'route rewrite two: to-node: 192.168.0.1 goes to node one; its source becomes 192.168.0.2 (node two) (192.168.0.2 → 192.168.0.1:8081/TCP)',
          'translate rewrite one: host-port: 192.168.0.1:8081 becomes 10.244.1.9:80: a host port of pod default/p (192.168.0.2 → 10.244.1.9:80/TCP) [Pod default/p spec.containers.0.ports.0.hostPort] <Pod default/p spec.containers.0.ports.0.hostPort, Pod default/p, Pod default/p spec.containers.0.ports.0.hostPort>',
          'route pass one: same-node: 10.244.1.9 stays on node one',
          'ingress pass p: not-isolated: no policy isolates ingress',
          'deliver deliver p: listens-declared: container c listens on 80/TCP: it declares that port [Pod default/p spec.containers.0.ports.0]',
        ],
      ],
    },
    {
      rule: 'a load balancer, which opens a connection of its own',
      from: 'pod a',
      to: '192.0.2.5:80',
      yaml: serviceYaml('s', BALANCED, B, STATUS),
      ways: [
        [
          '33 % connected via LoadBalancer at Pod b:80 as 192.168.0.1',
          'egress pass a: not-isolated: no policy isolates egress',
          'route rewrite outside: entry-node: 192.0.2.5 is routed to node one as 192.168.0.1:30080 by the load balancer of Service default/s (192.0.2.5 → 192.168.0.1:30080/TCP)',
          'translate rewrite one: service-endpoint: 192.168.0.1:30080 becomes 10.244.2.2:80, and the source becomes an address of node one (192.0.2.5 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite one: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
        [
          '33 % connected via LoadBalancer at Pod b:80 as 192.168.0.3',
          'egress pass a: not-isolated: no policy isolates egress',
          'route rewrite outside: entry-node: 192.0.2.5 is routed to node three as 192.168.0.3:30080 by the load balancer of Service default/s (192.0.2.5 → 192.168.0.3:30080/TCP)',
          'translate rewrite three: service-endpoint: 192.168.0.3:30080 becomes 10.244.2.2:80, and the source becomes an address of node three (192.0.2.5 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite three: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.3 (node three) (192.168.0.3 → 10.244.2.2:80/TCP)',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
        [
          '33 % connected via LoadBalancer at Pod b:80 as 192.168.0.2',
          'egress pass a: not-isolated: no policy isolates egress',
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
