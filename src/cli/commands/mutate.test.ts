import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { SHOP } from '../../coverage/shop.fixture.ts';

const CLI = join(import.meta.dirname, '../../../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'mutate-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scenario = (...steps: readonly string[]) =>
  `Feature: the shop\n  Scenario: s\n    Given the manifests in shop.yaml\n${steps.map((step) => `    ${step}\n`).join('')}`;

const WEAK = scenario('When web curls db:5432', 'Then it reaches pod db');
const STRONG = scenario(
  'And a client pod stranger',
  'Then the connectivity is:',
  '  |          | db:5432 | db:9187 |',
  '  | web      | ✓       | ✓       |',
  '  | stranger | ✗       | ✗       |',
  'When job curls db:5432',
  'Then it is denied by network policy job',
  'When job resolves db',
  'Then it resolves to the cluster IP of service db',
);

function mutate(
  feature: string,
  ...flags: readonly string[]
): { status: number | null; stdout: string; stderr: string } {
  writeFileSync(join(folder, 'shop.yaml'), SHOP);
  writeFileSync(join(folder, 'shop.feature'), feature);
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'mutate', ...flags, 'shop.feature'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

interface Report {
  readonly mutants: number;
  readonly tried: number;
  readonly noticed: number;
  readonly equivalent: number;
  readonly survivors: readonly {
    readonly file: string;
    readonly line: number;
    readonly path: string;
    readonly what: string;
  }[];
}

const report = (...args: Parameters<typeof mutate>): Report => JSON.parse(mutate(...args).stdout) as Report;

describe('the exit status', () => {
  test.each([
    { what: 'changes go unnoticed', feature: WEAK, flags: [], status: 1 },
    { what: 'as many as may', feature: WEAK, flags: ['--max-survivors', '100'], status: 0 },
    { what: 'no change is tried', feature: WEAK, flags: ['--limit', '0'], status: 0 },
    { what: 'the spec does not hold', feature: WEAK.replace('reaches pod db', 'times out'), flags: [], status: 1 },
    { what: 'the spec is no spec', feature: 'Feature', flags: [], status: 2 },
    {
      what: 'the plugin enforces nothing',
      feature: WEAK,
      flags: ['--cluster', 'flannel'],
      status: 2,
    },
    { what: 'a flag is no number', feature: WEAK, flags: ['--limit', 'few'], status: 2 },
  ])('is $status where $what', ({ feature, flags, status }) => {
    expect(mutate(feature, ...flags).status).toBe(status);
  });
});

test('what survives is named by its place, and a stronger spec leaves fewer', () => {
  const line = SHOP.split('\n').indexOf('        - port: 9187') + 1;
  const weak = report(WEAK, '-o', 'json');
  const strong = report(STRONG, '-o', 'json');
  expect(mutate(WEAK).stdout).toContain(
    `  shop.yaml:${line}: NetworkPolicy default/db spec.ingress[0].ports[1]: drops the port\n`,
  );
  expect(weak.survivors.map(({ path, what }) => `${path} ${what}`)).toContain(' drops the policy');
  expect(strong.survivors.map(({ path, what }) => `${path} ${what}`)).not.toContain(' drops the policy');
  expect(strong.survivors.length).toBeLessThan(weak.survivors.length / 2);
  expect(weak.mutants).toBe(strong.mutants);
  expect(weak.noticed + weak.equivalent + weak.survivors.length).toBe(weak.tried);
});

test('it is the same each time, and a limit tries the first ones', () => {
  const all = report(WEAK, '-o', 'json');
  expect(report(WEAK, '-o', 'json')).toEqual(all);
  const first = report(WEAK, '-o', 'json', '--limit', '5');
  expect(first.tried).toBe(5);
  expect(all.survivors.slice(0, first.survivors.length)).toEqual(first.survivors);
});

test('what happens to the cluster of one mutant happens to no other', () => {
  const changed = WEAK.replace('    When', '    And pod web is not ready\n    When');
  expect(report(changed, '-o', 'json')).toEqual(report(WEAK, '-o', 'json'));
});

test('what changes in a policy that a scenario applies later is noticed there', () => {
  const feature = `${scenario('When web curls db:5432', 'Then it reaches pod db')}
    When the manifest is applied:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: closed}
      spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}
      """
    And web curls db:5432
    Then it fails to resolve
`;
  const { survivors } = report(feature, '-o', 'json');
  const closed = survivors.filter(({ file }) => file === 'shop.feature').map(({ what }) => what);
  expect(closed).not.toContain('drops the policy');
  expect(closed).toContain('isolates ingress too');
});
