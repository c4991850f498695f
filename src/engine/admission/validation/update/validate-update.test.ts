import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../../model/index.ts';
import { applyDefaults } from '../../defaults/index.ts';
import { knownKinds } from '../../schema/index.ts';
import { otherRows } from './other-updates.fixture.ts';
import { podRows } from './pod-updates.fixture.ts';
import { validateUpdate } from './validate-update.ts';
import { type UpdateRow, workloadRows } from './workload-updates.fixture.ts';

// The expected words are those that the API server's own code says (rest.BeforeUpdate with the strategies of
// kubernetes 1.34, pkg/registry), without the diffs and Go structs that it prints behind some of them.

const VERSIONS: ReadonlyMap<string, string> = new Map(knownKinds().map(({ kind, apiVersion }) => [kind, apiVersion]));

function version(kind: string, text: string): KubernetesObject {
  const namespaced = !['Node', 'PersistentVolume', 'StorageClass', 'PriorityClass', 'IngressClass'].includes(kind);
  const metadata = { name: 'x', ...(namespaced && { namespace: 'default' }) };
  return applyDefaults({ apiVersion: VERSIONS.get(kind) ?? '', kind, metadata, ...parse(`{${text}}`) });
}

function problems({ kind, from, to }: UpdateRow, kubernetesVersion?: string) {
  return validateUpdate(version(kind, from), version(kind, to), kubernetesVersion);
}

describe.each([
  { name: 'workloads and Services', rows: workloadRows },
  { name: 'Pods', rows: podRows },
  { name: 'other objects', rows: otherRows },
])('$name', ({ rows }) => {
  test.each(rows)('$kind $from becomes $to', (row) => {
    const found = problems(row);
    expect(found.map(({ message }) => message)).toEqual(row.says);
    if (row.changed !== undefined) expect(found.map(({ hint }) => hint)).toEqual([`changed: ${row.changed}`]);
  });

  test.each(rows)('$kind $from may stay as it is', ({ kind, from }) => {
    expect(problems({ kind, from, to: from, says: [] })).toEqual([]);
  });
});

describe('places', () => {
  test('of a part that is frozen as a whole are those of the first change', () => {
    const [row] = podRows.filter(({ changed }) => changed === 'spec.dnsPolicy');
    expect(row && problems(row)[0]?.path).toEqual(['spec', 'dnsPolicy']);
  });

  test.each([
    { to: 'spec: {clusterIP: 10.0.0.2, ports: [{port: 80}]}', path: ['spec', 'clusterIP'] },
    { to: 'spec: {clusterIPs: [10.0.0.2], ports: [{port: 80}]}', path: ['spec', 'clusterIPs', 0] },
  ])('of an address are where it was written: $to', ({ to, path }) => {
    const from = 'spec: {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], ports: [{port: 80}]}';
    expect(problems({ kind: 'Service', from, to, says: [] })[0]?.path).toEqual(path);
  });
});

test("a Job's template may not change; of a long value the beginning is shown", () => {
  const job = (image: string) =>
    `spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: ${image}}]}}}`;
  const [problem, ...more] = problems({ kind: 'Job', from: job('a'), to: job('b'), says: [] });
  expect(problem?.message).toMatch(/^spec\.template: Invalid value: \{.{119}…: field is immutable$/);
  expect(more).toEqual([]);
});

test('the history of a StatefulSet may be cut since 1.33', () => {
  const row = (limit: number) => `spec: {serviceName: db, revisionHistoryLimit: ${limit}}`;
  const update = { kind: 'StatefulSet', from: row(10), to: row(2), says: [] };
  expect(problems(update, '1.32')[0]?.message).toMatch(/^spec: Forbidden: .*'updateStrategy', 'persistentVolumeClaim/);
  expect(problems(update, '1.33')).toEqual([]);
});

test('an object of another version, or of a kind without rules, may change', () => {
  const before = version('Deployment', 'spec: {selector: {matchLabels: {a: b}}}');
  const after = version('Deployment', 'spec: {selector: {matchLabels: {a: c}}}');
  expect(
    validateUpdate({ ...before, apiVersion: 'example.com/v1' }, { ...after, apiVersion: 'example.com/v1' }),
  ).toEqual([]);
  expect(validateUpdate({ ...before, apiVersion: 'extensions/v1beta1' }, after)).toEqual([]);
});
