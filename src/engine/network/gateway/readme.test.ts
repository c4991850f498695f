import { expect, test } from 'vitest';
import { exampleOf } from '../../../tooling/doc-pages.ts';
import { stateOf } from '../../testing/index.ts';
import { classOf, nginx, send, servicesOf } from './gateway.fixture.ts';
import { compileGateways, whyUnserved } from './index.ts';

const [manifest = '', unserved = '', forwarded = ''] = exampleOf(import.meta.dirname);

test('the README’s example holds', () => {
  const { table } = compileGateways(stateOf(`${manifest}\n---${classOf('nginx', 'k8s.io/ingress-nginx')}`));
  const reasons = table.view.list('Ingress').map((ingress) => whyUnserved(table, ingress)?.reason.text);
  expect(reasons).toEqual([unserved]);
  const answer = send(`${manifest}\n---${nginx}---${servicesOf('wordpress')}`, 'http://blog.example.com/feed');
  expect(answer).toMatchObject({ kind: 'forward', decision: { reason: { text: forwarded } } });
});
