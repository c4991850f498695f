import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunOptions } from './run-options.ts';
import { HostProcess } from './testing/host-process.ts';
import { compileHost, folder, installedCurlew, removeFolders, runOptions } from './testing/project.ts';

let host = '';
beforeAll(async () => {
  host = await installedCurlew();
  await compileHost(host);
});

/** Two processes, as workers want cucumber's package, and whatever else runs has cucumber in one file. */
const [serial, withWorkers] = [new HostProcess(() => host), new HostProcess(() => host)];
afterAll(() => {
  serial.end();
  withWorkers.end();
  return removeFolders();
});

/** Runs a project as the command line does, with cucumber as it was built last, and built-in steps of its own. */
async function runProgram(cwd: string, options: Partial<RunOptions> = {}) {
  const own = runOptions(cwd, await installedCurlew(), host);
  const cucumber = join(import.meta.dirname, '../../../dist/vendor/lib/cucumber.cjs');
  const { parallel = 0 } = options;
  return (parallel > 0 ? withWorkers : serial).run({ ...own, assets: { ...own.assets, cucumber }, ...options });
}

/** A copy of a package that the run must never use. */
const otherCopy = (name: string) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, main: 'index.js' }),
  [`node_modules/${name}/index.js`]: `throw new Error('the wrong copy of ${name}');`,
});

/** One step file of each kind; each takes cucumber from another name, in another way. */
const STEP_FILES = {
  'features/step_definitions/typed.ts': `
    import { Given } from 'curlew/cucumber';
    import { word } from '../support/word.ts';
    enum Known { Only } // Node alone does not compile it.
    const greet: (name: string) => void = () => {};
    Given(\`\${word} from TypeScript\`, function (this: { cluster: string }) { greet(this.cluster); });`,
  'features/support/word.ts': `export const word: string = 'hello';`,
  'features/steps.cts': `
    const { Given } = require('@cucumber/cucumber');
    Given('hello from CommonJS TypeScript', () => {});`,
  'features/script.cjs': `
    const { Given, setWorldConstructor, World } = require('@cucumber/cucumber');
    setWorldConstructor(class extends World { cluster = 'mine'; });
    Given('hello from CommonJS', () => {});`,
  'features/module.mjs': `
    import { Given } from 'curlew/cucumber';
    Given('hello from a module', () => {});`,
  'features/nested/plain.js': `
    module.exports = {};
    require('curlew/cucumber').Given('hello from a script', () => {});`,
  // None of these is a step file.
  'features/types.d.ts': `throw new Error('not a step file');`,
  'features/nested/plain.test.js': `throw new Error('not a step file');`,
  'features/node_modules/x/index.js': `throw new Error('not a step file');`,
  'steps/server.js': `throw new Error('not a step file');`,
};

const GREETINGS = `Feature: greetings
  Scenario Outline: hello
    Given the manifests in blog
    Given hello from <kind>
    Examples:
      | kind                |
      | TypeScript          |
      | CommonJS TypeScript |
      | CommonJS            |
      | a module            |
      | a script            |
`;

async function greetingProject(packageJson: object): Promise<string> {
  const cwd = await folder({
    'package.json': JSON.stringify(packageJson),
    'features/a.feature': GREETINGS,
    ...otherCopy('@cucumber/cucumber'),
    ...otherCopy('curlew'),
    ...STEP_FILES,
  });
  await symlink(join(host, 'node_modules/tsx'), join(cwd, 'node_modules/tsx'), 'dir');
  return cwd;
}

describe('the user’s step files load without configuration', () => {
  // The first with TypeScript: it has no tsx of its own, and one that is loaded serves whatever comes later.
  test('in a package of type module', async () => {
    const cwd = await folder({
      'package.json': JSON.stringify({ type: 'module' }),
      'shop/a.feature': 'Feature: f\n  Scenario: s\n    Given one\n    Given two\n',
      'shop/steps/one.ts': `import { Given } from 'curlew/cucumber';\nGiven('one', () => {});`,
      // What a compiler left beside its source defines the same step again.
      'shop/steps/one.js': `import { Given } from 'curlew/cucumber';\nGiven('one', () => {});`,
      'more/two.js': `import { Given } from '@cucumber/cucumber';\nGiven('two', () => {});`,
    });
    const { stderr, status } = await runProgram(cwd, { import: ['more'], require: ['more/*.js'] });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });

  test.each([
    ['in this process', {}],
    ['in workers', { parallel: 2 }],
  ])('%s', async (_name, options) => {
    const { stdout, stderr, status } = await runProgram(await greetingProject({}), options);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    // In the order of the file, whichever worker came first.
    const lines = stdout.match(/(?<=✓ hello )\(line \d+\)/g);
    expect(lines).toEqual(['(line 7)', '(line 8)', '(line 9)', '(line 10)', '(line 11)']);
  });
});

const ONE = 'Feature: f\n  Scenario: s\n    Given one\n';

describe('what can be wrong with them', () => {
  test('a file that does not load is named', async () => {
    const cwd = await folder({ 'features/a.feature': ONE, 'features/a.mjs': '', 'features/b.mjs': 'const x = ;' });
    const { stderr, status } = await runProgram(cwd);
    expect(status).toBe(2);
    expect(stderr).toContain(`cannot load the step file ${join(cwd, 'features/b.mjs')}\nSyntaxError: Unexpected token`);
    expect(stderr).not.toContain('node:internal');
  });

  test('an error of theirs shows where it comes from, and is no defect of ours', async () => {
    const steps = `import { Given } from 'curlew/cucumber';\nGiven('one', () => {\n  null.name;\n});`;
    const cwd = await folder({ 'features/a.feature': ONE, 'features/a.mjs': steps });
    const { stdout, status } = await runProgram(cwd);
    expect(status).toBe(1);
    expect(stdout).toContain('TypeError: Cannot read properties of null');
    expect(stdout).toMatch(/ at .*features\/a\.mjs:3/);
    expect(stdout).not.toContain('node_modules');
  });

  test('a sentence that is built in already', async () => {
    const steps = `import { Then } from 'curlew/cucumber';\nThen('it reaches {word}', (pod) => {});`;
    const feature = 'Feature: f\n  Scenario: s\n    Then it reaches db\n';
    const { stdout, status } = await runProgram(
      await folder({ 'features/a.feature': feature, 'features/a.mjs': steps }),
    );
    expect(status).toBe(1);
    expect(stdout).toContain('A step definition of yours shadows a built-in one');
    expect(stdout).toContain('it reaches {word}  (built in)');
    expect(stdout).toContain('it reaches {word}  (features/a.mjs:2)');
  });

  test.each([
    ['BeforeAll', 0],
    ['BeforeAll', 1],
    ['AfterAll', 0],
  ])('a %s hook that fails with %d workers', async (hook, parallel) => {
    const steps = `import { ${hook}, Given } from 'curlew/cucumber';
      ${hook}(() => { throw new Error('no database'); });
      Given('one', () => {});`;
    const cwd = await folder({ 'features/a.feature': ONE, 'features/a.mjs': steps });
    const { stderr, status } = await runProgram(cwd, { parallel });
    expect(status).toBe(1);
    expect(stderr).toContain('no database');
  });

  test('a worker that dies is no success', async () => {
    const steps = `import { Given } from 'curlew/cucumber';\nGiven('one', () => process.exit(0));`;
    const cwd = await folder({ 'features/a.feature': ONE, 'features/a.mjs': steps });
    const { stderr, status } = await runProgram(cwd, { parallel: 1 });
    expect(status).toBe(3);
    expect(stderr).toContain('1 of 1 scenario did not finish');
  });

  test('steps taken from the library, which has none', async () => {
    const steps = `import { Given } from 'curlew';\nGiven('one', () => {});`;
    const { stderr, status } = await runProgram(await folder({ 'features/a.feature': ONE, 'features/a.mjs': steps }));
    expect(status).toBe(2);
    expect(stderr).toContain("\n  hint: import it from 'curlew/cucumber'");
  });
});
