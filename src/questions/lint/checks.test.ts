import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { checks } from './checks.ts';
import { documents } from './example-manifests.ts';
import { lint } from './index.ts';
import { pageOf } from './page.ts';

async function codesIn(yaml: string, cluster = 'default'): Promise<readonly string[]> {
  const loaded = Cluster.of({ yaml, cluster });
  expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return lint(loaded.view, loaded.diagnostics).findings.map(({ code }) => code);
}

describe.each(checks)('$code', (check) => {
  const { given, wrong, right, clusters } = check.example;
  const withGiven = (text: string): string => (given === undefined ? text : documents(given, text));

  test('is found in the example that is wrong', async () => {
    expect(await codesIn(withGiven(wrong), clusters?.wrong)).toContain(check.code);
  });

  test('is not found in the example that is right', async () => {
    expect(await codesIn(withGiven(right), clusters?.right)).not.toContain(check.code);
  });

  test('has the page that lies in the project', async () => {
    await expect(pageOf(check)).toMatchFileSnapshot(`codes/${check.code}.md`);
  });
});

test('codes are unique, in kebab case and in order', () => {
  const codes = checks.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].sort());
  expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)+$/.test(code))).toEqual([]);
});

test('the README lists every check', () => {
  const readme = readFileSync(`${import.meta.dirname}/README.md`, 'utf8');
  const rows = readme.split('\n').filter((line) => line.startsWith('| [`'));
  expect(rows).toEqual(
    checks.map(({ code, severity, title }) => `| [\`${code}\`](codes/${code}.md) | ${severity} | ${title} |`),
  );
});
