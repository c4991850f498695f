import { createSocket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:net';
import { decode, encode } from 'dns-packet';
import { expect, test } from 'vitest';
import type { DnsJson } from '../../../report/index.ts';
import { curlew } from '../testing/curlew.ts';

const dns = (...args: readonly string[]) => curlew(['dns', '-f', 'examples/wordpress', ...args]);

test('prints the records as a zone file', async () => {
  const { status, stdout } = await dns();
  expect(status).toBe(0);
  expect(stdout).toMatch(/^mariadb\.default\.svc\.cluster\.local\. 30 IN A 10\.254\.\d+\.\d+$/m);
  expect(stdout).not.toContain('wordpresss');
});

test('prints the records as JSON', async () => {
  const { stdout } = await dns('-o', 'json');
  const { version, records } = JSON.parse(stdout) as DnsJson;
  expect(version).toBe(1);
  expect(records).toContainEqual(
    expect.objectContaining({ name: 'mariadb.default.svc.cluster.local.', type: 'A', ttl: 30 }),
  );
});

test('serves them until it is stopped, and ends with status 0', async () => {
  const args = ['dns', '-f', 'examples/wordpress', '--listen', '127.0.0.1:0', '--client', 'busybox'];
  const asked = new EventEmitter();
  const untilStopped = async () => void (await once(asked, 'stop'));
  const running = curlew(args, { onStderr: (text) => asked.emit('said', text), untilStopped });
  const [said] = await once(asked, 'said');
  const port = Number(/listening on 127\.0\.0\.1:(\d+) /.exec(said)?.[1]);
  const socket = createSocket('udp4');
  const response = await new Promise<Buffer>((done) => {
    socket.on('message', done);
    const questions = [{ name: 'mariadb.default.svc.cluster.local', type: 'A' as const }];
    socket.send(encode({ type: 'query', id: 1, questions }), port, '127.0.0.1');
  });
  socket.close();
  expect(decode(response).answers).toMatchObject([{ type: 'A', data: expect.stringMatching(/^10\.254\./) }]);
  asked.emit('stop');
  expect(await running).toMatchObject({ status: 0, stdout: '' });
});

test.each<[string, readonly string[]]>([
  ['is no address to listen on', ['--listen', 'example.com']],
  ['--client is of use with --listen only', ['--client', 'busybox']],
  ['nobody', ['--listen', '127.0.0.1:0', '--client', 'nobody']],
])('bad usage ends with status 2: %s', async (message, args) => {
  const { status, stderr } = await dns(...args);
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test('a port that is in use ends with status 2', async () => {
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', () => done()));
  const bound = taken.address();
  const port = typeof bound === 'object' ? bound?.port : undefined;
  const { status, stderr } = await dns('--listen', `127.0.0.1:${port}`);
  taken.close();
  expect([status, stderr]).toEqual([2, expect.stringContaining(`127.0.0.1:${port}: the port is in use`)]);
});
