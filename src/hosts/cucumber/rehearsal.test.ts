import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RehearsedScenario } from './rehearsal.ts';
import { prepareFeatures } from './run-features.ts';
import { compileHost, folder, installedCurlew, removeFolders, runOptions } from './testing/project.ts';

let host = '';
beforeAll(async () => {
  host = await installedCurlew();
  await compileHost(host);
});
afterAll(removeFolders);

const FEATURE = `Feature: f
  Scenario: holds
    Given the manifests in blog
    When busybox curls db:80
    Then it reaches db
  Scenario Outline: <outcome>
    Given the manifests in blog
    When busybox curls db:80
    Then it <outcome>
    Examples:
      | outcome    |
      | is refused |
      | reaches db |
`;

test('a rehearsal runs the scenarios of its plan, in its order, as often as they are named, and tells of each', async () => {
  const cwd = await folder({ 'a b/c [1].feature': FEATURE });
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const options = { ...runOptions(cwd, await installedCurlew(), host), stdout: silent, stderr: silent, env: {} };
  const run = await prepareFeatures({ ...options, paths: ['a b'] });
  const heard: string[] = [];
  const watch = {
    begins: (index: number) => heard.push(`${index}`),
    ends: (index: number, { uri, line, name, status, step = '' }: RehearsedScenario) =>
      heard.push(`${index} ${uri}:${line} ${name}: ${status} ${step}`),
  };

  expect((await run(watch)).status).toBe(1);
  const uri = 'a b/c [1].feature';
  expect(heard).toEqual([
    '0',
    `0 ${uri}:2 holds: passed `,
    '1',
    `1 ${uri}:12 is refused: failed it is refused`,
    '2',
    `2 ${uri}:13 reaches db: passed `,
  ]);

  heard.length = 0;
  const plan = [13, 12, 13].map((line) => ({ uri, line }));
  await run({ ...watch, plan });
  expect(heard.filter((each) => each.includes(':'))).toEqual([
    `0 ${uri}:13 reaches db: passed `,
    `1 ${uri}:12 is refused: failed it is refused`,
    `2 ${uri}:13 reaches db: passed `,
  ]);
});
