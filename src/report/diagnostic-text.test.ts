import { expect, test } from 'vitest';
import { formatDiagnostic, formatDiagnostics } from './diagnostic-text.ts';
import { formatResolution } from './resolution-text.ts';

const TEXT = 'kind: Pod\n\tsepc: {}\n\n  name: x\r\n';
const at = (line: number, column: number) => ({ file: 'a.yaml', line, column });
const format = (line: number, column: number, hint?: string) =>
  formatDiagnostic(
    { code: 'c', severity: 'error', message: 'wrong', at: at(line, column), ...(hint === undefined ? {} : { hint }) },
    (file) => (file === 'a.yaml' ? TEXT : undefined),
  );

test('a diagnostic shows its line, a caret under the place, and what to do', () => {
  expect(format(1, 7, 'write it otherwise')).toBe(
    'a.yaml:1:7: error: wrong\n    1 | kind: Pod\n      |       ^\n  hint: write it otherwise',
  );
});

test('a tab stays a tab, so that the caret stands under its place', () => {
  expect(format(2, 2)).toBe('a.yaml:2:2: error: wrong\n    2 | \tsepc: {}\n      | \t^');
});

test('a line that ends in CR LF ends where it ends', () => {
  expect(format(4, 3)).toBe('a.yaml:4:3: error: wrong\n    4 |   name: x\n      |   ^');
});

test.each([
  ['an empty line', 3, 1],
  ['a line that is not there', 9, 1],
  ['a column far to the right', 1, 500],
])('%s is not shown', (_, line, column) => {
  expect(format(line, column)).toBe(`a.yaml:${line}:${column}: error: wrong`);
});

test('a long line is cut, and control characters are dots', () => {
  const text = formatDiagnostic(
    { code: 'c', severity: 'note', message: 'm', at: at(1, 1) },
    () => `\u0000${'x'.repeat(5000)}`,
  );
  expect(text.length).toBeLessThan(300);
  expect(text).toContain('1 | ·xxx');
});

test('a diagnostic without a place is one line', () => {
  expect(formatDiagnostic({ code: 'c', severity: 'warning', message: 'odd' }, () => TEXT)).toBe('warning: odd');
});

test('a look-up: the verdict, each question, the records, and why', () => {
  const text = formatResolution('shop/cart', {
    version: 1,
    name: 'web',
    type: 'A',
    rcode: 'NOERROR',
    answers: [{ name: 'web.shop.svc.cluster.local.', type: 'A', ttl: 30, data: '10.96.0.7' }],
    queries: [
      { name: 'web.shop.svc.cluster.local.', type: 'A', server: '10.96.0.10', rcode: 'NOERROR' },
      { name: 'web.', type: 'A', server: '10.96.0.10', rcode: 'NXDOMAIN' },
    ],
    reason: { code: 'service', text: 'Service shop/web has it' },
    rule: { object: 'Service shop/web', path: 'spec.clusterIP', file: 'web.yaml', line: 3 },
    considered: [{ rule: { object: 'Service shop/wob', path: '' }, mismatch: 'another name' }],
  });
  expect(text).toBe(
    [
      'shop/cart resolves web A    NOERROR',
      ' 1 web.shop.svc.cluster.local.  A  10.96.0.10  NOERROR',
      ' 2 web.                         A  10.96.0.10  NXDOMAIN',
      '   web.shop.svc.cluster.local. 30 IN A 10.96.0.7',
      '   Service shop/web has it  web.yaml:3 Service shop/web spec.clusterIP',
      '     looked at Service shop/wob: another name',
      '',
    ].join('\n'),
  );
});

test('a name that exists without such a record is NODATA', () => {
  expect(
    formatResolution('x', {
      version: 1,
      name: 'web',
      type: 'AAAA',
      rcode: 'NOERROR',
      answers: [],
      queries: [],
      reason: { code: 'c', text: 'none' },
      considered: [],
    }),
  ).toContain('web AAAA    NODATA');
});

test('many diagnostics of one file read it once, and each is written as on its own', () => {
  const diagnostics = [1, 2, 4].map((line) => ({
    code: 'c',
    severity: 'warning' as const,
    message: 'wrong',
    at: at(line, 1),
  }));
  const read: string[] = [];
  const texts = formatDiagnostics(diagnostics, (file) => {
    read.push(file);
    return TEXT;
  });
  expect(texts).toEqual(diagnostics.map((each) => formatDiagnostic(each, () => TEXT)));
  expect(read).toEqual(['a.yaml']);
});
