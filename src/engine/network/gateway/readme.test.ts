import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stateOf } from '../../testing/index.ts';
import { classOf, nginx, send, servicesOf } from './gateway.fixture.ts';
import { compileGateways, whyUnserved } from './index.ts';

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const [manifest = '', unserved = '', forwarded = ''] = [...readme.matchAll(/```(?:yaml)?\n([\s\S]*?)```/g)]
  .slice(-3)
  .map((match) => match[1]);

test('the README’s example holds', () => {
  const { table } = compileGateways(stateOf(`${manifest}---${classOf('nginx', 'k8s.io/ingress-nginx')}`));
  const reasons = table.view.list('Ingress').map((ingress) => whyUnserved(table, ingress)?.reason.text);
  expect(reasons).toEqual([unserved.trim()]);
  const answer = send(`${manifest}---${nginx}---${servicesOf('wordpress')}`, 'http://blog.example.com/feed');
  expect(answer).toMatchObject({ kind: 'forward', decision: { reason: { text: forwarded.trim() } } });
});
