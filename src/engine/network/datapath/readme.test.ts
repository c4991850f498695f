import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleOf } from '../../../tooling/doc-pages.ts';
import { applyObjects, startCluster } from '../../control-plane/index.ts';
import type { Branch } from '../../model/index.ts';
import { resourcesOf, testSpec } from '../../testing/index.ts';
import { compile, trace } from './index.ts';
import { only, podClient } from './world.fixture.ts';

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const [manifests = '', printed = ''] = exampleOf(import.meta.dirname);

function lines({ hops, reply }: Branch): readonly string[] {
  const through = reply?.kind === 'returns' ? reply.through.join(', ') : 'nothing';
  return [
    ...hops.map(({ stage, place: { pod, node }, reason }) => {
      const at = pod === undefined ? `node ${node}` : `pod ${pod.name}`;
      return `${stage} at ${at}: ${reason.text}`;
    }),
    `answer: back through ${through}`,
  ];
}

test('the README’s example holds', () => {
  const snapshot = compile(applyObjects(startCluster(testSpec), resourcesOf(manifests)).state);
  const probe = { client: podClient(snapshot, 'client'), host: '192.168.0.10', port: 30080, protocol: 'TCP' } as const;
  expect(lines(only(trace(snapshot, probe)))).toEqual(printed.split('\n'));
});

test('every reason that the README names is given in this room', () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));
  const given = new Set(sources.flatMap((text) => [...text.matchAll(/code: '([a-z-]+)'/g)].map(([, code]) => code)));
  const table = readme.slice(readme.indexOf('| what ends a way'), readme.indexOf('## What it does not'));
  const named = table
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, code]) => code));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((code) => !given.has(code))).toEqual([]);
});
