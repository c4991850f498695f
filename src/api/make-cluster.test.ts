import { describe, expect, test } from 'vitest';
import { SetupError } from '../engine/model/index.ts';
import { Cluster } from './index.ts';

const POD = '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: nginx}]}}';
const CLUSTER = 'apiVersion: curlew.dev/v1\nkind: Cluster\nmetadata: {name: own}\nspec:\n  nodes: [{name: mine}]\n';

const nodesOf = (cluster: Cluster) => cluster.get('Node').map(({ metadata }) => metadata.name);

describe('a cluster of texts', () => {
  test('takes them together with YAML and objects', () => {
    const cluster = Cluster.of({
      yaml: POD,
      texts: [{ name: 'a.feature', text: POD.replace('web', 'api') }],
      objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }],
    });
    expect(cluster.get('Pod', 'default').map(({ metadata }) => metadata.name)).toEqual(['api', 'web']);
    expect(cluster.get('Namespace').map(({ metadata }) => metadata.name)).toContain('shop');
  });

  test.each([
    { name: 'the default', options: {}, nodes: ['control-plane', 'worker-1', 'worker-2'] },
    { name: 'a profile', options: { cluster: 'flannel' }, nodes: ['kubem00', 'kuben05', 'kuben06'] },
    { name: 'a text', options: { cluster: { name: 'own.yaml', text: CLUSTER } }, nodes: ['mine'] },
    { name: 'a value', options: { cluster: { nodes: [{ name: 'a' }] } }, nodes: ['a'] },
    { name: 'what was found', options: { found: { name: 'curlew.yaml', text: CLUSTER } }, nodes: ['mine'] },
    {
      name: 'what is asked for, not what was found',
      options: { cluster: 'flannel', found: { name: 'curlew.yaml', text: CLUSTER } },
      nodes: ['kubem00', 'kuben05', 'kuben06'],
    },
  ])('is that of $name', ({ options, nodes }) => {
    expect(nodesOf(Cluster.of({ yaml: POD, ...options }))).toEqual(nodes);
  });

  test('reads no file: a name is a profile or an error', () => {
    const of = () => Cluster.of({ yaml: POD, cluster: 'flanel' });
    expect(of).toThrow(SetupError);
    expect(of).toThrow(/no profile named "flanel"[\s\S]*did you mean "flannel"/);
  });

  test('that were asked for and hold nothing is an error; others may be empty', () => {
    const texts = [{ name: 'a.yaml', text: '' }];
    expect(() => Cluster.of({ texts, asked: [{ name: 'app', texts: ['a.yaml'], hint: 'look' }] })).toThrow(
      /^no manifests in app\n {2}hint: look$/,
    );
    expect(Cluster.of({ texts }).get('Pod', 'default')).toEqual([]);
  });

  test('takes more of them later, and stays as it was', async () => {
    const before = Cluster.of({ yaml: POD });
    const after = await before.apply({ yaml: POD.replace('web', 'api') });
    expect([before, after].map((each) => each.get('Pod', 'default').length)).toEqual([1, 2]);
  });
});
