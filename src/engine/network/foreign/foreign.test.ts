import { describe, expect, test } from 'vitest';
import type { ClusterSpec } from '../../model/index.ts';
import { stateOf, testSpec } from '../../testing/index.ts';
import { catalogue } from './catalogue/index.ts';
import { compileForeign, type Direction } from './index.ts';

const PODS = `
{apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
---
{apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: db, labels: {app: db}, annotations: {k8s.v1.cni.cncf.io/networks: lan}}, spec: {containers: [{name: c, image: mariadb}]}}
---
{apiVersion: v1, kind: Pod, metadata: {namespace: ops, name: agent, labels: {app: db}}, spec: {hostNetwork: true, containers: [{name: c, image: nginx}]}}
---
{apiVersion: v1, kind: Service, metadata: {namespace: shop, name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
---
{apiVersion: v1, kind: Service, metadata: {namespace: shop, name: queue}, spec: {selector: {app: queue}, ports: [{port: 80}]}}
---
`;

function on(plugin: string, more: Partial<ClusterSpec['network']> = {}): ClusterSpec {
  return { ...testSpec, network: { ...testSpec.network, plugin, ...more } };
}

function tableOf(objects: string, spec: ClusterSpec) {
  const state = stateOf(PODS + objects, spec);
  return { state, table: compileForeign(state) };
}

function touched(objects: string, spec: ClusterSpec, direction: Direction): readonly string[] {
  const { state, table } = tableOf(objects, spec);
  return state.list('Pod').flatMap((pod) => (table.onPod(pod, direction) === undefined ? [] : [pod.ref.name]));
}

const object = (apiVersion: string, kind: string, spec: string, namespace = 'shop') =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {namespace: ${namespace}, name: x}, spec: ${spec}}`;

const CNP = (spec: string) => object('cilium.io/v2', 'CiliumNetworkPolicy', spec);
const CALICO = (spec: string) => object('projectcalico.org/v3', 'NetworkPolicy', spec);
const ISTIO = (kind: string, spec: string, namespace?: string) => object('security.istio.io/v1', kind, spec, namespace);

describe('who may be touched', () => {
  test.each([
    {
      what: 'a plain selector',
      yaml: CNP('{endpointSelector: {matchLabels: {app: db}}, ingress: []}'),
      plugin: 'cilium',
      ingress: ['db'],
      egress: [],
    },
    {
      what: 'a key with its source',
      yaml: CNP('{endpointSelector: {matchLabels: {"k8s:app": db}}, egress: []}'),
      plugin: 'cilium',
      ingress: [],
      egress: ['db'],
    },
    {
      what: "labels of Cilium's own: everybody in scope",
      yaml: CNP('{endpointSelector: {matchLabels: {"k8s:io.cilium.k8s.policy.serviceaccount": db}}, ingress: []}'),
      plugin: 'cilium',
      ingress: ['db', 'web'],
      egress: [],
    },
    {
      what: 'specs, which are not read',
      yaml: '{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {namespace: shop, name: x}, specs: []}',
      plugin: 'cilium',
      ingress: ['db', 'web'],
      egress: ['db', 'web'],
    },
    {
      what: 'another plugin ignores it',
      yaml: CNP('{endpointSelector: {}}'),
      plugin: 'kindnet',
      ingress: [],
      egress: [],
    },
    {
      what: "Calico's comparison",
      yaml: CALICO(`{selector: "app == 'db'"}`),
      plugin: 'calico',
      ingress: ['db'],
      egress: ['db'],
    },
    {
      what: "Calico's other expressions: everybody",
      yaml: CALICO(`{selector: "has(app)"}`),
      plugin: 'calico',
      ingress: ['db', 'web'],
      egress: ['db', 'web'],
    },
    {
      what: 'Calico for policies alone, beside flannel',
      yaml: CALICO(`{selector: "app == 'db'"}`),
      plugin: 'flannel',
      ingress: ['db'],
      egress: ['db'],
    },
    {
      what: 'a mesh, whatever the plugin',
      yaml: ISTIO('AuthorizationPolicy', '{selector: {matchLabels: {app: web}}}'),
      plugin: 'kindnet',
      ingress: ['web'],
      egress: [],
    },
    {
      what: 'the root namespace of the mesh',
      yaml: ISTIO('AuthorizationPolicy', '{}', 'istio-system'),
      plugin: 'kindnet',
      ingress: ['db', 'web'],
      egress: [],
    },
    {
      what: 'strict mutual TLS',
      yaml: ISTIO('PeerAuthentication', '{mtls: {mode: STRICT}}'),
      plugin: 'kindnet',
      ingress: ['db', 'web'],
      egress: [],
    },
    {
      what: 'permissive mutual TLS',
      yaml: ISTIO('PeerAuthentication', '{mtls: {mode: PERMISSIVE}}'),
      plugin: 'kindnet',
      ingress: [],
      egress: [],
    },
    {
      what: 'a further network, for whoever asks for it',
      yaml: object('k8s.cni.cncf.io/v1', 'NetworkAttachmentDefinition', '{config: "{}"}'),
      plugin: 'kindnet',
      ingress: ['db'],
      egress: ['db'],
    },
    {
      what: 'a primary network of the namespace',
      yaml: object('k8s.ovn.org/v1', 'UserDefinedNetwork', '{topology: Layer2, layer2: {role: Primary}}'),
      plugin: 'ovn-kubernetes',
      ingress: ['db', 'web'],
      egress: ['db', 'web'],
    },
    {
      what: 'the routes of a mesh to a Service',
      yaml: object('networking.istio.io/v1', 'VirtualService', '{hosts: [web]}'),
      plugin: 'kindnet',
      ingress: ['web'],
      egress: [],
    },
    {
      what: 'routes of a gateway alone',
      yaml: object('networking.istio.io/v1', 'VirtualService', '{hosts: [web], gateways: [gw]}'),
      plugin: 'kindnet',
      ingress: [],
      egress: [],
    },
    {
      what: 'a kind whose name speaks of connections',
      yaml: object('example.io/v1', 'ClusterTrafficPolicy', '{}'),
      plugin: 'kindnet',
      ingress: ['db', 'web'],
      egress: ['db', 'web'],
    },
    {
      what: 'a kind whose name does not',
      yaml: object('example.io/v1', 'BackupPolicy', '{}'),
      plugin: 'kindnet',
      ingress: [],
      egress: [],
    },
    {
      what: 'host firewall: nodes, and pods on their network',
      yaml: '{apiVersion: cilium.io/v2, kind: CiliumClusterwideNetworkPolicy, metadata: {name: x}, spec: {nodeSelector: {}, ingress: []}}',
      plugin: 'cilium',
      ingress: ['agent'],
      egress: ['agent'],
    },
  ])('$what', ({ yaml, plugin, ingress, egress }) => {
    expect({ ingress: touched(yaml, on(plugin), 'ingress'), egress: touched(yaml, on(plugin), 'egress') }).toEqual({
      ingress,
      egress,
    });
  });

  test('a plugin that stands for any may be the one that acts', () => {
    expect(
      touched(CNP('{endpointSelector: {}, ingress: []}'), on('mine', { pluginIsStandIn: true }), 'ingress'),
    ).toEqual(['db', 'web']);
  });
});

describe('what else may be', () => {
  const KAFKA = object('kafka.strimzi.io/v1', 'Kafka', '{}');
  const ROLLOUT = object('argoproj.io/v1alpha1', 'Rollout', '{template: {metadata: {labels: {app: web}}}}');
  const service = (objects: string, name: string) => {
    const { state, table } = tableOf(objects, on('kindnet'));
    const found = state.get('Service', name, 'shop');
    if (found === undefined) throw new Error(`no Service ${name}`);
    return { table, found };
  };

  test.each([
    { what: 'a Service that selects pods of a template', objects: ROLLOUT, name: 'web', hasEndpoints: true, may: true },
    { what: 'a Service that selects others', objects: ROLLOUT, name: 'queue', hasEndpoints: false, may: false },
    {
      what: "an operator's pods, where there are none else",
      objects: KAFKA,
      name: 'queue',
      hasEndpoints: false,
      may: true,
    },
    { what: "an operator's pods, where there are", objects: KAFKA, name: 'web', hasEndpoints: true, may: false },
  ])('$what', ({ objects, name, hasEndpoints, may }) => {
    const { table, found } = service(objects, name);
    expect(table.behind(found, hasEndpoints) !== undefined).toBe(may);
  });

  test('names are made by operators, in their namespace alone, and not by what has a template', () => {
    expect(tableOf(KAFKA, on('kindnet')).table.namesIn('shop')?.reason.code).toBe('foreign-pods');
    expect(tableOf(KAFKA, on('kindnet')).table.namesIn('ops')).toBeUndefined();
    expect(tableOf(ROLLOUT, on('kindnet')).table.namesIn('shop')).toBeUndefined();
  });

  test.each([
    {
      yaml: object('gateway.networking.k8s.io/v1', 'HTTPRoute', '{rules: [{backendRefs: [{name: web, port: 80}]}]}'),
      to: ['web'],
    },
    { yaml: object('route.openshift.io/v1', 'Route', '{to: {kind: Service, name: queue}}'), to: ['queue'] },
    {
      yaml: object('traefik.io/v1alpha1', 'IngressRoute', '{routes: [{services: [{name: web, namespace: other}]}]}'),
      to: [],
    },
    { yaml: object('getambassador.io/v3alpha1', 'Mapping', '{service: web}'), to: ['queue', 'web'] },
    { yaml: object('gateway.networking.k8s.io/v1', 'Gateway', '{}'), to: [] },
  ])('$yaml leads to $to', ({ yaml, to }) => {
    const { state, table } = tableOf(yaml, on('kindnet'));
    const found = state.list('Service').filter((each) => table.leadingTo(each).length > 0);
    expect(found.map(({ ref }) => ref.name)).toEqual(to);
  });
});

test.each([
  { yaml: CNP('{endpointSelector: {}}'), plugin: 'cilium', code: 'not-modelled', severity: 'warning' },
  { yaml: CNP('{endpointSelector: {}}'), plugin: 'kindnet', code: 'ignored-by-plugin', severity: 'warning' },
  {
    yaml: object('cert-manager.io/v1', 'Certificate', '{}'),
    plugin: 'kindnet',
    code: 'unmodelled-kind',
    severity: 'note',
  },
  { yaml: object('example.io/v1', 'Widget', '{}'), plugin: 'kindnet', code: 'unknown-effect', severity: 'warning' },
])('on $plugin $code is said once of $yaml', ({ yaml, plugin, code, severity }) => {
  const twice = `${yaml}\n---\n${yaml.replace('name: x', 'name: y')}`;
  expect(tableOf(twice, on(plugin)).table.diagnostics.map((each) => [each.code, each.severity])).toEqual([
    [code, severity],
  ]);
});

test('a cluster without foreign objects has nothing to ask', () => {
  const { table } = tableOf('{apiVersion: v1, kind: Secret, metadata: {name: s}}', on('cilium'));
  expect({ isEmpty: table.isEmpty, said: table.diagnostics }).toEqual({ isEmpty: true, said: [] });
});

test('each row has its source, and rows that name a kind stand before those of its group', () => {
  expect(catalogue.filter(({ source }) => !source.startsWith('https://'))).toEqual([]);
});

describe('a kind that the Cluster file says to ignore', () => {
  const ACCESS = object('policy.example.com/v1', 'AccessPolicy', '{}');

  test.each<[string, readonly string[], readonly string[]]>([
    ['is taken to restrict before it does', [], ['not-modelled']],
    ['has no part in connections', ['AccessPolicy.policy.example.com'], ['unmodelled-kind']],
    ['is meant with its group', ['AccessPolicy.example.com'], ['not-modelled']],
    ['is one of several', ['Other.example.com', 'AccessPolicy.policy.example.com'], ['unmodelled-kind']],
  ])('%s', (_, ignoredKinds, codes) => {
    const { table } = tableOf(ACCESS, { ...on('calico'), ignoredKinds });
    expect(table.diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(table.isEmpty).toBe(codes[0] === 'unmodelled-kind');
  });

  test('is named in the hint of what it is not', () => {
    const { table } = tableOf(ACCESS, on('calico'));
    expect(table.diagnostics[0]?.hint).toMatch(/ignoredKinds: \[AccessPolicy\.policy\.example\.com\]$/);
  });
});
