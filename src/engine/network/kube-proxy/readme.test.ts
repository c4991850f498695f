import { expect, test } from 'vitest';
import { exampleOf } from '../../../tooling/doc-pages.ts';
import { packetOf, stateOf } from '../../testing/index.ts';
import { compileServices, translate } from './index.ts';

test('the README’s example holds', () => {
  const [manifests = '', printed = ''] = exampleOf(import.meta.dirname);
  const { table } = compileServices(stateOf(manifests));
  const packet = packetOf({ source: '10.244.1.7', destination: '10.254.223.163', port: 3306 });
  const translation = translate(table, packet, { node: 'worker-1', from: 'pod' });
  if (translation.kind !== 'end') throw new Error(translation.kind);
  const { code, text } = translation.decision.reason;
  expect(`${translation.outcome} ${code}: ${text}`).toBe(printed);
});
