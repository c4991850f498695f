import { expect, test } from 'vitest';
import { exampleOf } from '../../tooling/doc-pages.ts';
import { differencesOf } from './comparison.fixture.ts';
import { Bindings, compare, NOTHING_KNOWN } from './index.ts';

test('the README’s example holds', () => {
  const [page = '', actual = '', said = ''] = exampleOf(import.meta.dirname);
  const printed = page.split('\n').map((text, index) => ({ line: index + 1, text }));
  const commands = [['kubectl', 'get', 'pods', '-o', 'wide']];
  const verdict = compare({ printed, actual, commands, bindings: Bindings.NONE, known: NOTHING_KNOWN });
  expect(differencesOf(verdict)).toEqual([said]);
});
