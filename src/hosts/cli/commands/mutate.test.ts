import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { SHOP } from '../../../questions/coverage/shop.fixture.ts';
import { curlew, type Ran, ROOT } from '../testing/curlew.ts';

const folder = mkdtempSync(join(tmpdir(), 'mutate with spaces-'));

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

const known = new Map<string, Promise<Ran>>();

/** The same is run once: it takes its time. */
function mutate(feature: string, ...flags: readonly string[]): Promise<Ran> {
  const key = JSON.stringify([feature, flags]);
  const ran = known.get(key) ?? mutateAgain(feature, ...flags);
  known.set(key, ran);
  return ran;
}

function mutateAgain(feature: string, ...flags: readonly string[]): Promise<Ran> {
  writeFileSync(join(folder, 'shop.yaml'), SHOP);
  writeFileSync(join(folder, 'shop.feature'), feature);
  return curlew(['mutate', ...flags, 'shop.feature'], { cwd: folder });
}

interface Report {
  readonly mutants: number;
  readonly tried: number;
  readonly noticed: number;
  readonly equivalent: number;
  readonly score: number;
  readonly survivors: readonly Place[];
  readonly results: readonly (Place & {
    readonly status: string;
    readonly before: unknown;
    readonly after: unknown;
    readonly killedBy?: {
      readonly file: string;
      readonly line: number;
      readonly scenario: string;
      readonly step?: string;
    };
    readonly effects?: readonly {
      readonly change: string;
      readonly from: string;
      readonly to: string;
      readonly ports: string;
    }[];
  })[];
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly path: string;
  readonly what: string;
}

const report = async (...args: Parameters<typeof mutate>): Promise<Report> =>
  JSON.parse((await mutate(...args)).stdout) as Report;

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
    { what: 'a share is noticed that is enough', feature: STRONG, flags: ['--fail-under', '50'], status: 0 },
    { what: 'a smaller share is', feature: WEAK, flags: ['--fail-under', '90%'], status: 1 },
    {
      what: 'the share is enough, but not the number',
      feature: WEAK,
      flags: ['--fail-under', '1', '--max-survivors', '0'],
      status: 1,
    },
    { what: 'a share is none', feature: WEAK, flags: ['--fail-under', '101'], status: 2 },
    { what: 'no scenario has the tag', feature: WEAK, flags: ['--tags', '@none'], status: 2 },
    { what: 'no scenario has the name', feature: WEAK, flags: ['--name', 'nothing'], status: 2 },
    { what: 'no policy is of the kind', feature: WEAK, flags: ['--only', 'AdminNetworkPolicy'], status: 2 },
    {
      what: 'the kind is not in the way of the limit',
      feature: WEAK,
      flags: ['--only', 'netpol', '--limit', '0'],
      status: 0,
    },
    { what: 'no step file is there', feature: WEAK, flags: ['--import', 'none.ts'], status: 2 },
    {
      what: 'no manifest has a policy',
      feature:
        'Feature: f\n  Scenario: s\n    Given a client pod a\n    When a resolves kubernetes\n    Then it resolves to 10.x.x.x\n',
      flags: [],
      status: 2,
    },
  ])('is $status where $what', async ({ feature, flags, status }) => {
    expect((await mutate(feature, ...flags)).status).toBe(status);
  });
});

test('what survives is named by its place, and a stronger spec leaves fewer', async () => {
  const line = SHOP.split('\n').indexOf('        - port: 9187') + 1;
  const weak = await report(WEAK, '-o', 'json');
  const strong = await report(STRONG, '-o', 'json');
  expect((await mutate(WEAK)).stdout).toContain(
    `  shop.yaml:${line}: NetworkPolicy default/db spec.ingress[0].ports[1]: drops the port\n`,
  );
  expect(weak.survivors.map(({ path, what }) => `${path} ${what}`)).toContain(' drops the policy');
  expect(strong.survivors.map(({ path, what }) => `${path} ${what}`)).not.toContain(' drops the policy');
  expect(strong.survivors.length).toBeLessThan(weak.survivors.length / 2);
  expect(weak.mutants).toBe(strong.mutants);
  expect(weak.noticed + weak.equivalent + weak.survivors.length).toBe(weak.tried);
});

test('every mutant is told of: what it changes, who killed it and by which step, or what it opens and closes', async () => {
  const { results, tried, score } = await report(STRONG, '-o', 'json');
  const of = (what: string, path: string) => results.find((each) => each.what === what && each.path === path);
  expect(results.length).toBe(tried);
  expect(score).toBeGreaterThan(80);
  expect(of('shifts port 9187 to 9188', 'spec.ingress[0].ports[1].port')).toMatchObject({
    status: 'killed',
    file: 'shop.yaml',
    before: 9187,
    after: 9188,
    killedBy: { file: 'shop.feature', line: 2, scenario: 's', step: 'the connectivity is:' },
  });
  const weak = (await report(WEAK, '-o', 'json')).results.find(({ what }) => what === 'shifts port 9187 to 9188');
  expect(weak).toMatchObject({
    status: 'survived',
    effects: expect.arrayContaining([
      expect.objectContaining({ change: 'closes', from: 'pod default/web', to: 'pod default/db', ports: '9187/TCP' }),
    ]),
  });
});

test('what survives shows its line, and a connection by which it could be noticed', async () => {
  const { stdout } = await mutate(WEAK);
  const line = SHOP.split('\n').indexOf('        - port: 9187') + 1;
  expect(stdout).toContain(
    `\n     ${line} |         - port: 9187\n      closes pod default/web → pod default/db 9187/TCP`,
  );
});

describe('a scenario that never asked anything of a policy notices that it touches more than it did', () => {
  const ghost = SHOP.replace('podSelector: {matchLabels: {app: db}}', 'podSelector: {matchLabels: {app: ghost}}');
  const feature = `${WEAK}  Scenario: no policy of the shop is here
    Given a client pod alone
    When alone resolves kubernetes
    Then it resolves to the cluster IP of service kubernetes
  Scenario: the job reaches the database by its address
    Given the manifests in ghost.yaml
    When web connects to pod db on port 9187
    Then it reaches pod db
`;
  test('it is run, and those that do not have the policy are not', async () => {
    writeFileSync(join(folder, 'ghost.yaml'), ghost);
    const { results } = await report(feature, '-o', 'json', '--only', 'ghost.yaml');
    const killed = results.find(
      ({ what, status }) => what === 'widens podSelector to everything' && status === 'killed',
    );
    expect(killed?.killedBy).toMatchObject({ scenario: 'the job reaches the database by its address' });
    expect(new Set(results.flatMap(({ killedBy }) => killedBy?.scenario ?? []))).toEqual(
      new Set(['the job reaches the database by its address']),
    );
  });
});

test('a step that takes too long has noticed, and it is said so', async () => {
  writeFileSync(
    join(folder, 'slow.mjs'),
    `import { scenarioOf, Then } from 'curlew/cucumber';
     Then('it is quick', { timeout: 200 }, async function () {
       const [first] = (await scenarioOf(this).cluster()).get('NetworkPolicy');
       if (first.metadata.name !== 'db') await new Promise((done) => setTimeout(done, 1000));
     });`,
  );
  const feature = scenario('When web curls db:5432', 'Then it is quick');
  writeFileSync(join(folder, 'shop.yaml'), SHOP);
  writeFileSync(join(folder, 'shop.feature'), feature);
  // A process of its own: with step files of the user's, the built-in ones are loaded anew.
  const flags = ['-o', 'json', '--limit', '1', '--import', 'slow.mjs', 'shop.feature'];
  const ran = spawnSync(process.execPath, [join(ROOT, 'dist/cli.js'), 'mutate', ...flags], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect((JSON.parse(ran.stdout) as Report).results).toMatchObject([
    { status: 'timeout', what: 'drops the policy', killedBy: { scenario: 's', step: 'it is quick' } },
  ]);
});

test('a configuration file says which scenarios there are, and no worker process is started', async () => {
  writeFileSync(
    join(folder, 'cucumber.json'),
    '{"default": {"parallel": 3, "tags": "@chosen", "format": ["message:messages.ndjson"]}}',
  );
  const chosen = WEAK.replace('Scenario:', '@chosen\n  Scenario:');
  const { results } = await report(
    `${chosen}  Scenario: other\n    Given a client pod a\n    Then it never holds\n`,
    '-o',
    'json',
    '--config',
    'cucumber.json',
  );
  expect(results.some(({ status }) => status === 'killed')).toBe(true);
});

test('it is the same each time, and a limit tries the first ones', async () => {
  const all = await report(WEAK, '-o', 'json');
  expect(JSON.parse((await mutateAgain(WEAK, '-o', 'json')).stdout)).toEqual(all);
  const first = await report(WEAK, '-o', 'json', '--limit', '5');
  expect(first.tried).toBe(5);
  expect(all.survivors.slice(0, first.survivors.length)).toEqual(first.survivors);
});

test('what happens to the cluster of one mutant happens to no other', async () => {
  const changed = WEAK.replace('    When', '    And pod web is not ready\n    When');
  expect(await report(changed, '-o', 'json')).toEqual(await report(WEAK, '-o', 'json'));
});

test('what changes in a policy that a scenario applies later is noticed there', async () => {
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
  const { survivors } = await report(feature, '-o', 'json');
  const closed = survivors.filter(({ file }) => file === 'shop.feature').map(({ what }) => what);
  expect(closed).not.toContain('drops the policy');
  expect(closed).toContain('isolates ingress too');
});
