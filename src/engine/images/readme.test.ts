import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { exampleOf } from '../../tooling/doc-pages.ts';
import type { Container } from '../model/index.ts';
import { containerListens } from './index.ts';

test('the README’s example holds', () => {
  const [containers = '', printed = ''] = exampleOf(import.meta.dirname);
  const lines = (parse(containers) as readonly Container[]).map((container) => {
    const ports = containerListens([], container);
    return `${container.name}: ${ports === undefined ? 'nobody knows' : ports.join(' ') || 'nothing'}`;
  });
  expect(lines).toEqual(printed.split('\n'));
});
