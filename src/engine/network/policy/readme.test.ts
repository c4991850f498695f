import { expect, test } from 'vitest';
import { exampleOf } from '../../../tooling/doc-pages.ts';
import { ask } from './testing/ask.ts';

test('the README’s example holds', () => {
  const [policy = '', printed = ''] = exampleOf(import.meta.dirname);
  const told = ask(`${policy}\n---`, 'ingress to db/mysql from shop/cart on 3306/TCP');
  const { action, reason, considered, decidedBy } = told;
  expect([
    `${action} ${reason.code}: ${reason.text}`,
    ...considered.map(({ rule, mismatch }) => `  looked at line ${rule.line} ${rule.object} ${rule.path}: ${mismatch}`),
    ...decidedBy.map((line) => `  ${line}`),
  ]).toEqual(printed.split('\n'));
});
