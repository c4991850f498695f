import { expect, test } from 'vitest';
import { exampleOf } from '../../tooling/doc-pages.ts';
import { told } from './told.fixture.ts';

const [page = '', said = ''] = exampleOf(import.meta.dirname);

test('the README’s example holds', async () => {
  expect(await told(page)).toEqual(said.split('\n'));
});
