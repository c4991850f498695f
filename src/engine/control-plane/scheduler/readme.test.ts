import { expect, test } from 'vitest';
import { exampleOf } from '../../../tooling/doc-pages.ts';
import { stateOf } from '../../testing/index.ts';
import { schedule } from './index.ts';

test('the README’s example holds', () => {
  const [manifests = '', printed = ''] = exampleOf(import.meta.dirname);
  const state = stateOf(manifests);
  const pods = state.apply(schedule(state).changes).list('Pod');
  const lines = pods.map(({ ref, object: { spec, status } }) => {
    const { reason, message } = status?.conditions?.[0] ?? {};
    return `${ref.name}: ${spec.nodeName ?? `${reason}: ${message}`}`;
  });
  expect(lines).toEqual(printed.split('\n'));
});
