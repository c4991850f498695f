import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

/* Steps, and Worlds, of a project's own beside the built-in sentences: by `curlew run`, and by cucumber itself. */
const ROOT = join(import.meta.dirname, '..');
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const POD = '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: nginx}]}}\n';

function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'curlew own '));
  folders.push(folder);
  for (const [path, text] of Object.entries({ 'pod.yaml': POD, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules/tsx'), join(folder, 'node_modules/tsx'), 'dir');
  return folder;
}

function node(cwd: string, ...args: readonly string[]) {
  const env = { PATH: process.env['PATH'], NO_COLOR: '1' };
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', env });
  return { output: `${stdout}${stderr}`, status };
}

const run = (cwd: string, ...args: readonly string[]) => node(cwd, join(ROOT, 'dist/cli.js'), 'run', ...args);

const FEATURE = `Feature: f
  Scenario: s
    Given the manifests in pod.yaml
    And a client pod busybox
    When busybox pokes pod web
    Then it reaches pod web
    And the node is kind-control-plane
`;

/** Asks through the built-in scenario, and reads what it answered. */
const STEPS = `
  When('{client} pokes pod {word}', async function (client, pod) {
    const scenario = scenarioOf(this);
    await scenario.connect([client], { host: await scenario.addressOf(pod), port: 80, protocol: 'TCP' });
  });
  Then('the node is {word}', async function (name) {
    const scenario = scenarioOf(this);
    if (scenario.answer.traces.length !== 1) throw new Error('no answer');
    const names = (await scenario.cluster()).get('Node').map(({ metadata }) => metadata.name);
    if (!names.includes(name)) throw new Error(names.join());
  });
`;

/** Knows nothing of what cucumber gives to a World. */
const OWN_WORLD = `class Own { cluster = 'mine'; #secret = 1; } setWorldConstructor(Own);`;

describe('steps of one’s own', () => {
  const module = (world = '') =>
    `import { scenarioOf, setWorldConstructor, Then, When } from 'curlew/cucumber';\n${world}\n${STEPS}`;

  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['beside the World of cucumber', { 'features/steps.mjs': module() }, []],
    ['with a World of their own', { 'features/steps.mjs': module(OWN_WORLD) }, []],
    ['with a World of their own, in workers', { 'features/steps.mjs': module(OWN_WORLD) }, ['--parallel', '1']],
    // tsx makes a script of it, which gets a second copy of every module.
    ['in TypeScript, in a package of scripts', { 'package.json': '{}', 'features/steps.ts': module(OWN_WORLD) }, []],
  ])('%s: ask through the scenario that the sentences speak of', { timeout: 60_000 }, (_, files, flags) => {
    const cwd = project({ 'features/a.feature': FEATURE, ...files });
    const { output, status } = run(cwd, '--cluster', 'kind', ...flags);
    expect(output).toContain('5 steps (5 passed)');
    expect(status).toBe(0);
  });

  test('that lack an ability fail where their World cannot say that they are skipped', () => {
    const backend = `
      import { simulated, unable } from '${join(ROOT, 'dist/cucumber.js')}';
      export default { name: 'b', start: async (given) => {
        const inner = await simulated().start(given);
        return { ...unable('b'), name: 'b', can: new Set(), diagnostics: [], textOf: () => undefined,
          objects: () => inner.objects(), connect: (c) => inner.connect(c), resolve: (l) => inner.resolve(l), end: async () => {} };
      } };`;
    const feature = 'Feature: f\n  Scenario: s\n    Given a client pod web\n    When web runs "hostname"\n';
    const cwd = project({ 'features/a.feature': feature, 'b.mjs': backend, 'features/steps.mjs': module(OWN_WORLD) });
    const { output, status } = run(cwd, '--world-parameters', '{"curlew": {"backend": "b.mjs"}}');
    expect(output).toContain('the backend "b" cannot run commands');
    expect(status).toBe(2);
  });

  test('with a World that is frozen: an error that says what is wrong', () => {
    const frozen = 'class Frozen { constructor() { Object.freeze(this); } } setWorldConstructor(Frozen);';
    const cwd = project({ 'features/a.feature': FEATURE, 'features/steps.mjs': module(frozen) });
    expect(run(cwd).output).toContain('the World is frozen, and Curlew keeps the scenario on it');
  });
});

describe('without curlew run', () => {
  const cucumber = (cwd: string, ...args: readonly string[]) =>
    node(
      cwd,
      join(ROOT, 'node_modules/@cucumber/cucumber/bin/cucumber.js'),
      ...['--import', join(ROOT, 'dist/steps/index.js'), '--format', 'summary', '--order', 'defined', ...args],
    );
  const feature = (...nodes: readonly string[]) =>
    nodes.reduce(
      (text, node) =>
        `${text}  Scenario: s\n    Given the manifests in pod.yaml\n    Then pod web runs on node ${node}\n`,
      'Feature: f\n',
    );

  test('the sentences hold, or not, relative to where it is run', () => {
    const { output } = cucumber(project({ 'features/a.feature': feature('worker-2', 'worker-9') }));
    expect(output).toContain('2 scenarios (1 failed, 1 passed)');
    expect(output).toMatch(/Then pod web runs on node worker-9.*it runs on node worker-2/s);
  });

  test.each([[], ['--parallel', '1']])('settings come from the World parameters: %j', (...args) => {
    const cwd = project({ 'features/a.feature': feature('minikube') });
    const settings = ['--world-parameters', '{"curlew": {"cluster": "minikube"}}'];
    expect(cucumber(cwd, ...settings, ...args).output).toContain('1 scenario (1 passed)');
  });
});
