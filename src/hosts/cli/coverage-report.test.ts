import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHOP } from '../../questions/coverage/shop.fixture.ts';
import { curlew, type Ran } from './testing/curlew.ts';

const FEATURE = `Feature: the shop
  Background:
    Given the manifests in manifests
  Scenario: the web finds the database
    When web curls db:5432
    Then it reaches pod db
  Scenario: nobody judges this one
    When web curls db:9187
  Scenario: the job's names are looked up
    Then the connectivity is:
      |     | db:5432 |
      | job | timeout |
`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coverage with spaces-'));
  mkdirSync(join(folder, 'manifests'));
  writeFileSync(join(folder, 'manifests/shop.yaml'), SHOP);
  writeFileSync(join(folder, 'shop.feature'), FEATURE);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...flags: readonly string[]): Promise<Ran> => curlew(['run', ...flags, 'shop.feature'], { cwd: folder });

describe('the exit status of a spec that holds', () => {
  test.each([
    { flags: ['--coverage'], status: 0 },
    { flags: ['--coverage-min', '60'], status: 0 },
    { flags: ['--coverage-min', '90%'], status: 1 },
    { flags: ['--coverage-min', '101'], status: 2 },
    { flags: ['--coverage', '--parallel', '2'], status: 2 },
  ])('is $status with $flags', async ({ flags, status }) => {
    expect((await run(...flags)).status).toBe(status);
  });
});

test('too little names what no expectation exercises, and a port that a connection without a Then went to is one', async () => {
  const line = SHOP.split('\n').indexOf('        - port: 9187') + 1;
  expect((await run('--coverage-min', '90')).stderr).toContain(
    `manifests/shop.yaml:${line} NetworkPolicy default/db spec.ingress[0].ports[1]`,
  );
});

test('the way to the DNS server exercises the rule that lets it through', async () => {
  const line = SHOP.split('\n').indexOf('        - {port: 53, protocol: UDP}') + 1;
  await run('--coverage=out');
  expect(readFileSync(join(folder, 'out/lcov.info'), 'utf8')).toContain(`DA:${line},1\n`);
  expect(readFileSync(join(folder, 'out/annotated/manifests/shop.yaml.txt'), 'utf8')).toContain('# port 1×');
});

test('what a simulated command connects to is exercised, if its output is judged', async () => {
  const line = SHOP.split('\n').indexOf('        - port: 9187') + 1;
  const command = FEATURE.replace('When web curls db:9187', 'When web runs "curl -s -m 2 db:9187"');
  const hits = async (feature: string) => {
    writeFileSync(join(folder, 'shop.feature'), feature);
    await run('--coverage=out');
    return new RegExp(`^DA:${line},(\\d)$`, 'm').exec(readFileSync(join(folder, 'out/lcov.info'), 'utf8'))?.[1];
  };
  expect(await hits(command)).toBe('0');
  expect(await hits(command.replace(/(curl -s.*\n)/, '$1    Then the output does not contain "refused"\n'))).toBe('1');
  writeFileSync(join(folder, 'shop.feature'), FEATURE);
});

test('a run that loads nothing to exercise has not exercised enough of it', async () => {
  writeFileSync(
    join(folder, 'shop.feature'),
    'Feature: f\n  Scenario: s\n    Given a client pod busybox\n    Then pod busybox has address x.x.x.x\n',
  );
  expect((await run('--coverage')).status).toBe(0);
  expect(await run('--coverage-min', '1')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('no network policy'),
  });
  writeFileSync(join(folder, 'shop.feature'), FEATURE);
});

describe('every sentence that judges a connection or a look-up exercises what decided it', () => {
  const RULE = 'spec.ingress[0]';
  test.each([
    ['When web resolves db\n    Then it resolves to the cluster IP of service db', ['Service default/db ']],
    [
      'When job resolves db\n    Then it resolves to the cluster IP of service db',
      ['NetworkPolicy default/job spec.egress[0]'],
    ],
    [
      'Then every pod in namespace "default" can resolve db',
      ['NetworkPolicy default/job spec.egress[0].ports[0]', 'Service default/db '],
    ],
    ['When job resolves db', []],
    ['Then only web can reach db:5432', [`NetworkPolicy default/db ${RULE}.from[0]`, 'NetworkPolicy default/job ']],
    ['Then no pod can reach db.default:81', ['NetworkPolicy default/job ']],
    [
      'Then web reaches db:9187 while any one node is down',
      [`NetworkPolicy default/db ${RULE}.ports[1]`, 'Service default/db spec.ports[1]'],
    ],
    ['When web runs "nslookup db"\n    Then the output contains "db"', []],
    ['When job runs "nslookup db"\n    Then the output contains "db"', ['NetworkPolicy default/job spec.egress[0]']],
  ])('%s', async (steps, expected) => {
    const text = `Feature: f\n  Scenario: s\n    Given the manifests in manifests\n    ${steps}\n`;
    writeFileSync(join(folder, 'shop.feature'), text);
    const { status } = await run('--coverage=out');
    writeFileSync(join(folder, 'shop.feature'), FEATURE);
    const { units } = JSON.parse(readFileSync(join(folder, 'out/coverage.json'), 'utf8')) as {
      readonly units: readonly { readonly object: string; readonly path: string; readonly hits: number }[];
    };
    const exercised = units.filter(({ hits }) => hits > 0).map(({ object, path }) => `${object} ${path}`);
    expect(status).not.toBe(2);
    if (expected.length === 0) expect(exercised).toEqual([]);
    expect(exercised).toEqual(expect.arrayContaining([...expected]));
  });
});

test('worker processes of a configuration file are refused as well, and a flag outranks it', async () => {
  writeFileSync(join(folder, 'cucumber.json'), '{"default": {"parallel": 2}}');
  expect(await run('--coverage', '--config', 'cucumber.json')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--parallel 0'),
  });
  expect((await run('--coverage', '--config', 'cucumber.json', '--parallel', '0')).status).toBe(0);
});

test('what is not exercised stands below the table, by policy; and is said once', async () => {
  const line = SHOP.split('\n').indexOf('        - port: 9187') + 1;
  const missing = `NetworkPolicy default/db\n    manifests/shop.yaml:${line - 3}  peer spec.ingress[0].from[1]\n    manifests/shop.yaml:${line}  port spec.ingress[0].ports[1]\n`;
  expect((await run('--coverage')).stdout).toContain(missing);
  const { stdout, stderr } = await run('--coverage-min', '90');
  expect(stdout).not.toContain('not exercised\n');
  expect(stderr).toContain(`manifests/shop.yaml:${line} `);
});

test('the table goes to standard output, but not where a program reads that', async () => {
  expect((await run('--coverage')).stdout).toContain('\nmanifests/shop.yaml   2/2');
  const { stdout, stderr } = await run('--coverage', '--format', 'message');
  expect(stdout).not.toContain('POLICIES');
  expect(stderr).toContain('POLICIES');
});

test('a run without the flag counts and writes nothing', async () => {
  expect((await run()).stdout).not.toContain('POLICIES');
});
