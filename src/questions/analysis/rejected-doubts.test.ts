import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import type { MatrixPeer } from '../../engine/model/index.ts';

const pod = (namespace: string, name: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {namespace: ${namespace}, name: ${name}}, spec: {containers: [{name: c, image: nginx}]}}`;
const PODS = [pod('shop', 'web'), pod('shop', 'db'), pod('dev', 'a'), pod('ops', 'b')].join('\n---\n');

const nameOf = (peer: MatrixPeer) => (peer.kind === 'Workload' ? `${peer.namespace}/${peer.name}` : 'outside');
const pairsOf = (yaml: string) => {
  const { connections, unknown = [] } = Cluster.of({ yaml: `${PODS}\n---\n${yaml}` }).permitted();
  const text = ({ from, to }: { readonly from: MatrixPeer; readonly to: MatrixPeer }) =>
    `${nameOf(from)} ${nameOf(to)}`;
  return { known: connections.map(text), unknown: unknown.map(text) };
};
const all = pairsOf('{apiVersion: v1, kind: Namespace, metadata: {name: shop}}').known;

describe('a rejected object makes those pairs unknown that it may change, and no others', () => {
  test.each<{ name: string; yaml: string; isDoubted: (pair: string) => boolean }>([
    {
      name: 'a NetworkPolicy: those of its namespace',
      yaml: '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: shop, name: p}, spec: {podSelector: {}, ingres: []}}',
      isDoubted: (pair) => pair.includes('shop/'),
    },
    {
      name: 'a policy of the whole cluster: all',
      yaml: '{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: p}, spec: {priority: many, subject: {namespaces: {}}}}',
      isDoubted: () => true,
    },
    {
      name: 'a Namespace: those of its pods',
      yaml: '{apiVersion: v1, kind: Namespace, metadata: {name: dev, labels: {team: 5}}}',
      isDoubted: (pair) => pair.includes('dev/'),
    },
    {
      name: 'a Service: none',
      yaml: '{apiVersion: v1, kind: Service, metadata: {namespace: shop, name: s}, spec: {ports: [{port: 70000}]}}',
      isDoubted: () => false,
    },
    {
      name: 'a pod without an image counts all the same: none',
      yaml: '{apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: late}, spec: {containers: [{name: c}]}}',
      isDoubted: () => false,
    },
  ])('$name', ({ yaml, isDoubted }) => {
    const { known, unknown } = pairsOf(yaml);
    const asked = (pair: string) => all.includes(pair);
    expect(unknown.filter(asked).toSorted()).toEqual(all.filter(isDoubted).toSorted());
    expect(known.filter(asked).toSorted()).toEqual(all.filter((pair) => !isDoubted(pair)).toSorted());
  });

  test('a workload: its own, of which nothing else is known', () => {
    const { known, unknown } = pairsOf(
      '{apiVersion: apps/v1, kind: Deployment, metadata: {namespace: dev, name: d}, spec: {replicas: many}}',
    );
    expect(known.toSorted()).toEqual(all.toSorted());
    expect(unknown.toSorted()).toEqual(
      ['outside', 'shop/web', 'shop/db', 'dev/a', 'ops/b']
        .flatMap((end) => [`${end} dev/d`, `dev/d ${end}`])
        .toSorted(),
    );
  });
});

test('a change that mends an object: what it may have changed is unknown, and no opened connection', () => {
  const policy = (field: string) =>
    `${PODS}\n---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: shop, name: p}, spec: {podSelector: {}, ${field}: []}}`;
  const [before, after] = [Cluster.of({ yaml: policy('ingres') }), Cluster.of({ yaml: policy('ingress') })];
  const { opened, closed, changed, unknown = [] } = before.changesTo(after);
  expect([opened, closed, changed]).toEqual([[], [], []]);
  expect(unknown.length).toBe(all.filter((pair) => pair.includes('shop/')).length);
});
