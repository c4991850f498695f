import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { curlew, ROOT } from './hosts/cli/testing/curlew.ts';
import { stepCatalogue } from './tooling/step-catalogue.ts';

/* Runs the example of every sentence of the catalogue, and checks that it uses the sentence. */
const folder = mkdtempSync(join(tmpdir(), 'curlew steps '));
const catalogue = stepCatalogue(join(ROOT, 'steps'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Usage {
  readonly pattern: string;
  readonly matches: readonly unknown[];
}

describe('the catalogue of sentences', () => {
  test('has an example for each that holds', async () => {
    const scenarios = catalogue.map(({ expression, example }) => {
      const steps = example.replace(/^/gm, '    ');
      return `  Scenario: ${expression.replaceAll('#', '')}\n${steps}`;
    });
    const file = join(folder, 'catalogue.feature');
    writeFileSync(file, `Feature: every sentence\n${scenarios.join('\n')}\n`);
    const usage = join(folder, 'usage.json');
    const formats = ['--format', 'curlew', '--format', `usage-json:${usage}`];
    const { stdout, stderr, status } = await curlew(['run', ...formats, file]);
    expect(status, stdout + stderr).toBe(0);
    const definitions = JSON.parse(readFileSync(usage, 'utf8')) as readonly Usage[];
    expect(definitions.filter(({ matches }) => matches.length === 0).map(({ pattern }) => pattern)).toEqual([]);
    expect(definitions).toHaveLength(catalogue.length);
  });

  test('says each sentence once', () => {
    const expressions = catalogue.map(({ expression }) => expression);
    expect(expressions).toEqual([...new Set(expressions)]);
  });

  test('leaves an unknown sentence its own words', async () => {
    const file = join(folder, 'unknown.feature');
    writeFileSync(file, 'Feature: f\n  Scenario: s\n    Given TCP is a fine protocol for 3 people and "me"\n');
    const { stdout } = await curlew(['run', file]);
    expect(stdout).toContain("Given('TCP is a fine protocol for {int} people and {string}', function (int, string) {");
  });

  test.each([
    'it reaches the pod 172.30.x.x via ClusterIP',
    'it reaches a pod of the deployment mariadb',
    'it reaches the pods of deployment mariadb',
    'it reaches a replica of deployment mariadb in namespace "default"',
    'it may reach the deployment mariadb',
  ])('takes plain English: %s', async (sentence) => {
    const file = join(folder, 'english.feature');
    const steps = ['Given the manifests in examples/wordpress', 'When the pod busybox curls mariadb:3306'];
    writeFileSync(file, `Feature: f\n  Scenario: s\n    ${[...steps, `Then ${sentence}`].join('\n    ')}\n`);
    const { stdout, status } = await curlew(['run', file]);
    expect([status, stdout]).toEqual([0, expect.stringContaining('3 steps (3 passed)')]);
  });
});
