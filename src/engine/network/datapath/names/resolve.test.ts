import { describe, expect, test } from 'vitest';
import type { ClusterSpec } from '../../../model/index.ts';
import { network, type Row, waysOf } from '../told.fixture.ts';
import { DNS, SPEC, serviceYaml } from '../world.fixture.ts';

const B = ['10.244.2.2:80 two'];
const HOSTS: ClusterSpec = {
  ...SPEC,
  externalHosts: [
    { name: 'example.com', addresses: ['198.51.100.2', '198.51.100.3', '2001:db8::2'] },
    { name: '*.wild.example.com', addresses: ['198.51.100.4'] },
    { name: 'six.example.com', addresses: ['2001:db8::6'] },
  ],
};
const HEADLESS = serviceYaml('h', 'clusterIP: None, ports: [{port: 80}, {name: other, port: 81}]', B);
const ALIAS = `
---
{apiVersion: v1, kind: Service, metadata: {name: alias}, spec: {type: ExternalName, externalName: example.com}}
`;
const INGRESS = `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i}
spec: {rules: [{host: shop.example.com}, {host: "*.shop.example.com"}]}
status: {loadBalancer: {ingress: [{ip: 192.168.0.1}]}}
`;
const OUTSIDE = '203.0.113.7';
const DENIED = `
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {matchLabels: {app: a}}, policyTypes: [Egress]}}
`;
const KAFKA = `
---
{apiVersion: kafka.strimzi.io/v1beta2, kind: Kafka, metadata: {name: k}, spec: {}}
`;

describe('a pod connects to a name', () => {
  test.each<Row>([
    {
      rule: 'of a Service',
      from: 'pod a',
      to: 's:80',
      yaml: DNS + serviceYaml('s', 'clusterIP: 10.96.0.20, ports: [{port: 80}]', B),
      ways: [
        [
          'connected via ClusterIP at Pod b:80 as 10.244.1.2',
          'resolve rewrite a: cluster-ip: s.default.svc.cluster.local is 10.96.0.20 (10.244.1.2 → 10.96.0.20:80/TCP) [Service default/s spec.clusterIP] <Service default/s spec.clusterIP, Service default/s, Service default/s spec.clusterIP>',
          'translate rewrite one: service-endpoint: 10.96.0.20:80 becomes 10.244.2.2:80 (10.244.1.2 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'in upper case',
      from: 'pod a',
      to: 'S.DEFAULT.SVC.CLUSTER.LOCAL:80',
      yaml: DNS + serviceYaml('s', 'clusterIP: 10.96.0.20, ports: [{port: 80}]', B),
      ways: [
        [
          'connected via ClusterIP at Pod b:80 as 10.244.1.2',
          'resolve rewrite a: cluster-ip: S.DEFAULT.SVC.CLUSTER.LOCAL is 10.96.0.20 (10.244.1.2 → 10.96.0.20:80/TCP) [Service default/s spec.clusterIP] <Service default/s spec.clusterIP, Service default/s, Service default/s spec.clusterIP>',
          'translate rewrite one: service-endpoint: 10.96.0.20:80 becomes 10.244.2.2:80 (10.244.1.2 → 10.244.2.2:80/TCP) [Service default/s spec.ports.0] <Service default/s spec.ports.0, Service default/s, Service default/s spec.ports.0>',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'of a headless Service',
      from: 'pod a',
      to: 'h:80',
      yaml: DNS + HEADLESS,
      ways: [
        [
          'connected via Headless at Pod b:80 as 10.244.1.2',
          'resolve rewrite a: headless: h.default.svc.cluster.local is 10.244.2.2 (10.244.1.2 → 10.244.2.2:80/TCP) [Service default/h spec.clusterIP] <Service default/h spec.clusterIP, Service default/h, Service default/h spec.clusterIP, Service default/h spec.ports.0>',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver deliver b: listens-image: container c listens on 80/TCP: its image is known to [Pod default/b spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'of a headless Service, at a port that it does not have',
      from: 'pod a',
      to: 'h:82',
      yaml: DNS + HEADLESS,
      ways: [
        [
          'refused via Headless',
          'resolve rewrite a: headless: h.default.svc.cluster.local is 10.244.2.2 (10.244.1.2 → 10.244.2.2:82/TCP) [Service default/h spec.clusterIP] <Service default/h spec.clusterIP, Service default/h, Service default/h spec.clusterIP>',
          'egress pass a: not-isolated: no policy isolates egress',
          'route pass one: to-node: 10.244.2.2 goes to node two',
          'ingress pass b: not-isolated: no policy isolates ingress',
          'deliver reject b: nobody-listens: nobody in pod default/b listens on 82/TCP; it listens on 80/TCP [Pod default/b spec.containers.0]',
        ],
      ],
    },
    {
      rule: 'that is an alias',
      from: 'pod a',
      to: 'alias:80',
      yaml: DNS + ALIAS,
      spec: HOSTS,
      ways: [
        [
          '50 % connected via ExternalName at External example.com:80 as 192.168.0.1',
          'resolve rewrite a: external-name: alias.default.svc.cluster.local is an alias of example.com, which is 198.51.100.2, 198.51.100.3 (10.244.1.2 → 198.51.100.2:80/TCP) [Service default/alias spec.externalName] <Service default/alias spec.externalName, Service default/alias, Service default/alias spec.externalName>',
          'egress pass a: not-isolated: no policy isolates egress',
          'route rewrite a: outside: 198.51.100.2 is example.com, outside the cluster; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 198.51.100.2:80/TCP)',
          'deliver deliver outside: external-host: example.com answers on 80/TCP',
        ],
        [
          '50 % connected via ExternalName at External example.com:80 as 192.168.0.1',
          'resolve rewrite a: external-name: alias.default.svc.cluster.local is an alias of example.com, which is 198.51.100.2, 198.51.100.3 (10.244.1.2 → 198.51.100.3:80/TCP) [Service default/alias spec.externalName] <Service default/alias spec.externalName, Service default/alias, Service default/alias spec.externalName>',
          'egress pass a: not-isolated: no policy isolates egress',
          'route rewrite a: outside: 198.51.100.3 is example.com, outside the cluster; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 198.51.100.3:80/TCP)',
          'deliver deliver outside: external-host: example.com answers on 80/TCP',
        ],
      ],
    },
    {
      rule: 'outside',
      from: 'pod a',
      to: 'example.com:80',
      yaml: DNS,
      spec: HOSTS,
      ways: [
        [
          '50 % connected via null at External example.com:80 as 192.168.0.1',
          'resolve rewrite a: external-host: example.com is the external host 198.51.100.2, 198.51.100.3 (10.244.1.2 → 198.51.100.2:80/TCP)',
          'egress pass a: not-isolated: no policy isolates egress',
          'route rewrite a: outside: 198.51.100.2 is example.com, outside the cluster; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 198.51.100.2:80/TCP)',
          'deliver deliver outside: external-host: example.com answers on 80/TCP',
        ],
        [
          '50 % connected via null at External example.com:80 as 192.168.0.1',
          'resolve rewrite a: external-host: example.com is the external host 198.51.100.2, 198.51.100.3 (10.244.1.2 → 198.51.100.3:80/TCP)',
          'egress pass a: not-isolated: no policy isolates egress',
          'route rewrite a: outside: 198.51.100.3 is example.com, outside the cluster; its source becomes 192.168.0.1 (node one) (192.168.0.1 → 198.51.100.3:80/TCP)',
          'deliver deliver outside: external-host: example.com answers on 80/TCP',
        ],
      ],
    },
    {
      rule: 'that nobody has',
      from: 'pod a',
      to: 'nobody:80',
      yaml: DNS,
      ways: [
        [
          'unresolved via null',
          'resolve fail a: no-such-name: no name of the search list exists: nobody.default.svc.cluster.local, nobody.svc.cluster.local, nobody.cluster.local, nobody',
        ],
      ],
    },
    {
      rule: 'that nobody has, but an object nobody understands may',
      from: 'pod a',
      to: 'k-bootstrap:80',
      yaml: DNS + KAFKA,
      ways: [
        [
          'unknown via null',
          'resolve fail a: foreign-pods: Kafka default/k may run pods and Services in namespace default, and is not modelled [Kafka default/k]',
        ],
      ],
    },
    {
      rule: 'be it the host of a Service',
      from: 'pod a',
      to: 'k.ops:80',
      yaml: DNS + KAFKA,
      ways: [
        [
          'unknown via null',
          'resolve fail a: foreign-pods: Kafka default/k may run pods and Services in namespace default, and is not modelled [Kafka default/k]',
        ],
      ],
    },
    {
      rule: 'in its own namespace alone',
      from: 'pod a',
      to: 'k.ops.svc.cluster.local.:80',
      yaml: DNS + KAFKA,
      ways: [['unresolved via null', 'resolve fail a: no-such-namespace: there is no namespace ops']],
    },
    {
      rule: 'outside that nobody named',
      from: 'pod a',
      to: 'www.example.org:80',
      yaml: DNS,
      ways: [
        [
          'unknown via null',
          'resolve fail a: unknown-external-host: no name of the search list exists: www.example.org.default.svc.cluster.local, www.example.org.svc.cluster.local, www.example.org.cluster.local, www.example.org (www.example.org is not among the external hosts, and Curlew never asks the real network)',
        ],
      ],
    },
    {
      rule: 'of its own',
      from: 'pod a',
      to: 'LOCALHOST:80',
      yaml: DNS,
      ways: [
        [
          'connected via Loopback at Pod a:80 as 127.0.0.1',
          'resolve rewrite a: hosts-file: /etc/hosts says that LOCALHOST is 127.0.0.1, ::1 (127.0.0.1 → 127.0.0.1:80/TCP)',
          'deliver deliver a: listens-image: container c listens on 80/TCP: its image is known to [Pod default/a spec.containers.0.image]',
        ],
      ],
    },
    {
      rule: 'where its questions are dropped',
      from: 'pod a',
      to: 's:80',
      yaml: DNS + DENIED,
      ways: [
        [
          'unresolved via null',
          'resolve fail a: nameserver-unreachable: nameserver 10.96.0.10 does not answer: NetworkPolicy default/p isolates egress, and no rule allows it to pod kube-system/coredns on port 53/UDP [NetworkPolicy default/p] <NetworkPolicy default/p, NetworkPolicy default/p> (near: NetworkPolicy default/p)',
        ],
      ],
    },
    {
      rule: 'where nobody answers',
      from: 'pod a',
      to: 's:80',
      ways: [
        [
          'unresolved via null',
          'resolve fail a: nameserver-unreachable: nameserver 10.96.0.10 does not answer: no rule on node one translates 10.96.0.10:53, and no machine has that address (near: Cluster test spec.network.serviceCIDR)',
        ],
      ],
    },
    {
      rule: 'where the DNS has no endpoints',
      from: 'pod a',
      to: 's:80',
      yaml: DNS.replace('ready: true', 'ready: false'),
      ways: [
        [
          'unresolved via null',
          'resolve fail a: nameserver-unreachable: nameserver 10.96.0.10 does not answer: Service kube-system/kube-dns has no endpoints: k8s-app=kube-dns selects 1 pod, but kube-system/coredns is not ready [Service kube-system/kube-dns spec.selector] <Service kube-system/kube-dns spec.ports.0, Service kube-system/kube-dns, Service kube-system/kube-dns spec.ports.0> (near: Pod kube-system/coredns)',
        ],
      ],
    },
    {
      rule: 'where something may drop its questions',
      from: 'pod a',
      to: 's:80',
      yaml: `${DNS}
---
{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: x}, spec: {endpointSelector: {matchLabels: {app: a}}, egress: []}}
`,
      spec: network({ plugin: 'cilium' }),
      ways: [
        [
          'unknown via null',
          'resolve fail a: foreign-policy: whether nameserver 10.96.0.10 answers is unknown: CiliumNetworkPolicy default/x may act on pod default/a, and is not modelled [CiliumNetworkPolicy default/x]',
        ],
      ],
    },
  ])('$rule', (row) => expect(waysOf(row)).toEqual(row.ways));
});

describe('a node and a client outside connect to a name', () => {
  test.each<Row>([
    {
      rule: 'outside, from a node',
      from: 'node one',
      to: 'example.com:80',
      spec: HOSTS,
      ways: [
        [
          'unresolved via null',
          'resolve fail one: nameserver-unreachable: nameserver 192.168.0.1 does not answer: nobody on node one listens on 53/UDP',
        ],
      ],
    },
    {
      rule: 'of the cluster, from a node',
      from: 'node one',
      to: 's.default.svc.cluster.local:80',
      yaml: DNS,
      ways: [
        [
          'unresolved via null',
          'resolve fail one: nameserver-unreachable: nameserver 192.168.0.1 does not answer: nobody on node one listens on 53/UDP',
        ],
      ],
    },
    {
      rule: 'from outside: any of its addresses',
      from: OUTSIDE,
      to: 'Example.com.:80',
      spec: HOSTS,
      ways: [
        [
          '50 % connected via null at External example.com:80 as 203.0.113.7',
          'resolve rewrite outside: external-host: Example.com. is 198.51.100.2, 198.51.100.3 (203.0.113.7 → 198.51.100.2:80/TCP)',
          'route pass outside: outside: 198.51.100.2 is example.com',
          'deliver deliver outside: external-host: example.com answers on 80/TCP',
        ],
        [
          '50 % connected via null at External example.com:80 as 203.0.113.7',
          'resolve rewrite outside: external-host: Example.com. is 198.51.100.2, 198.51.100.3 (203.0.113.7 → 198.51.100.3:80/TCP)',
          'route pass outside: outside: 198.51.100.3 is example.com',
          'deliver deliver outside: external-host: example.com answers on 80/TCP',
        ],
      ],
    },
    {
      rule: 'from outside: IPv6 first, where the client has it',
      from: '2001:db8::1',
      to: 'example.com:80',
      spec: HOSTS,
      ways: [
        [
          'connected via null at External example.com:80 as 2001:db8::1',
          'resolve rewrite outside: external-host: example.com is 2001:db8::2 (2001:db8::1 → 2001:db8::2:80/TCP)',
          'route pass outside: outside: 2001:db8::2 is example.com',
          'deliver deliver outside: external-host: example.com answers on 80/TCP',
        ],
      ],
    },
    {
      rule: 'from outside: IPv4 where there is no other',
      from: '2001:db8::1',
      to: 'a.wild.example.com:80',
      spec: HOSTS,
      ways: [
        [
          'unreachable via null',
          'resolve rewrite outside: external-host: a.wild.example.com is 198.51.100.4 (2001:db8::1 → 198.51.100.4:80/TCP)',
          'route fail outside: no-address-of-family: the client has no IPv4 address to reach 198.51.100.4 from',
        ],
      ],
    },
    {
      rule: 'from outside: no address of the family',
      from: OUTSIDE,
      to: 'six.example.com:80',
      spec: HOSTS,
      ways: [['unresolved via null', 'resolve fail outside: external-host: six.example.com has no A record']],
    },
    {
      rule: 'from outside: that of an Ingress',
      from: OUTSIDE,
      to: 'shop.example.com:10250',
      yaml: INGRESS,
      ways: [
        [
          'connected via null at Node one:10250 as 203.0.113.7',
          'resolve rewrite outside: ingress-address: shop.example.com is 192.168.0.1, the address of Ingress default/i (203.0.113.7 → 192.168.0.1:10250/TCP) [Ingress default/i spec.rules]',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver deliver one: node-daemon: the kubelet on node one listens on 10250/TCP',
        ],
      ],
    },
    {
      rule: 'from outside: below the wildcard of an Ingress',
      from: OUTSIDE,
      to: 'a.shop.example.com:10250',
      yaml: INGRESS,
      ways: [
        [
          'connected via null at Node one:10250 as 203.0.113.7',
          'resolve rewrite outside: ingress-address: a.shop.example.com is 192.168.0.1, the address of Ingress default/i (203.0.113.7 → 192.168.0.1:10250/TCP) [Ingress default/i spec.rules]',
          'route pass outside: to-node: 192.168.0.1 is node one',
          'deliver deliver one: node-daemon: the kubelet on node one listens on 10250/TCP',
        ],
      ],
    },
    {
      rule: 'from outside: that of an Ingress without an address',
      from: OUTSIDE,
      to: 'shop.example.com:80',
      yaml: INGRESS.replace(/status.*/, ''),
      ways: [
        [
          'unresolved via null',
          'resolve fail outside: not-known-outside: shop.example.com is not known outside the cluster (near: Ingress default/i spec)',
        ],
      ],
    },
    {
      rule: 'from outside: what the user says of a host wins',
      from: OUTSIDE,
      to: 'shop.example.com:80',
      yaml: INGRESS,
      spec: { ...SPEC, externalHosts: [{ name: 'shop.example.com', addresses: ['198.51.100.9'] }] },
      ways: [
        [
          'connected via null at External shop.example.com:80 as 203.0.113.7',
          'resolve rewrite outside: external-host: shop.example.com is 198.51.100.9 (203.0.113.7 → 198.51.100.9:80/TCP)',
          'route pass outside: outside: 198.51.100.9 is shop.example.com',
          'deliver deliver outside: external-host: shop.example.com answers on 80/TCP',
        ],
      ],
    },
    {
      rule: 'from outside: its own',
      from: OUTSIDE,
      to: 'localhost:80',
      ways: [
        [
          'refused via null',
          'resolve rewrite outside: external-host: localhost is 127.0.0.1 (127.0.0.1 → 127.0.0.1:80/TCP)',
          'route reject outside: own-loopback: 127.0.0.1 is the client itself, not the cluster',
        ],
      ],
    },
    {
      rule: 'from outside: anything below it',
      from: OUTSIDE,
      to: 'a.localhost:80',
      ways: [
        [
          'refused via null',
          'resolve rewrite outside: external-host: a.localhost is 127.0.0.1 (127.0.0.1 → 127.0.0.1:80/TCP)',
          'route reject outside: own-loopback: 127.0.0.1 is the client itself, not the cluster',
        ],
      ],
    },
    {
      rule: 'from outside: nobody’s',
      from: OUTSIDE,
      to: 'www.example.org:80',
      ways: [
        [
          'unknown via null',
          'resolve fail outside: not-known-outside: www.example.org is not known outside the cluster',
        ],
      ],
    },
    {
      rule: 'from outside: of the cluster',
      from: OUTSIDE,
      to: 's.default.svc.cluster.local:80',
      yaml: DNS,
      ways: [
        [
          'unresolved via null',
          'resolve fail outside: not-known-outside: s.default.svc.cluster.local is not known outside the cluster',
        ],
      ],
    },
  ])('$rule', (row) => expect(waysOf(row)).toEqual(row.ways));
});
