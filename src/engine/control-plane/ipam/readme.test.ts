import { expect, test } from 'vitest';
import { exampleOf } from '../../../tooling/doc-pages.ts';
import { stateOf } from '../../testing/index.ts';
import { assignServiceAddresses } from './index.ts';

test('the README’s example holds', () => {
  const [manifest = '', printed = ''] = exampleOf(import.meta.dirname);
  const state = stateOf(manifest);
  const { changes, diagnostics } = assignServiceAddresses(state, state.list('Service'));
  expect(changes.map(({ kind }) => kind)).toEqual(['delete']);
  expect(diagnostics.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([`error: ${printed}`]);
});
