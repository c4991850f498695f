import { expect, test } from 'vitest';
import { exampleOf } from '../../../tooling/doc-pages.ts';
import { stateOf } from '../../testing/index.ts';
import { respond } from './respond.ts';

test('the README’s example holds', () => {
  const [manifests = '', printed = ''] = exampleOf(import.meta.dirname);
  const view = stateOf(manifests);
  const lines = ['web', 'api', 'own'].map((name) => {
    const endpoint = { kind: 'Pod', namespace: 'default', name, container: 'c', port: 80 } as const;
    const reply = respond(view, endpoint, { method: 'GET', path: '/missing', host: name });
    return `${name}: ${reply.kind === 'unknown' ? `unknown: ${reply.because}` : `${reply.status} ${reply.contentType}`}`;
  });
  expect(lines).toEqual(printed.split('\n'));
});
