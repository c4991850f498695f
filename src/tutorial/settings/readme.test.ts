import { expect, test } from 'vitest';
import { exampleOf } from '../../tooling/doc-pages.ts';
import { readPageSettings } from './index.ts';

const [text = '', said = ''] = exampleOf(import.meta.dirname);

test('the README’s example holds', () => {
  const lines = said.split('\n').map((line) => `  ${line}`);
  const message = ['the settings of docs/curlew.yaml cannot be used', ...lines].join('\n');
  expect(() => readPageSettings({ name: 'docs/curlew.yaml', text })).toThrow(message);
});
