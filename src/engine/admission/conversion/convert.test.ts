import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../model/index.ts';
import { convert } from './index.ts';

const TEMPLATE = 'template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: x}]}}';

function converted(yaml: string): KubernetesObject {
  return convert(parse(yaml) as KubernetesObject).object;
}

test.each([
  { from: 'extensions/v1beta1', kind: 'Deployment', to: 'apps/v1' },
  { from: 'extensions/v1beta1', kind: 'Ingress', to: 'networking.k8s.io/v1' },
  { from: 'extensions/v1beta1', kind: 'NetworkPolicy', to: 'networking.k8s.io/v1' },
  { from: 'apps/v1beta2', kind: 'DaemonSet', to: 'apps/v1' },
  { from: 'networking.k8s.io/v1beta1', kind: 'IngressClass', to: 'networking.k8s.io/v1' },
  { from: 'batch/v1beta1', kind: 'CronJob', to: 'batch/v1' },
  { from: 'batch/v2alpha1', kind: 'CronJob', to: 'batch/v1' },
  { from: 'policy/v1beta1', kind: 'PodDisruptionBudget', to: 'policy/v1' },
  { from: 'autoscaling/v2beta2', kind: 'HorizontalPodAutoscaler', to: 'autoscaling/v2' },
  { from: 'discovery.k8s.io/v1beta1', kind: 'EndpointSlice', to: 'discovery.k8s.io/v1' },
  { from: 'rbac.authorization.k8s.io/v1beta1', kind: 'Role', to: 'rbac.authorization.k8s.io/v1' },
  { from: 'storage.k8s.io/v1beta1', kind: 'StorageClass', to: 'storage.k8s.io/v1' },
])('$from $kind becomes $to', ({ from, kind, to }) => {
  expect(convert({ apiVersion: from, kind, metadata: { name: 'a' } }).object.apiVersion).toBe(to);
});

test.each([
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'extensions/v1beta1', kind: 'PodSecurityPolicy' },
  { apiVersion: 'apiextensions.k8s.io/v1beta1', kind: 'CustomResourceDefinition' },
  { apiVersion: 'networking.k8s.io/v1beta1', kind: 'ServiceCIDR' },
  { apiVersion: 'example.com/v1beta1', kind: 'Deployment' },
])('$apiVersion $kind is left as it is', (object) => {
  expect(convert(object).object).toBe(object);
});

describe('workloads', () => {
  const workload = (apiVersion: string, kind: string, spec = '') =>
    converted(`{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: w}, spec: {${TEMPLATE}, ${spec}}}`);
  const selector = { matchLabels: { app: 'web' } };

  test.each([
    { of: 'extensions/v1beta1', kind: 'Deployment', has: true },
    { of: 'extensions/v1beta1', kind: 'DaemonSet', has: true },
    { of: 'extensions/v1beta1', kind: 'ReplicaSet', has: true },
    { of: 'apps/v1beta1', kind: 'Deployment', has: true },
    { of: 'apps/v1beta1', kind: 'StatefulSet', has: true },
    { of: 'apps/v1beta2', kind: 'Deployment', has: false },
  ])('a $kind of $of takes its selector from the template: $has', ({ of, kind, has }) => {
    const object = workload(of, kind);
    expect((object as { spec?: object }).spec).toEqual(
      has ? expect.objectContaining({ selector }) : expect.not.objectContaining({ selector }),
    );
    expect(object.metadata?.labels).toEqual(has ? { app: 'web' } : undefined);
  });

  test('a selector that is written stays', () => {
    const object = workload('extensions/v1beta1', 'Deployment', 'selector: {matchLabels: {a: b}}');
    expect(object).toHaveProperty('spec.selector', { matchLabels: { a: 'b' } });
  });

  test.each([
    {
      of: 'extensions/v1beta1',
      kind: 'Deployment',
      gets: {
        strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
        progressDeadlineSeconds: 2147483647,
        revisionHistoryLimit: 2147483647,
      },
    },
    { of: 'apps/v1beta1', kind: 'Deployment', gets: { revisionHistoryLimit: 2 } },
    { of: 'apps/v1beta1', kind: 'StatefulSet', gets: { updateStrategy: { type: 'OnDelete' } } },
    { of: 'extensions/v1beta1', kind: 'DaemonSet', gets: { updateStrategy: { type: 'OnDelete' } } },
  ])('the defaults of a $kind of $of', ({ of, kind, gets }) => {
    expect((workload(of, kind) as { spec?: object }).spec).toMatchObject(gets);
  });

  test.each([
    {
      of: 'extensions/v1beta1',
      kind: 'Deployment',
      spec: 'rollbackTo: {revision: 3}',
      key: 'deprecated.deployment.rollback.to',
    },
    {
      of: 'extensions/v1beta1',
      kind: 'DaemonSet',
      spec: 'templateGeneration: 3',
      key: 'deprecated.daemonset.template.generation',
    },
  ])('$spec becomes an annotation', ({ of, kind, spec, key }) => {
    const object = workload(of, kind, spec);
    expect(object.metadata?.annotations).toEqual({ [key]: '3' });
    expect(object).not.toHaveProperty('spec.rollbackTo');
    expect(object).not.toHaveProperty('spec.templateGeneration');
  });
});

describe('Ingresses', () => {
  const ingress = (spec: string) =>
    `{apiVersion: networking.k8s.io/v1beta1, kind: Ingress, metadata: {name: i}, spec: {${spec}}}`;

  test.each([
    { backend: 'serviceName: a, servicePort: 80', gets: { service: { name: 'a', port: { number: 80 } } } },
    { backend: 'serviceName: a, servicePort: http', gets: { service: { name: 'a', port: { name: 'http' } } } },
    { backend: "serviceName: a, servicePort: '80'", gets: { service: { name: 'a', port: { name: '80' } } } },
    { backend: 'serviceName: a', gets: { service: { name: 'a' } } },
    { backend: 'resource: {kind: k, name: n}', gets: { resource: { kind: 'k', name: 'n' } } },
  ])('the backend {$backend}', ({ backend, gets }) => {
    expect(converted(ingress(`backend: {${backend}}`))).toHaveProperty('spec', { defaultBackend: gets });
    expect(converted(ingress(`rules: [{http: {paths: [{backend: {${backend}}}]}}]`))).toHaveProperty(
      'spec.rules.0.http.paths.0.backend',
      gets,
    );
  });

  test.each([
    { path: '', type: 'ImplementationSpecific' },
    { path: 'pathType: Exact', type: 'Exact' },
  ])('a path {$path} is of type $type', ({ path, type }) => {
    expect(converted(ingress(`rules: [{http: {paths: [{${path}}]}}]`))).toHaveProperty(
      'spec.rules.0.http.paths.0.pathType',
      type,
    );
  });

  test.each([
    { path: ['spec', 'defaultBackend', 'service', 'port', 'number'], written: ['spec', 'backend', 'servicePort'] },
    { path: ['spec', 'defaultBackend'], written: ['spec', 'backend'] },
    {
      path: ['spec', 'rules', 0, 'http', 'paths', 1, 'backend', 'service', 'name'],
      written: ['spec', 'rules', 0, 'http', 'paths', 1, 'backend', 'serviceName'],
    },
    { path: ['spec', 'rules', 0, 'host'], written: ['spec', 'rules', 0, 'host'] },
  ])('$path was written at $written', ({ path, written }) => {
    expect(convert(parse(ingress('')) as KubernetesObject).written(path)).toEqual(written);
  });
});

describe('other kinds', () => {
  const slice = (endpoint: string) =>
    `{apiVersion: discovery.k8s.io/v1beta1, kind: EndpointSlice, metadata: {name: e}, endpoints: [{${endpoint}}]}`;

  test.each([
    {
      endpoint: 'topology: {kubernetes.io/hostname: n, topology.kubernetes.io/zone: z, a: b}',
      gets: { nodeName: 'n', zone: 'z', deprecatedTopology: { a: 'b' } },
    },
    { endpoint: 'nodeName: m, topology: {kubernetes.io/hostname: n}', gets: { nodeName: 'm' } },
    { endpoint: 'nodeName: m', gets: { nodeName: 'm' } },
  ])('the endpoint {$endpoint}', ({ endpoint, gets }) => {
    expect(converted(slice(endpoint))).toHaveProperty('endpoints', [gets]);
  });

  test('a zone was written in the topology', () => {
    const { written } = convert(parse(slice('')) as KubernetesObject);
    expect(written(['endpoints', 0, 'zone'])).toEqual(['endpoints', 0, 'topology', 'topology.kubernetes.io/zone']);
    expect(written(['ports', 0])).toEqual(['ports', 0]);
  });

  test.each([
    { selector: '{}', gets: {} },
    { selector: '{matchLabels: {a: b}}', gets: { selector: { matchLabels: { a: 'b' } } } },
  ])('the budget of $selector protects what it protected', ({ selector, gets }) => {
    const yaml = `{apiVersion: policy/v1beta1, kind: PodDisruptionBudget, metadata: {name: p}, spec: {selector: ${selector}}}`;
    expect(converted(yaml)).toHaveProperty('spec', gets);
  });

  test.each([
    {
      metric: 'resource: {name: cpu, targetAverageUtilization: 50}',
      gets: { resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
    },
    {
      metric: 'pods: {metricName: m, targetAverageValue: 5}',
      gets: { pods: { metric: { name: 'm' }, target: { type: 'AverageValue', averageValue: 5 } } },
    },
    {
      metric: 'external: {metricName: m, metricSelector: {}, targetValue: 5}',
      gets: { external: { metric: { name: 'm', selector: {} }, target: { type: 'Value', value: 5 } } },
    },
    {
      metric: 'object: {metricName: m, target: {kind: Service, name: s}, targetValue: 5}',
      gets: {
        object: {
          describedObject: { kind: 'Service', name: 's' },
          metric: { name: 'm' },
          target: { type: 'Value', value: 5 },
        },
      },
    },
  ])('the metric {$metric}', ({ metric, gets }) => {
    const yaml = `{apiVersion: autoscaling/v2beta1, kind: HorizontalPodAutoscaler, metadata: {name: h}, spec: {metrics: [{${metric}}]}}`;
    expect(converted(yaml)).toHaveProperty('spec.metrics', [gets]);
  });
});
