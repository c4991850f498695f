import { describe, expect, test } from 'vitest';
import { formatRef, SetupError } from '../engine/model/index.ts';
import { Cluster } from './cluster.ts';

const pod = (name: string, more = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}${more}}, spec: {containers: [{name: c, image: nginx}]}}`;
const YAML = `${pod('a')}\n---\n${pod('b', ', namespace: office')}\n---\n{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}]}}`;
const written = ({ view }: Cluster) =>
  view
    .kinds()
    .flatMap((kind) => view.listAny(kind))
    .filter(({ origin }) => origin.kind === 'manifest')
    .map(({ ref }) => formatRef(ref));

const inShop = Cluster.of({ yaml: YAML, namespace: 'shop' });
const plain = Cluster.of({ yaml: YAML });

describe('the namespace of what names none', () => {
  test('is where objects go that name none', () => {
    expect(written(inShop)).toEqual(['Pod office/b', 'Pod shop/a', 'Service shop/s']);
    expect(written(plain)).toEqual(['Pod default/a', 'Pod office/b', 'Service default/s']);
    expect([inShop.namespace, plain.namespace]).toEqual(['shop', 'default']);
  });

  test('is where clients are looked for, unless the question says another', () => {
    const from = (cluster: Cluster, namespace?: string) =>
      cluster.connect({ from: 'a', to: '203.0.113.1:80', ...(namespace !== undefined && { namespace }) }).from;
    expect(from(inShop)).toMatchObject({ namespace: 'shop', name: 'a' });
    expect(from(inShop, 'shop')).toMatchObject({ namespace: 'shop' });
    expect(from(plain)).toMatchObject({ namespace: 'default' });
    expect(() => from(inShop, 'default')).toThrow('no pod or workload named "a" in namespace default');
    expect(() => from(plain, 'shop')).toThrow('in namespace shop');
  });

  test('is where names of the matrix are looked for; without one, a name means whoever is called that', () => {
    const ends = (cluster: Cluster, focus: string) => cluster.matrix({ focus }).connections.length > 0;
    expect([ends(plain, 'b'), ends(inShop, 'a'), ends(inShop, 'office/b')]).toEqual([true, true, true]);
    expect(() => ends(inShop, 'b')).toThrow('no workload named "shop/b"');
  });

  test('stays that of the clusters that come of it', async () => {
    const applied = await inShop.apply({ yaml: pod('late') });
    expect(written(applied)).toContain('Pod shop/late');
    const changed = await applied.change([{ delete: 'pod/late' }]);
    expect([changed.namespace, written(changed)]).toEqual(['shop', written(inShop)]);
    expect(written(await plain.apply({ yaml: pod('late'), namespace: 'dev' }))).toContain('Pod dev/late');
  });

  test.each(['Shop', '', 'a/b', 'a b', '-a', 'a'.repeat(64)])('"%s" is no name of one', (namespace) => {
    expect(() => Cluster.of({ yaml: YAML, namespace })).toThrow(SetupError);
  });
});
