import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { curlew } from '../testing/curlew.ts';

const cwd = mkdtempSync(join(tmpdir(), 'curlew doc [x] '));
afterAll(() => rmSync(cwd, { recursive: true }));

function page(name: string, text: string): string {
  mkdirSync(join(cwd, name, '..'), { recursive: true });
  writeFileSync(join(cwd, name), text);
  return name;
}

const doc = (...args: readonly string[]) => curlew(['doc', ...args], { cwd });

const fenced = (text: string, language = '') => `\`\`\`${language}\n${text}\n\`\`\`\n`;
const WEB = '# Web\n\n```\n$ kubectl create ns shop\nnamespace/shop created\n```\n';
const WRONG = WEB.replace('shop created', 'shops created');
const OUTSIDE = `${WEB}\n${fenced('az group create')}`;

describe('the exit status', () => {
  test.each([
    { of: 'a page that holds', text: WEB, flags: [], status: 0 },
    { of: 'a page that differs', text: WRONG, flags: [], status: 1 },
    { of: 'what nobody models', text: OUTSIDE, flags: [], status: 0 },
    { of: 'what nobody models, if all is to be judged', text: OUTSIDE, flags: ['--strict'], status: 1 },
    { of: 'a page without anything to run', text: 'Nothing.\n', flags: [], status: 2 },
    { of: 'a place that is none', text: WEB, flags: ['--host', 'the moon'], status: 2 },
    { of: 'a cluster that is none', text: WEB, flags: ['--cluster', 'kin'], status: 2 },
    { of: 'an annotation that is none', text: `<!-- curlew: skipp -->\n${WEB}`, flags: [], status: 2 },
    { of: 'settings that are none', text: WEB, flags: ['--config', 'nothing.yaml'], status: 2 },
    { of: 'a binary file', text: '\0\u0001\0', flags: [], status: 2 },
  ])('of $of: $status', async ({ text, flags, status }) => {
    expect(await doc(page('page.md', text), ...flags)).toMatchObject({ status });
  });

  test('of a page that is not there', async () => {
    expect(await doc('nowhere.md')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^error: .*nowhere\.md/),
    });
  });
});

test('what differs is told as a diff with the lines of the page, and then counts', async () => {
  const { stdout } = await doc(page('web.md', WRONG));
  expect(stdout.split('\n')).toEqual([
    'web.md (default)',
    '',
    '    4 ✗ kubectl create ns shop',
    '    5 - namespace/shops created',
    '    5 + namespace/shop created',
    expect.stringMatching(/^ {6}\S/),
    '',
    '0 hold, 1 differs, 0 ran; 1 of 1 printed lines compared',
    '',
  ]);
});

test('an unknown annotation has its line and column', async () => {
  const { stderr } = await doc(page('page.md', `A\n\n<!-- curlew: skipp -->\n${WEB}`));
  expect(stderr).toMatch(/^page\.md:3:\d+: error: .*skipp/);
});

describe('formats', () => {
  const formatted = async (format: string) => (await doc(page('web & more.md', WRONG), '-o', format)).stdout;

  test('json', async () => {
    const { pages } = JSON.parse(await formatted('json'));
    expect(pages).toMatchObject([
      { page: 'web & more.md', summary: { differs: 1 }, statements: [{ line: 4, status: 'differs' }] },
    ]);
  });
  test('junit', async () => {
    const text = await formatted('junit');
    expect(text).toContain('<testsuite name="web &amp; more.md" tests="1" failures="1" skipped="0">');
    expect(text).toContain('<testcase classname="web &amp; more.md" name="line 4: kubectl create ns shop"');
  });
  test('github', async () => {
    expect(await formatted('github')).toMatch(
      /^::error file=web & more\.md,line=5,title=curlew doc::kubectl create ns shop%0A/,
    );
  });
  test('sarif', async () => {
    const { runs } = JSON.parse(await formatted('sarif'));
    expect(runs[0].results[0].locations[0].physicalLocation.region).toEqual({ startLine: 5, startColumn: 1 });
  });
});

describe('a page is kept true', () => {
  test('--check tells what would be written, and writes nothing', async () => {
    const name = page('web.md', WRONG);
    const { stdout, status } = await doc(name, '--check');
    expect(stdout).toBe('--- web.md\n+++ web.md\n@@ -5,1 +5,1 @@\n-namespace/shops created\n+namespace/shop created\n');
    expect(status).toBe(1);
    expect(readFileSync(join(cwd, name), 'utf8')).toBe(WRONG);
    expect(await doc(page('web.md', WEB), '--check')).toMatchObject({ status: 0, stdout: '' });
  });

  test('--update writes it, and leaves every other byte', async () => {
    const name = page('web.md', WRONG.replaceAll('\n', '\r\n'));
    expect(await doc(name, '--update')).toMatchObject({ status: 0, stdout: 'web.md: 1 line updated\n' });
    expect(readFileSync(join(cwd, name), 'utf8')).toBe(WEB.replaceAll('\n', '\r\n'));
    expect(await doc(name)).toMatchObject({ status: 0 });
  });

  test('--update does not hide a command that fails', async () => {
    const name = page('web.md', fenced('kubectl get pod nobody'));
    expect(await doc(name, '--update')).toMatchObject({ status: 1, stdout: expect.stringContaining('nobody') });
  });
});

test('--emit feature writes a feature that holds', async () => {
  const name = page('web.md', WEB);
  const { stdout } = await doc(name, '--emit', 'feature');
  writeFileSync(join(cwd, 'web.feature'), stdout);
  expect(await curlew(['run', 'web.feature'], { cwd })).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('1 passed'),
  });
});

test('--chain hands the cluster on to the next page', async () => {
  const pages = [page('1.md', WEB), page('2.md', fenced('$ kubectl get ns shop -o name\nnamespace/shop'))];
  expect(await doc(...pages)).toMatchObject({ status: 1 });
  expect(await doc(...pages, '--chain')).toMatchObject({ status: 0 });
});

test('a folder stands for its pages', async () => {
  page('docs/a.md', WEB);
  page('docs/sub/b.adoc', '[.console-input]\n[source,bash]\n----\nkubectl get ns\n----\n');
  page('docs/notes.txt', WRONG);
  const { stdout } = await doc('docs', '-o', 'json');
  expect(JSON.parse(stdout).pages.map((each: { page: string }) => each.page)).toEqual(['docs/a.md', 'docs/sub/b.adoc']);
});

test('sentences of a page are judged about its cluster, and change it', async () => {
  const sentences =
    'Given a client pod client\nWhen client resolves kubernetes.default\nThen it resolves to the cluster IP of service kubernetes';
  const name = page(
    'web.md',
    `${fenced(sentences, 'gherkin')}${fenced('$ kubectl get pod client -o name\npod/client')}`,
  );
  expect(await doc(name)).toMatchObject({ status: 0, stdout: expect.stringContaining('2 hold') });
  const wrong = page('web.md', fenced('When nobody curls web', 'gherkin'));
  expect(await doc(wrong)).toMatchObject({ status: 1, stdout: expect.stringContaining('nobody') });
  const none = page('web.md', fenced('When client flies to the moon', 'gherkin'));
  expect(await doc(none)).toMatchObject({ status: 1, stdout: expect.stringContaining('there is no such sentence') });
});

describe('sentences that cannot be judged differ, at their line', () => {
  test.each([
    { of: 'no sentence', text: 'Scenario: a\n  Hello world', line: 2, says: 'there is no sentence' },
    { of: 'a rule', text: 'Rule: r\n  Scenario: a\n    When nobody curls web', line: 4, says: 'nobody' },
    { of: 'a text that has no end', text: 'When a curls b\n"""\nunclosed', line: 5, says: 'unexpected end of file' },
    { of: 'another cluster', text: 'Given a minikube cluster', line: 2, says: 'which is there already' },
    { of: 'a page that is not there', text: 'When the page no.md has run', line: 2, says: 'there is no file no.md' },
  ])('$of', async ({ text, line, says }) => {
    const { status, stdout, stderr } = await doc(page('web.md', fenced(text, 'gherkin')));
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain(says);
    expect(stdout).toMatch(new RegExp(`^ +${line} `, 'm'));
    expect(stdout).not.toContain(cwd);
  });
});

test('a whole feature has its own cluster', async () => {
  const feature =
    'Feature: f\n  Scenario: s\n    Given a flannel cluster\n    And a client pod client\n    When client resolves kubernetes\n    Then it resolves to 10.254.0.1';
  const name = page(
    'feature.md',
    `${fenced(feature, 'gherkin')}${fenced('$ kubectl get pods\nNo resources found in default namespace.')}`,
  );
  expect(await doc(name)).toMatchObject({ status: 0, stdout: expect.stringContaining('2 hold') });
});

test('the README of this project runs', async () => {
  const { status, stdout } = await curlew(['doc', 'README.md']);
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^\d+ hold, 0 differ, /m) });
});

test('settings beside the page: the cluster, and files', async () => {
  page('set/curlew.yaml', 'cluster: flannel\ndoc: {files: [manifests], urls: {"https://example.com/x": manifests}}\n');
  page('set/manifests/ns.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n');
  const name = page(
    'set/a.md',
    `${fenced('$ kubectl apply -f ns.yaml\nnamespace/shop created')}${fenced('$ kubectl apply -f https://example.com/x/ns.yaml\nnamespace/shop unchanged')}`,
  );
  expect(await doc(name)).toMatchObject({ status: 0, stdout: expect.stringMatching(/\(flannel\)\n\n2 hold/) });
});
