import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { exampleOf } from '../../tooling/doc-pages.ts';
import { formatFieldPath } from '../model/index.ts';
import { readCluster } from './index.ts';

const [file = '', cluster = '', overlap = ''] = exampleOf(import.meta.dirname);

test('the README’s example holds', () => {
  const { spec, problems } = readCluster(parse(file));
  expect(problems).toEqual([]);
  expect([
    `plugin ${spec.network.plugin} enforces ${spec.network.policies.enforced.join(', ')}`,
    `DNS at ${spec.dns.serviceIP}`,
    `nodes ${spec.nodes.map(({ name }) => name).join(', ')}`,
  ]).toEqual(cluster.split('\n'));
});

test('the README’s overlap is reported', () => {
  const { problems } = readCluster(parse(file.replace('10.97.0.0/16', '10.244.8.0/24')));
  const told = problems.map(({ severity = 'error', code, path }) => `${severity} ${code} at ${formatFieldPath(path)}`);
  expect(told).toEqual([overlap]);
});
