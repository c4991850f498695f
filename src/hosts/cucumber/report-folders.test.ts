import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeReportFolders } from './report-folders.ts';

const folder = mkdtempSync(join(tmpdir(), 'curlew reports '));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'file'), '');

test.each([
  ['there', 'report.xml', '.'],
  ['made', 'a/b/report.xml', 'a/b'],
  ['made once for two reports', 'c/report.xml', 'c'],
])('the folder of a report is %s', (_, file, made) => {
  makeReportFolders([file, file], folder);
  expect([existsSync(join(folder, made)), existsSync(join(folder, file))]).toEqual([true, false]);
});

test.each([
  ['below a file', 'file/report.xml', /EEXIST/],
  ['two folders below a file', 'file/a/report.xml', /ENOTDIR/],
  ['is a folder', '.', /it is a folder/],
])('a report has no place: %s', (_, file, why) => {
  expect(() => makeReportFolders([file], folder)).toThrow(why);
  expect(() => makeReportFolders([file], folder)).toThrow(`cannot write the report to ${file}: `);
});

test.runIf(process.platform === 'linux')('nor where nobody can make folders', () => {
  expect(() => makeReportFolders(['/proc/x/y/report.xml'], folder)).toThrow(
    /cannot write the report to \/proc\/x\/y\/report.xml: ENOENT/,
  );
});
