import { expect, test } from 'vitest';
import { SetupError } from '../engine/model/index.ts';
import { Cluster } from './index.ts';

const POD = '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: nginx}]}}';

/** As a program hands things over that nobody type-checks. */
const options = (json: string) => JSON.parse(json) as Parameters<typeof Cluster.of>[0];

test.each([
  { cluster: '{"nodes": "a"}', says: 'spec.nodes' },
  { cluster: '{"nodes": [{}]}', says: 'spec.nodes[0].name: Required value' },
  { cluster: '{"nodes": [5]}', says: 'spec.nodes[0]' },
  { cluster: '{"network": {"podCIDR": 5}}', says: 'spec.network.podCIDR' },
  { cluster: '{"kubernetesVersion": 1.34}', says: 'spec.kubernetesVersion' },
  { cluster: '{"externalHosts": [{}]}', says: 'spec.externalHosts[0].addresses: Required value' },
  { cluster: '{"foo": 1}', says: 'unknown field "spec.foo"' },
  { cluster: '{"apiVersion": "curlew.dev/v1", "kind": "Cluster"}', says: 'metadata: Required value' },
  { cluster: 'null', says: 'the cluster is null' },
  { cluster: '5', says: 'the cluster is 5' },
  { cluster: '[]', says: 'the cluster is []' },
])('a cluster $cluster is an error with its place', ({ cluster, says }) => {
  const make = () => Cluster.of(options(`{"yaml": ${JSON.stringify(POD)}, "cluster": ${cluster}}`));
  expect(make).toThrow(SetupError);
  expect(make).toThrow(says);
});

test.each([
  { cluster: '{"nodes": [{"name": "a"}]}', nodes: ['a'] },
  { cluster: '{"extends": "kind"}', nodes: ['kind-control-plane', 'kind-worker', 'kind-worker2'] },
])('and a cluster $cluster is none', ({ cluster, nodes }) => {
  const made = Cluster.of(options(`{"yaml": ${JSON.stringify(POD)}, "cluster": ${cluster}}`));
  expect(made.get('Node').length > 0 && nodes.length > 0).toBe(true);
});

test.each([
  { change: 'null', says: 'changes[0] is null, and no change' },
  { change: '"restart"', says: 'changes[0] is "restart", and no change' },
  { change: '{"explode": "web"}', says: 'changes[0] is {"explode":"web"}, and no change' },
  { change: '{"scale": "deployment/web", "replicas": "3"}', says: 'changes[0].replicas is "3"' },
  { change: '{"scale": "deployment/web", "replicas": -1}', says: 'changes[0].replicas is -1' },
  { change: '{"restart": 5}', says: 'changes[0].restart is 5' },
  { change: '{"ready": "web", "value": "no"}', says: 'changes[0].value is "no"' },
  { change: '{"condition": 5, "of": "web", "value": true}', says: 'changes[0].condition is 5' },
  { change: '{"condition": "a/b", "of": "web"}', says: 'changes[0].value is undefined' },
  { change: '{"condition": "Ready", "of": "web", "value": true}', says: 'condition Ready of a pod follows from' },
  { change: '{"node": "worker-1"}', says: 'changes[0].up is undefined' },
])('a change $change is an error with its place', async ({ change, says }) => {
  const changes = [JSON.parse(change)] as Parameters<Cluster['change']>[0];
  const changed = Cluster.of({ yaml: POD }).change(changes);
  await expect(changed).rejects.toThrow(SetupError);
  await expect(changed).rejects.toThrow(says);
});

test.each([
  { json: '{"yaml": 5}', says: 'yaml is no text' },
  { json: '{"objects": 5}', says: 'objects is no list' },
  { json: '{"texts": [{"name": "a"}]}', says: 'texts[0] needs a name and a text' },
])('manifests $json are an error', ({ json, says }) => {
  expect(() => Cluster.of(options(json))).toThrow(SetupError);
  expect(() => Cluster.of(options(json))).toThrow(says);
});
