import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { curlew, ROOT } from './testing/curlew.ts';

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };

describe('the command line', () => {
  test('says its version', async () => {
    expect(await curlew(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test.each([
    { args: ['--help'], status: 0, stdout: /^Usage: curlew \[options\] \[command\]/, stderr: /^$/ },
    { args: ['trace', '--help'], status: 0, stdout: /Example:\n {2}curlew trace busybox/, stderr: /^$/ },
    { args: [], status: 2, stdout: /^$/, stderr: /^Usage: curlew/ },
    { args: ['trce'], status: 2, stdout: /^$/, stderr: /Did you mean trace\?/ },
    { args: ['trace', 'busybox'], status: 2, stdout: /^$/, stderr: /missing required argument 'target'/ },
    { args: ['trace', 'a', 'b', '--protocol', 'IP'], status: 2, stdout: /^$/, stderr: /Allowed choices are TCP/ },
  ])('$args ends with $status', async ({ args, status, stdout, stderr }) => {
    const ran = await curlew(args);
    expect(ran).toEqual({ status, stdout: expect.stringMatching(stdout), stderr: expect.stringMatching(stderr) });
  });

  test('what is wrong with Curlew itself is told as such, with status 3', async () => {
    const stdin = new Readable({ read: () => stdin.destroy(new TypeError('no such thing')) });
    expect(await curlew(['get', 'pods', '-f', '-'], { stdin })).toEqual({
      status: 3,
      stdout: '',
      stderr: expect.stringMatching(/an unexpected error in Curlew; please report it[\s\S]*TypeError: no such thing/),
    });
  });
});
