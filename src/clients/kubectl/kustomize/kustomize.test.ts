import { describe, expect, test } from 'vitest';
import { runKubectl } from '../../shell/index.ts';
import { testCluster } from '../testing/cluster.fixture.ts';
import { filesOf } from '../testing/files.fixture.ts';
import { build } from './build.ts';

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - {name: a, image: "nginx:1", envFrom: [{configMapRef: {name: settings}}]}
        - {name: b, image: busybox}
---
{apiVersion: v1, kind: Service, metadata: {name: shop}, spec: {selector: {app: shop}, ports: [{port: 80}]}}
`;

/** Builds a kustomization of these lines over one Deployment and one Service. */
function built(lines: string, more: Readonly<Record<string, string>> = {}) {
  const files = filesOf({ 'k/kustomization.yaml': `resources: [web.yaml]\n${lines}\n`, 'k/web.yaml': WEB, ...more });
  return build('k', { files });
}

// What is expected here is what `kubectl kustomize` of 1.33 prints.
describe('a kustomization', () => {
  test.each([
    { lines: 'namespace: prod', service: { metadata: { name: 'shop', namespace: 'prod' } } },
    { lines: 'namePrefix: a-\nnameSuffix: -z', service: { metadata: { name: 'a-shop-z' } } },
    {
      rule: 'labels leave selectors alone',
      lines: 'labels: [{pairs: {env: x}}]',
      service: { metadata: { name: 'shop', labels: { env: 'x' } }, spec: { selector: { app: 'shop' } } },
    },
    {
      lines: 'labels: [{pairs: {env: x}, includeSelectors: true}]',
      service: { spec: { selector: { app: 'shop', env: 'x' } } },
    },
    { lines: 'commonLabels: {env: x}', service: { spec: { selector: { app: 'shop', env: 'x' } } } },
    { lines: 'commonAnnotations: {a: b}', service: { metadata: { annotations: { a: 'b' } } } },
    {
      lines: 'patches: [{target: {kind: Service}, patch: "[{op: add, path: /spec/type, value: NodePort}]"}]',
      service: { spec: { type: 'NodePort' } },
    },
  ])('$lines', async ({ lines, service }) => {
    const [, object] = [...(await built(lines))].sort((a, b) =>
      a['kind'] === b['kind'] ? 0 : a['kind'] === 'Service' ? 1 : -1,
    );
    expect(object).toMatchObject(service);
  });

  test.each([
    { lines: 'images: [{name: nginx, newTag: "2"}]', images: ['nginx:2', 'busybox'] },
    {
      lines: 'images: [{name: busybox, newName: reg.io/bb, digest: "sha256:0"}]',
      images: ['nginx:1', 'reg.io/bb@sha256:0'],
    },
    {
      rule: 'a patch without a target is for the object that it names; its containers come first',
      lines: 'patches: [{path: p.yaml}]',
      images: ['httpd', 'nginx:1', 'busybox'],
    },
  ])('$lines', async ({ lines, images }) => {
    const patch = WEB.split('---')[0]?.replace(
      /spec:.*/s,
      'spec: {template: {spec: {containers: [{name: c, image: httpd}]}}}',
    );
    const objects = await built(lines, { 'k/p.yaml': patch ?? '' });
    const deployment = objects.find(({ kind }) => kind === 'Deployment');
    expect(deployment).toMatchObject({
      spec: { template: { spec: { containers: images.map((image) => ({ image })) } } },
    });
  });

  test('what is generated has its hash in its name, and others know it by that', async () => {
    const objects = await built('configMapGenerator: [{name: settings, literals: [A=b, C=d=e]}]');
    expect(objects[0]).toMatchObject({ kind: 'ConfigMap', metadata: { name: 'settings-8htcgf7886' } });
    expect(JSON.stringify(objects)).toContain('{"configMapRef":{"name":"settings-8htcgf7886"}}');
  });

  test.each([
    { lines: 'helmCharts: []', says: 'the field helmCharts of a kustomization is not modelled' },
    { lines: 'patches: [{target: {name: "sh.*"}, patch: "[]"}]', says: 'a regular expression, which is not modelled' },
    {
      lines: 'patches: [{patch: "{kind: Pod, metadata: {name: x}}"}]',
      says: 'no resource matches strategic merge patch',
    },
    { lines: 'bases: [../k]', says: 'cycle detected' },
  ])('$lines: $says', async ({ lines, says }) => {
    await expect(built(lines)).rejects.toThrow(says);
  });
});

test('kubectl apply -k and delete -k', async () => {
  const files = filesOf({ 'k/kustomization.yaml': 'resources: [web.yaml]\nnamePrefix: x-\n', 'k/web.yaml': WEB });
  const applied = await runKubectl(testCluster(), 'kubectl apply -k k', { files });
  expect(applied.stdout).toBe('service/x-shop created\ndeployment.apps/x-shop created\n');
  const again = await runKubectl(applied.cluster, 'kubectl apply -k k/', { files });
  expect(again.stdout).toBe('service/x-shop unchanged\ndeployment.apps/x-shop unchanged\n');
  const gone = await runKubectl(applied.cluster, 'kubectl delete -k k', { files });
  expect(gone.stdout).toBe('service "x-shop" deleted\ndeployment.apps "x-shop" deleted\n');
});
