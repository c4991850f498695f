import { describe, expect, test } from 'vitest';
import { curlew, type Ran } from '../testing/curlew.ts';

const NOTE = `{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: x/y}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}`;
const WARNING = NOTE.replace('{app: web}, ports', '{app: wbe}, ports');
const ERROR = NOTE.replace('port: 80', 'port: 80000');

const lint = (args: readonly string[], input = ''): Promise<Ran> => curlew(['lint', ...args], { input });

describe('the exit status', () => {
  test.each([
    { what: 'nothing is found', args: ['-f', 'examples/wordpress'], input: '', status: 0 },
    { what: 'there are notes', args: ['-f', '-'], input: NOTE, status: 0 },
    { what: 'notes are to fail', args: ['-f', '-', '--fail-on', 'note'], input: NOTE, status: 1 },
    { what: 'there are warnings', args: ['-f', '-'], input: WARNING, status: 1 },
    { what: 'only errors are to fail', args: ['-f', '-', '--fail-on', 'error'], input: WARNING, status: 0 },
    { what: 'a manifest is rejected', args: ['-f', '-', '--fail-on', 'error'], input: ERROR, status: 1 },
    {
      what: 'the warning is ignored',
      args: ['-f', '-', '--ignore', 'service-selects-nothing'],
      input: WARNING,
      status: 0,
    },
    { what: 'a document cannot be read', args: ['-f', '-'], input: `${NOTE}\n---\na: [\n`, status: 2 },
    { what: 'there is nothing to lint', args: [], input: '', status: 2 },
    { what: 'a code does not exist', args: ['-f', '-', '--only', 'no-such-code'], input: NOTE, status: 2 },
    { what: 'a path does not exist', args: ['-f', 'no/such/path'], input: '', status: 2 },
  ])('is $status where $what', async ({ args, input, status }) => {
    expect((await lint(args, input)).status).toBe(status);
  });
});

test('the report goes to standard output alone', async () => {
  const { stdout, stderr } = await lint(['-f', '-', '-o', 'json'], WARNING);
  const { findings } = JSON.parse(stdout) as { findings: { code: string; line: number }[] };
  expect(findings.map(({ code, line }) => `${code}:${line}`)).toEqual(['no-policy:1', 'service-selects-nothing:3']);
  expect(stderr).toBe('');
});

test('a code is explained without manifests', async () => {
  expect((await lint(['--explain', 'dns-blocked'])).stdout).toMatch(/^# dns-blocked\n/);
});
