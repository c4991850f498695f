import { describe, expect, test } from 'vitest';
import { network, type Row, waysOf } from './told.fixture.ts';
import { serviceYaml } from './world.fixture.ts';

const CLUSTER_IP = 'clusterIP: 10.96.0.20, ports: [{port: 80}]';
const B = ['10.244.2.2:80 two'];
/** A policy for all pods, or those named, that lets nobody in or out. */
const isolate = (types: string, rules = '', selector = '{}') => `
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: ${selector}, policyTypes: [${types}]${rules}}}
`;
const ofApp = (app: string) => `{matchLabels: {app: ${app}}}`;
describe('what is not modelled and may act', () => {
  const cilium = network({ plugin: 'cilium' });
  const foreign = (kind: string, spec: string) => `
---
{apiVersion: cilium.io/v2, kind: ${kind}, metadata: {name: x}, spec: ${spec}}
`;
  const onPods = (app: string, direction: string) =>
    foreign('CiliumNetworkPolicy', `{endpointSelector: ${ofApp(app)}, ${direction}: []}`);
  const onNodes = foreign('CiliumClusterwideNetworkPolicy', '{nodeSelector: {}, ingress: []}');
  const mesh = `
---
{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: x}, spec: {selector: ${ofApp('b')}}}
`;
  const runner = `
---
{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: r}, spec: {template: {metadata: {labels: {app: r}}}}}
`;
  test.each<Row>([
    {
      rule: 'on the sender',
      from: 'pod a',
      to: '10.244.2.2:80',
      yaml: onPods('a', 'egress'),
      spec: cilium,
      ways: [
        [
          'unknown via null',
          'egress fail a: foreign-policy: CiliumNetworkPolicy default/x may act on pod default/a, and is not modelled [CiliumNetworkPolicy default/x]',
        ],
      ],
    },
    {
      rule: 'on the receiver',
      from: 'pod a',
      to: '10.244.2.2:80',
      yaml: onPods('b', 'ingress'),
      spec: cilium,
      ways: [
        [
          'unknown via null',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress fail b: foreign-policy: CiliumNetworkPolicy default/x may act on pod default/b, and is not modelled [CiliumNetworkPolicy default/x]',
        ],
      ],
    },
    {
      rule: 'on others',
      from: 'pod a',
      to: '10.244.2.2:80',
      yaml: onPods('c', 'ingress'),
      spec: cilium,
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
      rule: 'with another plugin',
      from: 'pod a',
      to: '10.244.2.2:80',
      yaml: onPods('a', 'egress'),
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
      rule: 'what nodes send',
      from: 'node one',
      to: '10.244.2.2:80',
      yaml: onNodes,
      spec: cilium,
      ways: [
        [
          'unknown via null',
          'egress fail one: foreign-policy: CiliumClusterwideNetworkPolicy default/x may act on node one, and is not modelled [CiliumClusterwideNetworkPolicy default/x]',
        ],
      ],
    },
    {
      rule: 'what nodes get',
      from: 'pod b',
      to: '192.168.0.1:10250',
      yaml: onNodes,
      spec: cilium,
      ways: [
        [
          'unknown via null',
          'egress pass b: not-isolated: no policy isolates egress',
          'route rewrite two: to-node: 192.168.0.1 goes to node one; its source becomes 192.168.0.2 (node two) (192.168.0.2 → 192.168.0.1:10250/TCP)',
          'ingress fail one: foreign-policy: CiliumClusterwideNetworkPolicy default/x may act on node one, and is not modelled [CiliumClusterwideNetworkPolicy default/x]',
        ],
      ],
    },
    {
      rule: 'what a node gets from its pods',
      from: 'pod a',
      to: '192.168.0.1:10250',
      yaml: onNodes,
      spec: cilium,
      ways: [
        [
          'unknown via null',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: same-node: 192.168.0.1 stays on node one',
          'ingress fail one: foreign-policy: CiliumClusterwideNetworkPolicy default/x may act on node one, and is not modelled [CiliumClusterwideNetworkPolicy default/x]',
        ],
      ],
    },
    {
      rule: 'what pods send to pods',
      from: 'pod a',
      to: '10.244.2.2:80',
      yaml: onNodes,
      spec: cilium,
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
      rule: 'a mesh that may refuse at the end',
      from: 'pod a',
      to: '10.244.2.2:80',
      yaml: mesh,
      ways: [
        [
          'unknown via PodIP',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver fail b: foreign-policy: AuthorizationPolicy default/x may act on pod default/b, and is not modelled [AuthorizationPolicy default/x]',
        ],
      ],
    },
    {
      rule: 'and refuses nobody that a policy has dropped',
      from: 'pod a',
      to: '10.244.2.2:80',
      yaml: mesh + isolate('Ingress', '', ofApp('b')),
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
      rule: 'pods that nobody sees, behind a Service',
      from: 'pod a',
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', `selector: {app: r}, ${CLUSTER_IP}`, []) + runner,
      ways: [
        [
          'unknown via null',
          'translate fail a: foreign-pods: Rollout default/r may run pods behind Service default/s, and is not modelled [Rollout default/r]',
        ],
      ],
    },
    {
      rule: 'beside those that are seen',
      from: 'pod a',
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', `selector: {app: r}, ${CLUSTER_IP}`, B) + runner,
      ways: [
        [
          'unknown via null',
          'translate fail a: foreign-pods: Rollout default/r may run pods behind Service default/s, and is not modelled [Rollout default/r]',
        ],
      ],
    },
    {
      rule: 'pods of other labels',
      from: 'pod a',
      to: '10.96.0.20:80',
      yaml: serviceYaml('s', `selector: {app: s}, ${CLUSTER_IP}`, []) + runner,
      ways: [
        [
          'refused via ClusterIP',
          'translate reject one: no-endpoints: Service default/s has no endpoints: no pod in namespace default has app=s [Service default/s spec.selector] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0> (near: Pod default/a metadata.labels.app) (near: Pod default/b metadata.labels.app) (near: Pod default/c metadata.labels.app)',
        ],
      ],
    },
  ])('$rule', (row) => expect(waysOf(row)).toEqual(row.ways));
});
