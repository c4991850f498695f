import { describe, expect, test } from 'vitest';
import { type Row, reading, waysOf } from './told.fixture.ts';
import { hostPodYaml, serviceYaml } from './world.fixture.ts';

const CLUSTER_IP = 'clusterIP: 10.96.0.20, ports: [{port: 80}]';
const B = ['10.244.2.2:80 two'];
const ON_HOST = hostPodYaml('h', 'one', 8080);

/** A policy for all pods, or those named, that lets nobody in or out. */
const isolate = (types: string, rules = '', selector = '{}') => `
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: ${selector}, policyTypes: [${types}]${rules}}}
`;
const ofApp = (app: string) => `{matchLabels: {app: ${app}}}`;
const fromApp = (app: string) => `, ingress: [{from: [{podSelector: ${ofApp(app)}}]}]`;
const fromBlock = (cidr: string) => `, ingress: [{from: [{ipBlock: {cidr: ${cidr}}}]}]`;

describe('policies', () => {
  test.each<Row>([
    {
      rule: 'of the sender',
      from: 'pod a',
      to: '10.244.2.2:80',
      yaml: isolate('Egress', '', ofApp('a')),
      ways: [
        [
          'timeout via null',
          'egress drop a: policy-isolates: NetworkPolicy default/p isolates egress, and no rule allows it to pod default/b on port 80/TCP [NetworkPolicy default/p] <NetworkPolicy default/p, NetworkPolicy default/p> (near: NetworkPolicy default/p)',
        ],
      ],
    },
    {
      rule: 'of the receiver',
      from: 'pod a',
      to: '10.244.2.2:80',
      yaml: isolate('Ingress', '', ofApp('b')),
      ways: [
        [
          'timeout via null',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress drop b: policy-isolates: NetworkPolicy default/p isolates ingress, and no rule allows it from pod default/a on port 80/TCP [NetworkPolicy default/p] <NetworkPolicy default/p, NetworkPolicy default/p> (near: NetworkPolicy default/p)',
        ],
      ],
    },
    {
      rule: 'some plugins refuse',
      from: 'pod a',
      to: '10.244.2.2:80',
      yaml: isolate('Ingress', '', ofApp('b')),
      spec: reading({ denied: 'reject' }),
      ways: [
        [
          'refused via null',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress reject b: policy-isolates: NetworkPolicy default/p isolates ingress, and no rule allows it from pod default/a on port 80/TCP [NetworkPolicy default/p] <NetworkPolicy default/p, NetworkPolicy default/p> (near: NetworkPolicy default/p)',
        ],
      ],
    },
    {
      rule: 'know the sender',
      from: 'pod a',
      to: '10.244.2.2:80',
      yaml: isolate('Ingress', fromApp('a'), ofApp('b')),
      ways: [
        [
          'connected via PodIP at Pod b:80 as 10.244.1.2',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: policy-allows: NetworkPolicy default/p allows ingress from pod default/a on port 80/TCP [NetworkPolicy default/p spec.ingress.0.from.0] <NetworkPolicy default/p spec.ingress.0.from.0, NetworkPolicy default/p, NetworkPolicy default/p spec.ingress.0, NetworkPolicy default/p spec.ingress.0.from.0>',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'are asked about a Service behind the translation',
      from: 'pod a',
      to: '10.96.0.20:80',
      yaml:
        serviceYaml('s', CLUSTER_IP, B) +
        isolate('Egress', ', egress: [{to: [{ipBlock: {cidr: 10.96.0.0/12}}]}]', ofApp('a')),
      ways: [
        [
          'timeout via ClusterIP',
          'translate rewrite one: service-endpoint: 10.96.0.20:80 becomes 10.244.2.2:80 (10.244.1.2 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'egress drop a: policy-isolates: NetworkPolicy default/p isolates egress, and no rule allows it to pod default/b on port 80/TCP [NetworkPolicy default/p] <NetworkPolicy default/p, NetworkPolicy default/p> (near: NetworkPolicy default/p spec.egress.0.to.0)',
        ],
      ],
    },
    {
      rule: 'or before it',
      from: 'pod a',
      to: '10.96.0.20:80',
      yaml:
        serviceYaml('s', CLUSTER_IP, B) +
        isolate('Egress', ', egress: [{to: [{ipBlock: {cidr: 10.96.0.0/12}}]}]', ofApp('a')),
      spec: reading({ egressSeesServiceIP: true }),
      ways: [
        [
          'connected via ClusterIP at Pod b:80 as 10.244.1.2',
          'translate rewrite one: service-endpoint: 10.96.0.20:80 becomes 10.244.2.2:80 (10.244.1.2 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'egress pass a: policy-allows: NetworkPolicy default/p allows egress to 10.96.0.20 (a Service of pod default/b) on port 80/TCP [NetworkPolicy default/p spec.egress.0.to.0] <NetworkPolicy default/p spec.egress.0.to.0, NetworkPolicy default/p, NetworkPolicy default/p spec.egress.0, NetworkPolicy default/p spec.egress.0.to.0>',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'of a pod that reaches itself, with a plugin that counts them',
      from: 'pod a',
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', CLUSTER_IP, ['10.244.1.2:80 one']) + isolate('Ingress', '', ofApp('a')),
      spec: reading({ hairpin: 'enforce' }),
      ways: [
        [
          'timeout via ClusterIP',
          'translate rewrite one: service-endpoint: 10.96.0.20:80 becomes 10.244.1.2:80, and as that is the client itself, the source becomes an address of node one (10.244.1.2 → 10.244.1.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'egress pass a: not-isolated: no policy isolates egress',
          'route rewrite one: same-node: 10.244.1.2 stays on node one; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.1.2:80/TCP)',
          'ingress drop a: policy-isolates: NetworkPolicy default/p isolates ingress, and no rule allows it from pod default/a on port 80/TCP [NetworkPolicy default/p] <NetworkPolicy default/p, NetworkPolicy default/p> (near: NetworkPolicy default/p)',
        ],
      ],
    },
    {
      rule: 'none is asked about pods on the host network',
      from: 'pod h',
      to: '10.244.2.2:80',
      yaml: ON_HOST + isolate('Egress'),
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
      rule: 'but some plugins ask',
      from: 'pod h',
      to: '10.244.2.2:80',
      yaml: ON_HOST + isolate('Egress'),
      spec: reading({ hostNetwork: 'pod' }),
      ways: [
        [
          'timeout via null',
          'egress drop h: policy-isolates: NetworkPolicy default/p isolates egress, and no rule allows it to pod default/b on port 80/TCP [NetworkPolicy default/p] <NetworkPolicy default/p, NetworkPolicy default/p> (near: NetworkPolicy default/p)',
        ],
      ],
    },
    {
      rule: 'nor about what comes to them',
      from: 'pod b',
      to: '192.168.0.1:8080',
      yaml: ON_HOST + isolate('Ingress'),
      ways: [
        [
          'connected via HostNetwork at Pod h:8080 as 192.168.0.2',
          'egress pass b: not-isolated: no policy isolates egress',
          'route rewrite two: to-node: 192.168.0.1 goes to node one; its source becomes 192.168.0.2 (node two) (192.168.0.2 → 192.168.0.1:8080/TCP)',
          'deliver deliver h: listens-declared: container c listens on 8080/TCP: it declares that port [Pod default/h spec.containers.0.ports.0]',
        ],
      ],
    },
    {
      rule: 'where they are pods, it is',
      from: 'pod b',
      to: '192.168.0.1:8080',
      yaml: ON_HOST + isolate('Ingress'),
      spec: reading({ hostNetwork: 'pod' }),
      ways: [
        [
          'timeout via null',
          'egress pass b: not-isolated: no policy isolates egress',
          'route rewrite two: to-node: 192.168.0.1 goes to node one; its source becomes 192.168.0.2 (node two) (192.168.0.2 → 192.168.0.1:8080/TCP)',
          'ingress drop one: policy-isolates: NetworkPolicy default/p isolates ingress, and no rule allows it from node two (192.168.0.2) on port 8080/TCP [NetworkPolicy default/p] <NetworkPolicy default/p, NetworkPolicy default/p> (near: NetworkPolicy default/p)',
        ],
      ],
    },
    {
      rule: 'about what comes to their node, it is not',
      from: 'pod b',
      to: '192.168.0.1:10250',
      yaml: ON_HOST + isolate('Ingress'),
      spec: reading({ hostNetwork: 'pod' }),
      ways: [
        [
          'connected via null at Node one:10250 as 192.168.0.2',
          'egress pass b: not-isolated: no policy isolates egress',
          'route rewrite two: to-node: 192.168.0.1 goes to node one; its source becomes 192.168.0.2 (node two) (192.168.0.2 → 192.168.0.1:10250/TCP)',
          'deliver deliver one: node-daemon: the kubelet on node one listens on 10250/TCP',
        ],
      ],
    },
    {
      rule: 'a selector matches no pod on the host network',
      from: 'pod b',
      to: '192.168.0.1:8080',
      yaml: ON_HOST + isolate('Egress', `, egress: [{to: [{podSelector: {}}]}]`, ofApp('b')),
      ways: [
        [
          'timeout via null',
          'egress drop b: policy-isolates: NetworkPolicy default/p isolates egress, and no rule allows it to node one (192.168.0.1) on port 8080/TCP [NetworkPolicy default/p] <NetworkPolicy default/p, NetworkPolicy default/p> (near: NetworkPolicy default/p spec.egress.0.to.0)',
        ],
      ],
    },
    {
      rule: 'unless that is a pod',
      from: 'pod b',
      to: '192.168.0.1:8080',
      yaml: ON_HOST + isolate('Egress', `, egress: [{to: [{podSelector: {}}]}]`, ofApp('b')),
      spec: reading({ hostNetwork: 'pod' }),
      ways: [
        [
          'connected via HostNetwork at Pod h:8080 as 192.168.0.2',
          'egress pass b: policy-allows: NetworkPolicy default/p allows egress to pod default/h on port 8080/TCP [NetworkPolicy default/p spec.egress.0.to.0] <NetworkPolicy default/p spec.egress.0.to.0, NetworkPolicy default/p, NetworkPolicy default/p spec.egress.0, NetworkPolicy default/p spec.egress.0.to.0>',
          'route rewrite two: to-node: 192.168.0.1 goes to node one; its source becomes 192.168.0.2 (node two) (192.168.0.2 → 192.168.0.1:8080/TCP)',
          'ingress pass one: not-isolated: no policy isolates ingress',
          'deliver deliver h: listens-declared: container c listens on 8080/TCP: it declares that port [Pod default/h spec.containers.0.ports.0]',
        ],
      ],
    },
    {
      rule: 'which other ports of the node are not',
      from: 'pod b',
      to: '192.168.0.1:10250',
      yaml: ON_HOST + isolate('Egress', `, egress: [{to: [{podSelector: {}}]}]`, ofApp('b')),
      spec: reading({ hostNetwork: 'pod' }),
      ways: [
        [
          'timeout via null',
          'egress drop b: policy-isolates: NetworkPolicy default/p isolates egress, and no rule allows it to node one (192.168.0.1) on port 10250/TCP [NetworkPolicy default/p] <NetworkPolicy default/p, NetworkPolicy default/p> (near: NetworkPolicy default/p spec.egress.0.to.0)',
        ],
      ],
    },
    {
      rule: 'and a pod on the host network is its node to others',
      from: 'pod h',
      to: '10.244.2.2:80',
      yaml: ON_HOST + isolate('Ingress', ', ingress: [{from: [{podSelector: {}}]}]', ofApp('b')),
      ways: [
        [
          'timeout via null',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress drop b: policy-isolates: NetworkPolicy default/p isolates ingress, and no rule allows it from node one (192.168.0.1) on port 80/TCP [NetworkPolicy default/p] <NetworkPolicy default/p, NetworkPolicy default/p> (near: NetworkPolicy default/p spec.ingress.0.from.0)',
        ],
      ],
    },
    {
      rule: 'or is itself',
      from: 'pod h',
      to: '10.244.2.2:80',
      yaml: ON_HOST + isolate('Ingress', ', ingress: [{from: [{podSelector: {}}]}]', ofApp('b')),
      spec: reading({ hostNetwork: 'pod' }),
      ways: [
        [
          'connected via PodIP at Pod b:80 as 192.168.0.1',
          'egress pass h: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: policy-allows: NetworkPolicy default/p allows ingress from pod default/h on port 80/TCP [NetworkPolicy default/p spec.ingress.0.from.0] <NetworkPolicy default/p spec.ingress.0.from.0, NetworkPolicy default/p, NetworkPolicy default/p spec.ingress.0, NetworkPolicy default/p spec.ingress.0.from.0>',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'unless another node has masqueraded it',
      from: 'pod h',
      to: '192.168.0.3:30080',
      yaml:
        ON_HOST +
        serviceYaml('s', 'type: NodePort, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]', B) +
        isolate('Ingress', ', ingress: [{from: [{podSelector: {}}]}]', ofApp('b')),
      spec: reading({ hostNetwork: 'pod' }),
      ways: [
        [
          'timeout via NodePort',
          'egress pass h: not-isolated: no policy isolates egress',
          'route pass one: to-node: 192.168.0.3 goes to node three',
          'translate rewrite three: service-endpoint: 192.168.0.3:30080 becomes 10.244.2.2:80, and the source becomes an address of node three (192.168.0.1 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite three: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.3 (node three) (192.168.0.3 → 10.244.2.2:80/TCP)',
          'ingress drop b: policy-isolates: NetworkPolicy default/p isolates ingress, and no rule allows it from node three (192.168.0.3) on port 80/TCP [NetworkPolicy default/p] <NetworkPolicy default/p, NetworkPolicy default/p> (near: NetworkPolicy default/p spec.ingress.0.from.0)',
        ],
      ],
    },
    {
      rule: 'a node is admitted by its address',
      from: 'node one',
      to: '10.244.2.2:80',
      yaml: isolate('Ingress', fromBlock('192.168.0.1/32'), ofApp('b')),
      ways: [
        [
          'connected via PodIP at Pod b:80 as 192.168.0.1',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: policy-allows: NetworkPolicy default/p allows ingress from node one (192.168.0.1) on port 80/TCP [NetworkPolicy default/p spec.ingress.0.from.0] <NetworkPolicy default/p spec.ingress.0.from.0, NetworkPolicy default/p, NetworkPolicy default/p spec.ingress.0, NetworkPolicy default/p spec.ingress.0.from.0>',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'the own node of a pod always',
      from: 'node two',
      to: '10.244.2.2:80',
      yaml: isolate('Ingress', '', ofApp('b')),
      ways: [
        [
          'connected via PodIP at Pod b:80 as 192.168.0.2',
          'route pass two: same-node: 10.244.2.2 stays on node two',
          "ingress pass b: own-node: ingress from a pod's own node is always allowed",
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'see a client outside before the node of the pod masquerades it',
      from: '203.0.113.7',
      to: '192.168.0.2:30080',
      yaml:
        serviceYaml('s', 'type: NodePort, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]', B) +
        isolate('Ingress', fromBlock('203.0.113.0/24'), ofApp('b')),
      ways: [
        [
          'connected via NodePort at Pod b:80 as 192.168.0.2',
          'route pass outside: to-node: 192.168.0.2 is node two',
          'translate rewrite two: service-endpoint: 192.168.0.2:30080 becomes 10.244.2.2:80, and the source becomes an address of node two (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite two: same-node: 10.244.2.2 stays on node two; its source becomes 192.168.0.2 (node two) (192.168.0.2 → 10.244.2.2:80/TCP)',
          'ingress pass b: policy-allows: NetworkPolicy default/p allows ingress from 203.0.113.7 on port 80/TCP [NetworkPolicy default/p spec.ingress.0.from.0] <NetworkPolicy default/p spec.ingress.0.from.0, NetworkPolicy default/p, NetworkPolicy default/p spec.ingress.0, NetworkPolicy default/p spec.ingress.0.from.0>',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'or behind that',
      from: '203.0.113.7',
      to: '192.168.0.2:30080',
      yaml:
        serviceYaml('s', 'type: NodePort, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]', B) +
        isolate('Ingress', fromBlock('203.0.113.0/24'), ofApp('b')),
      spec: reading({ ingressSeesMasquerade: true }),
      ways: [
        [
          'connected via NodePort at Pod b:80 as 192.168.0.2',
          'route pass outside: to-node: 192.168.0.2 is node two',
          'translate rewrite two: service-endpoint: 192.168.0.2:30080 becomes 10.244.2.2:80, and the source becomes an address of node two (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite two: same-node: 10.244.2.2 stays on node two; its source becomes 192.168.0.2 (node two) (192.168.0.2 → 10.244.2.2:80/TCP)',
          "ingress pass b: own-node: ingress from a pod's own node is always allowed",
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'what another node has masqueraded is that node',
      from: '203.0.113.7',
      to: '192.168.0.1:30080',
      yaml:
        serviceYaml('s', 'type: NodePort, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]', B) +
        isolate('Ingress', fromBlock('192.168.0.1/32'), ofApp('b')),
      ways: [
        [
          'connected via NodePort at Pod b:80 as 192.168.0.1',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'translate rewrite one: service-endpoint: 192.168.0.1:30080 becomes 10.244.2.2:80, and the source becomes an address of node one (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite one: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.2.2:80/TCP)',
          'ingress pass b: policy-allows: NetworkPolicy default/p allows ingress from node one (192.168.0.1) on port 80/TCP [NetworkPolicy default/p spec.ingress.0.from.0] <NetworkPolicy default/p spec.ingress.0.from.0, NetworkPolicy default/p, NetworkPolicy default/p spec.ingress.0, NetworkPolicy default/p spec.ingress.0.from.0>',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'or somebody outside: no block but that of all addresses holds it',
      from: '203.0.113.7',
      to: '192.168.0.1:30080',
      yaml:
        serviceYaml('s', 'type: NodePort, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]', B) +
        isolate('Ingress', fromBlock('192.168.0.1/32'), ofApp('b')),
      spec: reading({ forwardedClients: 'outside' }),
      ways: [
        [
          'timeout via NodePort',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'translate rewrite one: service-endpoint: 192.168.0.1:30080 becomes 10.244.2.2:80, and the source becomes an address of node one (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite one: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.2.2:80/TCP)',
          'ingress drop b: policy-isolates: NetworkPolicy default/p isolates ingress, and no rule allows it from a client outside whose address another node hides on port 80/TCP [NetworkPolicy default/p] <NetworkPolicy default/p, NetworkPolicy default/p> (near: NetworkPolicy default/p spec.ingress.0.from.0)',
        ],
      ],
    },
    {
      rule: 'which does',
      from: '203.0.113.7',
      to: '192.168.0.1:30080',
      yaml:
        serviceYaml('s', 'type: NodePort, clusterIP: 10.96.0.20, ports: [{port: 80, nodePort: 30080}]', B) +
        isolate('Ingress', fromBlock('0.0.0.0/0'), ofApp('b')),
      spec: reading({ forwardedClients: 'outside' }),
      ways: [
        [
          'connected via NodePort at Pod b:80 as 192.168.0.1',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'translate rewrite one: service-endpoint: 192.168.0.1:30080 becomes 10.244.2.2:80, and the source becomes an address of node one (203.0.113.7 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'route rewrite one: to-node: 10.244.2.2 goes to node two; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 10.244.2.2:80/TCP)',
          'ingress pass b: policy-allows: NetworkPolicy default/p allows ingress from a client outside whose address another node hides on port 80/TCP [NetworkPolicy default/p spec.ingress.0.from.0] <NetworkPolicy default/p spec.ingress.0.from.0, NetworkPolicy default/p, NetworkPolicy default/p spec.ingress.0, NetworkPolicy default/p spec.ingress.0.from.0>',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
  ])('$rule', (row) => expect(waysOf(row)).toEqual(row.ways));
});
