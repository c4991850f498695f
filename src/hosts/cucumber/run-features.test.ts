import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunOptions } from './run-options.ts';
import { RunUsageError } from './run-usage-error.ts';
import { compileHost, folder, installedCurlew, removeFolders, run, runOptions } from './testing/project.ts';

let host = '';
beforeAll(async () => {
  host = await installedCurlew();
  await compileHost(host);
});
afterAll(removeFolders);

const feature = (...lines: string[]) => `Feature: f\n${lines.map((line) => `  ${line}\n`).join('')}`;
const scenario = (...steps: string[]) => feature('Scenario: s', ...steps.map((step) => `  ${step}`));
const project = (text: string) => folder({ 'features/a.feature': text });
const attempt = async (text: string, options: Partial<RunOptions> = {}) => run(await project(text), host, options);
const HOLDS = ['Given the manifests in blog', 'When busybox curls db:80', 'Then it reaches db'];

describe('the exit status', () => {
  test.each([
    // 0: every scenario holds
    ['what holds', scenario(...HOLDS), {}, 0],
    ['a dry run of what would fail', scenario('Then it is refused'), { dryRun: true }, 0],
    ['a pending step, not strictly', scenario('Given it is not written'), { strict: false }, 0],
    ['no scenario, if that is allowed', feature(), { allowEmpty: true }, 0],
    // 1: a spec does not hold, or is not a spec yet
    ['what does not hold', scenario('Then it is refused'), {}, 1],
    ['an undefined step', scenario('Then it sings'), {}, 1],
    ['an undefined step in a dry run', scenario('Then it sings'), { dryRun: true }, 1],
    ['an ambiguous step', scenario('Given a clash'), {}, 1],
    ['a pending step', scenario('Given it is not written'), {}, 1],
    // 2: bad input, or nothing ran
    ['a setup error', scenario('Then a setup error'), {}, 2],
    ['a manifest error', scenario('Then a manifest error'), {}, 2],
    ['a parse error', scenario(...HOLDS, 'Whn busybox'), {}, 2],
    ['no scenario', feature(), {}, 2],
    ['a scenario without steps', scenario(), {}, 2],
    ['no scenario in a dry run', feature(), { dryRun: true }, 2],
    ['no scenario with the tag', scenario(...HOLDS), { tags: '@smoke' }, 2],
    ['only skipped scenarios', scenario('Given it is not supported'), {}, 2],
    // 3: Curlew is wrong
    ['a defect', scenario('Then a defect'), {}, 3],
    ['a bug in a built-in step', scenario('Then a bug'), {}, 3],
  ] as const)('%s', async (_name, text, options, status) => {
    expect((await attempt(text, options)).status).toBe(status);
  });

  test.each([
    // a failure outranks bad input and scenarios without steps
    ['Then it is refused', 'Then a setup error', 1],
    // a defect outranks a failure
    ['Then it is refused', 'Then a defect', 3],
    // an undefined step is a failure, whatever comes before it
    ['Then a setup error', 'Then it sings', 1],
    // what holds does not outweigh bad input
    ['Then it reaches db', 'Then a setup error', 2],
    // a skipped scenario beside one that holds is fine
    ['Then it reaches db', 'Given it is not supported', 0],
  ])('of %s and %s', async (one, other, status) => {
    const text = feature('Scenario: one', `  ${one}`, 'Scenario: other', `  ${other}`);
    expect((await attempt(text)).status).toBe(status);
  });
});

describe('what is wrong', () => {
  test('a parse error names file, line and column, once', async () => {
    const { problems, stderr } = await attempt(scenario(...HOLDS, 'Whn busybox'));
    expect(problems).toEqual([expect.stringMatching(/^features\/a\.feature:6:5: .*Whn busybox/)]);
    expect(stderr).toBe('');
  });

  test('an empty run says which flags left nothing', async () => {
    const { problems } = await attempt(scenario(...HOLDS), { tags: '@smoke', name: ['x'] });
    expect(problems).toEqual(['nothing ran: no scenario of 1 matches --tags "@smoke" --name "x"']);
  });

  test.each([
    ['a path that is missing', { paths: ['nope.feature'] }, 'no such file or folder: nope.feature'],
    ['a tag expression', { tags: '@a and (' }, 'Tag expression'],
    ['a shard that does not exist', { shard: '3/2' }, '--shard 3/2'],
    ['an order', { order: 'sideways' }, '--order sideways'],
    ['a report', { format: ['nope'] }, "'nope'"],
    ['a line outside every scenario', { paths: ['features/a.feature:1'] }, 'no scenario at features/a.feature:1'],
    ['a configuration file', { config: 'nope.json' }, 'nope.json'],
  ])('%s is bad usage', async (_name, options, message) => {
    const error: unknown = await attempt(scenario(...HOLDS), options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RunUsageError);
    expect(String(error)).toContain(message);
  });
});

describe('which scenarios run', () => {
  const two = feature(
    '@one',
    'Scenario: one',
    '  Then it reaches db',
    'Scenario Outline: two',
    '  Then it reaches <pod>',
    '  Examples:',
    '    | pod |',
    '    | a   |',
    '    | b   |',
  );
  test.each([
    ['a tag line', { paths: ['features/a.feature:2'] }, ['one']],
    ['a step line', { paths: ['features/a.feature:4'] }, ['one']],
    ['a line of an outline', { paths: ['features/a.feature:6'] }, ['two (line 9)', 'two (line 10)']],
    ['a row of its examples', { paths: ['features/a.feature:10'] }, ['two (line 10)']],
    ['two lines', { paths: ['features/a.feature:3:9'] }, ['one', 'two (line 9)']],
    [
      'the whole file besides',
      { paths: ['features/a.feature:3', 'features'] },
      ['one', 'two (line 9)', 'two (line 10)'],
    ],
    ['a tag', { tags: 'not @one' }, ['two (line 9)', 'two (line 10)']],
    ['a name', { name: ['^o'] }, ['one']],
    ['a shard', { shard: '2/2' }, ['two (line 9)']],
    ['the reverse order', { order: 'reverse' }, ['two (line 10)', 'two (line 9)', 'one']],
  ])('%s', async (_name, options, names) => {
    const { stdout, status } = await attempt(two, options);
    expect(stdout.match(/(?<=✓ ).*/g)).toEqual(names);
    expect(status).toBe(0);
  });

  test.each([
    [4, 'no scenario at features/a.feature:4'],
    [6, 'no scenario at features/a.feature:6'],
    [8, '✓ in a rule'],
  ])('line %d, around a background and a rule', async (line, outcome) => {
    const text = feature(
      'Scenario: before',
      '  Then it reaches db',
      'Rule: r',
      '  Background:',
      '    Given the manifests in blog',
      '  Scenario: in a rule',
      '    Then it reaches db',
    );
    const cwd = await project(text);
    const ran = run(cwd, host, { paths: [`features/a.feature:${line}`] });
    expect(await ran.then(({ stdout }) => stdout, String)).toContain(outcome);
  });

  test('a shard that has none passes and says so', async () => {
    expect(await attempt(scenario(...HOLDS), { shard: '2/2' })).toMatchObject({
      status: 0,
      problems: ['shard 2/2 has no scenario'],
    });
  });

  test('a shard that has none because nothing matches does not pass', async () => {
    expect(await attempt(scenario(...HOLDS), { shard: '2/2', tags: '@smoke' })).toMatchObject({ status: 2 });
  });

  test('a file outside the working directory', async () => {
    const [elsewhere, cwd] = await Promise.all([project(scenario(...HOLDS)), folder({})]);
    const path = join(relative(cwd, elsewhere), 'features/a.feature');
    expect(await run(cwd, host, { paths: [`${path}:2`] })).toMatchObject({ status: 0 });
  });

  test('the user’s cucumber configuration counts only if asked for', async () => {
    const cwd = await folder({
      'features/a.feature': scenario(...HOLDS),
      'cucumber.json': JSON.stringify({ default: { tags: '@smoke' }, all: { format: ['message'] } }),
    });
    expect(await run(cwd, host)).toMatchObject({ status: 0 });
    expect(await run(cwd, host, { config: 'cucumber.json' })).toMatchObject({ status: 2 });
    const all = await run(cwd, host, { profile: ['all'] });
    expect(all.status).toBe(0);
    expect(all.stdout).toMatch(/^{"meta"/);
  });
});

describe('reports', () => {
  test('ours prints unless another one does', async () => {
    const cwd = await project(scenario(...HOLDS));
    const format = ['summary', 'curlew:out/report.txt', 'message:out/m.ndjson'];
    const { stdout } = await run(cwd, host, { format, color: true });
    expect(stdout).toMatch(/^1 scenario \(.*1 passed/);
    const report = await readFile(join(cwd, 'out/report.txt'), 'utf8');
    expect(report).toBe('Feature: f (features/a.feature)\n  ✓ s\n\n1 scenario (1 passed)\n3 steps (3 passed)\n');
    expect(await readFile(join(cwd, 'out/m.ndjson'), 'utf8')).toContain('"testRunFinished"');
    expect((await run(cwd, host, { format: ['message:m.ndjson'] })).stdout).toBe(report);
  });

  test('ours says what went wrong, and where', async () => {
    const text = feature(
      'Background:',
      '  Given the manifests in blog',
      'Scenario: does not hold',
      '  Then it is refused',
      '  And it reaches db',
      'Scenario: misspelt',
      '  * it reech db',
      'Scenario: holds',
      '  When busybox curls db:80',
      'Scenario: not written',
      '  Given it is not written',
      'Scenario: not supported',
      '  Given it is not supported',
    );
    expect((await attempt(`${text}\nScenario: empty\n`)).stdout).toBe(`Feature: f (features/a.feature)
  ✗ does not hold
      ✓ Given the manifests in blog
      ✗ Then it is refused
        features/a.feature:5
        expected: refused
        but it is connected
      - And it reaches db
  ? misspelt
      ✓ Given the manifests in blog
      ? * it reech db
        features/a.feature:8
        No step definition matches this sentence.
        Did you mean:
          it reaches {word}
        Or define it:
          Given('it reech db', function () {
            // Write code here that turns the phrase above into concrete actions
            return 'pending';
          });
  ✓ holds
  ? not written
      ✓ Given the manifests in blog
      ? Given it is not written
        features/a.feature:12
        This step is pending: its definition says that it is not written yet.
  - not supported
  ? empty
      features/a.feature:16: no steps

To look at again:
  features/a.feature:4  does not hold
  features/a.feature:7  misspelt
  features/a.feature:11  not written
  features/a.feature:16  empty

6 scenarios (1 failed, 1 undefined, 1 pending, 1 empty, 1 skipped, 1 passed)
11 steps (1 failed, 1 undefined, 1 pending, 2 skipped, 6 passed)
`);
  });

  test('colours follow the flag, then the environment', async () => {
    const cwd = await project(scenario(...HOLDS));
    const green = '\u001b[32m✓\u001b[39m s';
    expect((await run(cwd, host, { color: true, env: { NO_COLOR: '1' } })).stdout).toContain(green);
    expect((await run(cwd, host, { env: { FORCE_COLOR: '1' } })).stdout).toContain(green);
    expect((await run(cwd, host, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toContain('\u001b');
    expect((await run(cwd, host)).stdout).not.toContain('\u001b');
  });

  test('failures are marked for GitHub where it runs', async () => {
    const cwd = await project(scenario('Then it is refused'));
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: dirname(cwd) };
    const { stdout } = await run(cwd, host, { env });
    expect(stdout).toMatch(
      /^::error file=.*\/features\/a\.feature,line=3,title=s::expected: refused%0Abut it is connected$/m,
    );
    expect((await run(cwd, host)).stdout).not.toContain('::error');
  });

  test('nothing is published, whatever the environment says', async () => {
    const env = {
      CUCUMBER_PUBLISH_ENABLED: 'true',
      CUCUMBER_PUBLISH_URL: 'http://localhost:1',
      CUCUMBER_PUBLISH_TOKEN: 'x',
    };
    expect(await attempt(scenario(...HOLDS), { env })).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('a second run in the same process', () => {
  const again = async () => {
    const { builtinSteps } = runOptions('', await installedCurlew(), host);
    return (cwd: string, options: Partial<RunOptions> = {}) => run(cwd, host, { builtinSteps, ...options });
  };

  test('has the steps of the first, wherever it runs, and still knows them as built in', async () => {
    const runAgain = await again();
    expect(await runAgain(await project(scenario(...HOLDS)))).toMatchObject({ status: 0 });
    expect(await runAgain(await project(scenario('Then a bug')))).toMatchObject({ status: 3 });
    const { stdout } = await runAgain(await project(scenario('Then it is refused')));
    expect(stdout).toContain('        expected: refused\n        but it is connected\n\n');
  });

  test('is refused with other step files beside them, for those of the first would define nothing', async () => {
    const runAgain = await again();
    const cwd = await folder({ 'features/a.feature': scenario(...HOLDS), 'more.mjs': '' });
    expect(await runAgain(cwd)).toMatchObject({ status: 0 });
    await expect(runAgain(cwd, { import: ['more.mjs'] })).rejects.toThrow(
      /builtin\.steps\.js was loaded in this process/,
    );
  });
});
