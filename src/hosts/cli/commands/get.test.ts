import { expect, test } from 'vitest';
import { curlew } from '../testing/curlew.ts';

test('all means what it means to kubectl: workloads and Services', async () => {
  const { stdout, status } = await curlew(['get', 'all', '-o', 'name', '-f', 'examples/wordpress']);
  expect(status).toBe(0);
  const kinds = new Set(stdout.split('\n').map((line) => line.split('/')[0]));
  expect(kinds).toEqual(new Set(['pod', 'service', 'deployment.apps', 'replicaset.apps', '']));
});

test('what it prints reads back as it was', async () => {
  const all = ['get', 'all', '-A', '-o', 'yaml'];
  const { stdout } = await curlew([...all, '-f', 'examples/wordpress']);
  expect(stdout).toContain('name: wordpress');
  expect(await curlew([...all, '--cluster', 'flannel', '-f', '-'], { input: stdout })).toMatchObject({ stdout });
});
