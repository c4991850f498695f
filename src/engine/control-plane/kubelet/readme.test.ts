import { expect, test } from 'vitest';
import { exampleOf } from '../../../tooling/doc-pages.ts';
import { stateOf, testSpec } from '../../testing/index.ts';
import { listeningOf } from './index.ts';

test('the README’s example holds', () => {
  const [manifest = '', printed = ''] = exampleOf(import.meta.dirname);
  const [pod] = stateOf(manifest).list('Pod');
  if (pod === undefined) throw new Error('no pod');
  const { listeners } = listeningOf(testSpec, pod.object);
  expect(listeners.map(({ port, protocol, because }) => `${port}/${protocol} ${because}`)).toEqual(printed.split('\n'));
});
