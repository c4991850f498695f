import { expect, test } from 'vitest';
import type { Branch, Trace } from '../../model/index.ts';
import { formatRef } from '../../model/index.ts';
import { decidersTold, packetOf, stateOf, testSpec } from '../../testing/index.ts';
import { compile, type HttpProbe, trace } from './index.ts';

const CLUSTER = `
{apiVersion: v1, kind: Node, metadata: {name: worker-1}, status: {addresses: [{type: InternalIP, address: 192.168.0.11}]}}
---
{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx}, spec: {controller: k8s.io/ingress-nginx}}
---
apiVersion: v1
kind: Pod
metadata: {name: controller, namespace: ingress, labels: {app: controller}}
spec: {nodeName: worker-1, containers: [{name: nginx, image: registry.k8s.io/ingress-nginx/controller:v1.13.3}]}
status: {phase: Running, podIPs: [{ip: 10.244.1.9}], conditions: [{type: Ready, status: "True"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {nodeName: worker-1, containers: [{name: web, image: nginx}]}
status: {phase: Running, podIPs: [{ip: 10.244.1.2}], conditions: [{type: Ready, status: "True"}]}
---
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {clusterIP: 10.96.0.50, clusterIPs: [10.96.0.50], ports: [{port: 80}]}}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, namespace: shop, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
endpoints: [{addresses: [10.244.1.2], conditions: {ready: true}}]
ports: [{name: "", port: 80, protocol: TCP}]
---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: shop}
spec: {nodeName: worker-1, containers: [{name: c, image: busybox}]}
status: {phase: Running, podIPs: [{ip: 10.244.1.3}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop, annotations: {nginx.ingress.kubernetes.io/rewrite-target: /start}}
spec:
  ingressClassName: nginx
  rules:
    - host: web.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: unserved, namespace: shop}
spec: {ingressClassName: other, rules: [{host: unserved.example.com}]}
`;

const WITHOUT = '{apiVersion: v1, kind: ConfigMap, metadata: {name: nothing}}';

/** A policy at the backend that admits the pods of a namespace; or, in a namespace that has none, nobody. */
function admitOnly(namespace: string): string {
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress]
  ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${namespace}}}}]}]
---
{apiVersion: v1, kind: Namespace, metadata: {name: ${namespace}, labels: {kubernetes.io/metadata.name: ${namespace}}}}
`;
}

function ask(more: string, http: Partial<HttpProbe> | undefined, to = '10.244.1.9', port = 80): Trace {
  const snapshot = compile(stateOf(`${CLUSTER}---\n${more}`, testSpec));
  const pod = snapshot.view.get('Pod', 'client', 'shop');
  if (pod === undefined) throw new Error('no client');
  const request: HttpProbe = { scheme: 'http', host: 'web.example.com', path: '/a', ...http };
  const asked = http === undefined ? {} : { http: request };
  return trace(snapshot, { client: { kind: 'pod', pod }, host: to, port, protocol: 'TCP', ...asked });
}

function only({ branches }: Trace): Branch {
  const [first, ...others] = branches;
  if (first === undefined || others.length > 0) throw new Error(`${branches.length} branches`);
  return first;
}

test('a request is two connections, and the endpoint sees the controller', () => {
  const branch = only(ask(WITHOUT, {}));
  expect(branch).toMatchObject({
    client: { name: 'client', namespace: 'shop' },
    probability: 1,
    outcome: 'connected',
    via: 'Ingress',
    endpoint: { name: 'web', namespace: 'shop', ip: { text: '10.244.1.2' }, port: 80 },
    sourceSeen: { text: '10.244.1.9' },
    request: { host: 'web.example.com', path: '/start' },
  });
  expect(branch.response).toBeUndefined();
  expect(branch.hops.map(({ stage, action }) => `${stage} ${action}`)).toEqual([
    'egress pass',
    'route pass',
    'ingress pass',
    'deliver pass',
    'gateway rewrite',
    'egress pass',
    'route pass',
    'ingress pass',
    'deliver deliver',
  ]);
  expect(branch.hops[4]).toMatchObject({
    place: { pod: { kind: 'Pod', namespace: 'ingress', name: 'controller' }, node: 'worker-1' },
    before: packetOf({ source: '10.244.1.3', destination: '10.244.1.9', port: 80 }),
    after: packetOf({ source: '10.244.1.9', destination: '10.244.1.2', port: 80 }),
    reason: { code: 'ingress-rule' },
    rule: { ref: { kind: 'Ingress', name: 'web' }, path: ['spec', 'rules', 0, 'http', 'paths', 0] },
  });
});

test.each([
  {
    rule: 'a request: the rule, the path and the backend, and the port of the Service behind it',
    http: {},
    deciders: [
      'decides Ingress shop/web spec.rules[0] spec.rules[0].http.paths[0] spec.rules[0].http.paths[0].backend',
      'decides Service shop/web spec.ports[0]',
    ],
  },
  { rule: 'a request that nobody routes: nothing', http: { host: 'other.example.com' }, deciders: [] },
])('at the controller decides, of $rule', ({ http, deciders }) => {
  const { hops } = only(ask(WITHOUT, http));
  expect(hops.flatMap((hop) => (hop.stage === 'gateway' ? decidersTold(hop) : []))).toEqual(deciders);
});

test('the hop at a policy names what it decided by', () => {
  const { hops } = only(ask(admitOnly('shop'), {}));
  expect(hops.flatMap(decidersTold).at(-1)).toBe('isolates NetworkPolicy shop/web');
});

test('the hops of both connections chain', () => {
  const { hops } = only(ask(WITHOUT, {}));
  for (const [index, hop] of hops.slice(1).entries()) expect(hop.before).toEqual(hops[index]?.after);
});

test.each([
  ['nobody asks anything', undefined, '10.244.1.9', 'controller'],
  ['the pod is no controller', {}, '10.244.1.2', 'web'],
])('a connection ends where it is accepted: %s', (_, http, to, name) => {
  const branch = only(ask(WITHOUT, http, to));
  expect(branch).toMatchObject({ outcome: 'connected', via: 'PodIP', endpoint: { name } });
  expect(branch.hops.map(({ stage }) => stage)).not.toContain('gateway');
});

test.each([
  ['a host that nobody routes', WITHOUT, { host: 'other.example.com' }, { status: 404 }, 'no-ingress-rule'],
  [
    'a backend without endpoints',
    '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: web-1, namespace: shop, labels: {kubernetes.io/service-name: web}}, addressType: IPv4, endpoints: []}',
    {},
    { status: 503 },
    'no-ready-endpoints',
  ],
])('the controller answers by itself: %s', (_, more, http, response, code) => {
  const branch = only(ask(more, http));
  expect(branch).toMatchObject({ outcome: 'connected', via: 'PodIP', endpoint: { name: 'controller' }, response });
  expect(branch.hops.at(-1)).toMatchObject({ stage: 'gateway', action: 'deliver', reason: { code } });
  expect(branch.sourceSeen?.text).toBe('10.244.1.3');
});

test('what is not modelled is unknown, and connects nobody', () => {
  const branch = only(ask(WITHOUT, { scheme: 'https' }));
  expect(branch).toMatchObject({ outcome: 'unknown', endpoint: null, sourceSeen: null });
  expect(branch.hops.at(-1)).toMatchObject({ stage: 'gateway', action: 'fail', reason: { code: 'wrong-scheme' } });
});

test.each([
  ['the namespace of the client: the backend does not see it', 'shop', 'timeout', { status: 504 }],
  ['the namespace of the controller', 'ingress', 'connected', undefined],
])('a policy admits %s', (_, namespace, outcome, response) => {
  const branch = only(ask(admitOnly(namespace), {}));
  expect([branch.outcome, branch.response]).toEqual([outcome, response]);
  expect(branch.via).toBe('Ingress');
});

test('a backend that refuses makes the controller answer 502', () => {
  const closed = CLUSTER.match(/apiVersion: discovery[\s\S]*?---/)?.[0].replace('port: 80', 'port: 8081') ?? '';
  expect(only(ask(closed.replace(/---$/, ''), {}))).toMatchObject({ outcome: 'refused', response: { status: 502 } });
});

test('endpoints share the probability', () => {
  const slice =
    '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: web-2, namespace: shop, labels: {kubernetes.io/service-name: web}}, addressType: IPv4, endpoints: [{addresses: [10.244.1.3]}], ports: [{name: "", port: 80, protocol: TCP}]}';
  const { branches, outcome } = ask(slice, {});
  expect(branches.map(({ probability }) => probability)).toEqual([0.5, 0.5]);
  expect(outcome).toBe('flaky');
});

test('a gateway that is its own backend is followed a few times', () => {
  const loop =
    '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: web-1, namespace: shop, labels: {kubernetes.io/service-name: web}}, addressType: IPv4, endpoints: [{addresses: [10.244.1.9]}], ports: [{name: "", port: 80, protocol: TCP}]}';
  const branch = only(ask(loop, {}));
  expect(branch.outcome).toBe('unknown');
  expect(branch.hops.at(-1)).toMatchObject({ stage: 'gateway', action: 'fail', reason: { code: 'too-many-gateways' } });
});

test.each([
  ['unserved.example.com', ['Ingress shop/unserved']],
  ['web.example.com', []],
])('a refused request for %s shows the Ingresses that nobody serves', (host, objects) => {
  const { outcome, hops } = only(ask(WITHOUT, { host }, '10.244.1.2', 81));
  expect(outcome).toBe('refused');
  expect(hops.at(-1)?.considered.map(({ rule }) => formatRef(rule.ref))).toEqual(objects);
});
