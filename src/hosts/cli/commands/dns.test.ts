import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { decode, encode } from 'dns-packet';
import { expect, test } from 'vitest';
import type { DnsJson } from '../../../report/index.ts';

const ROOT = join(import.meta.dirname, '../../../..');

interface Run {
  readonly child: ChildProcess;
  /** Resolves when standard error contains the text. */
  says(text: string): Promise<string>;
  readonly end: Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }>;
}

function curlew(...args: readonly string[]): Run {
  const program = ['dist/cli.js', 'dns', '-f', 'examples/wordpress', ...args];
  const child = spawn(process.execPath, program, { cwd: ROOT });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => {
    stdout += text.toString();
  });
  const says = (text: string) =>
    new Promise<string>((done) => {
      child.stderr.on('data', () => {
        if (stderr.includes(text)) done(stderr);
      });
    });
  child.stderr.prependListener('data', (text: Buffer) => {
    stderr += text.toString();
  });
  const end = new Promise<{ status: number | null; stdout: string; stderr: string }>((done) => {
    child.on('close', (status) => done({ status, stdout, stderr }));
  });
  return { child, says, end };
}

test('prints the records as a zone file', async () => {
  const { status, stdout } = await curlew().end;
  expect(status).toBe(0);
  expect(stdout).toMatch(/^mariadb\.default\.svc\.cluster\.local\. 30 IN A 10\.254\.\d+\.\d+$/m);
  expect(stdout).not.toContain('wordpresss');
});

test('prints the records as JSON', async () => {
  const { stdout } = await curlew('-o', 'json').end;
  const { version, records } = JSON.parse(stdout) as DnsJson;
  expect(version).toBe(1);
  expect(records).toContainEqual(
    expect.objectContaining({ name: 'mariadb.default.svc.cluster.local.', type: 'A', ttl: 30 }),
  );
});

test.each(['SIGINT', 'SIGTERM'] as const)('serves them until %s, and ends with status 0', async (signal) => {
  const run = curlew('--listen', '127.0.0.1:0', '--client', 'busybox');
  const port = Number(/listening on 127\.0\.0\.1:(\d+) /.exec(await run.says('listening on'))?.[1]);
  const socket = createSocket('udp4');
  const response = await new Promise<Buffer>((done) => {
    socket.on('message', done);
    const questions = [{ name: 'mariadb.default.svc.cluster.local', type: 'A' as const }];
    socket.send(encode({ type: 'query', id: 1, questions }), port, '127.0.0.1');
  });
  socket.close();
  expect(decode(response).answers).toMatchObject([{ type: 'A', data: expect.stringMatching(/^10\.254\./) }]);
  run.child.kill(signal);
  expect((await run.end).status).toBe(0);
});

test.each<[string, readonly string[]]>([
  ['is no address to listen on', ['--listen', 'example.com']],
  ['--client is of use with --listen only', ['--client', 'busybox']],
  ['nobody', ['--listen', '127.0.0.1:0', '--client', 'nobody']],
])('bad usage ends with status 2: %s', async (message, args) => {
  const { status, stderr } = await curlew(...args).end;
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test('a port that is in use ends with status 2', async () => {
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', () => done()));
  const bound = taken.address();
  const port = typeof bound === 'object' ? bound?.port : undefined;
  const { status, stderr } = await curlew('--listen', `127.0.0.1:${port}`).end;
  taken.close();
  expect([status, stderr]).toEqual([2, expect.stringContaining(`127.0.0.1:${port}: the port is in use`)]);
});
