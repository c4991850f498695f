import { execFile, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { decode, encode, type Packet, streamEncode } from 'dns-packet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DnsServer, serveDns } from './serve-dns.ts';
import { askCluster } from './zone.fixture.ts';

const WEB = 'web.default.svc.cluster.local';
const WIDE = 'wide.default.svc.cluster.local';

let server: DnsServer;
beforeAll(async () => {
  server = await serveDns({ address: '127.0.0.1', port: 0 }, askCluster);
});
afterAll(() => server.close());

function question(id: number, name: string): Packet {
  return { type: 'query', id, flags: 0x0100, questions: [{ name, type: 'A' }] };
}

function askOverUdp(name: string): Promise<Buffer> {
  const socket = createSocket('udp4');
  return new Promise<Buffer>((done, fail) => {
    socket.on('error', fail);
    socket.on('message', done);
    socket.send(encode(question(1, name)), server.listening.port, '127.0.0.1');
  }).finally(() => socket.close());
}

/** Sends bytes in pieces over one connection, and collects `count` messages. */
function askOverTcp(pieces: readonly Buffer[], count: number): Promise<readonly Buffer[]> {
  const socket = connect(server.listening.port, '127.0.0.1');
  return new Promise<readonly Buffer[]>((done, fail) => {
    const messages: Buffer[] = [];
    let received = Buffer.alloc(0);
    socket.on('error', fail);
    socket.on('close', () => done(messages));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const end = 2 + received.readUInt16BE(0);
        messages.push(received.subarray(2, end));
        received = received.subarray(end);
      }
      if (messages.length >= count) done(messages);
    });
    for (const piece of pieces) socket.write(piece);
  }).finally(() => socket.destroy());
}

test('answers over UDP', async () => {
  const { answers } = decode(await askOverUdp(WEB));
  expect(answers).toMatchObject([{ name: WEB, type: 'A', ttl: 30, data: '10.96.0.20' }]);
});

test('over UDP a large answer is cut, over TCP it is whole', async () => {
  const cut = decode(await askOverUdp(WIDE));
  const [whole] = (await askOverTcp([streamEncode(question(2, WIDE))], 1)).map((message) => decode(message));
  expect([cut.flag_tc, whole?.flag_tc, whole?.answers?.length]).toEqual([true, false, 60]);
});

test('a connection carries several questions, cut anywhere', async () => {
  const both = Buffer.concat([streamEncode(question(3, WEB)), streamEncode(question(4, WIDE))]);
  const messages = await askOverTcp([both.subarray(0, 1), both.subarray(1, 40), both.subarray(40)], 2);
  expect(messages.map((message) => decode(message).id)).toEqual([3, 4]);
});

test('a port that is in use is a clear error', async () => {
  await expect(serveDns(server.listening, askCluster)).rejects.toThrow(
    `cannot listen on 127.0.0.1:${server.listening.port}: the port is in use`,
  );
});

test('an address of another machine is a clear error', async () => {
  await expect(serveDns({ address: '203.0.113.1', port: 0 }, askCluster)).rejects.toThrow('no such address');
});

test('closing ends open connections, and frees the port', async () => {
  const other = await serveDns({ address: '127.0.0.1', port: 0 }, askCluster);
  const socket = connect(other.listening.port, '127.0.0.1');
  const ended = new Promise<void>((done) => socket.on('close', () => done()));
  await new Promise<void>((done) => socket.on('connect', () => done()));
  await other.close();
  await ended;
  const again = await serveDns(other.listening, askCluster);
  await again.close();
});

describe('a connection that takes more than its part ends', () => {
  const limits = { milliseconds: 300, unread: 64 * 1024 };

  async function limited(use: (other: DnsServer, socket: Socket) => Promise<void>): Promise<void> {
    const other = await serveDns({ address: '127.0.0.1', port: 0 }, askCluster, limits);
    const socket = connect(other.listening.port, '127.0.0.1');
    try {
      await use(other, socket);
    } finally {
      socket.destroy();
      await other.close();
    }
  }
  const ended = (socket: Socket) => new Promise<void>((done) => socket.on('close', () => done()).on('error', () => {}));

  test.each([
    { client: 'that says nothing', bytes: 0 },
    { client: 'that sends a byte now and then', bytes: 1000 },
  ])('one $client', async ({ bytes }) => {
    await limited(async (_, socket) => {
      let sent = 0;
      const timer = setInterval(() => sent++ < bytes && socket.write(Buffer.from([1])), 100);
      socket.resume();
      await ended(socket).finally(() => clearInterval(timer));
      expect(sent).toBeLessThan(20);
    });
  });

  test('but not one whose messages come in time', async () => {
    await limited(async (_, socket) => {
      let answers = 0;
      socket.on('data', () => answers++);
      for (let asked = 0; asked < 6; asked++) {
        socket.write(streamEncode(question(asked, WEB)));
        await new Promise((done) => setTimeout(done, 100));
      }
      expect(answers).toBe(6);
    });
  });

  test('one that asks and never reads is asked no more', async () => {
    let asked = 0;
    const ask: typeof askCluster = (each) => {
      asked++;
      return askCluster(each);
    };
    const other = await serveDns({ address: '127.0.0.1', port: 0 }, ask, { ...limits, milliseconds: 1000 });
    const socket = connect(other.listening.port, '127.0.0.1');
    socket.pause();
    socket.write(Buffer.concat(Array(60_000).fill(streamEncode(question(1, WIDE)))));
    await ended(socket.on('connect', () => setTimeout(() => socket.destroy(), 900)));
    await other.close();
    // What the kernel holds for both ends, and what waits here: a few MiB, where it was all that was asked for.
    expect(asked).toBeGreaterThan(10);
    expect(asked).toBeLessThan(30_000);
  });

  test('a client that reads late gets all that it asked for', async () => {
    const pieces = Array.from({ length: 500 }, (_, id) => streamEncode(question(id, WIDE)));
    expect((await askOverTcp([Buffer.concat(pieces)], 500)).map((message) => decode(message).id)).toEqual(
      pieces.map((_, id) => id),
    );
  });
});

const digIsThere = spawnSync('dig', ['-v']).error === undefined;

describe.skipIf(!digIsThere)(digIsThere ? 'dig' : 'dig (skipped: it is not installed)', () => {
  const run = promisify(execFile);

  async function dig(...args: readonly string[]): Promise<string> {
    const { stdout } = await run('dig', [
      '@127.0.0.1',
      '-p',
      String(server.listening.port),
      '+time=5',
      '+tries=1',
      ...args,
    ]);
    return stdout;
  }

  test.each<[string, readonly string[], readonly string[]]>([
    ['A', [WEB, 'A'], ['10.96.0.20']],
    ['AAAA', [WEB, 'AAAA'], ['fd00::20']],
    ['SRV', [`_http._tcp.${WEB}`, 'SRV'], [`0 50 80 ${WEB}.`]],
    ['PTR of IPv4', ['-x', '10.96.0.20'], [`${WEB}.`]],
    ['PTR of IPv6', ['-x', 'fd00::20'], [`${WEB}.`]],
    ['CNAME', ['alias.default.svc.cluster.local', 'CNAME'], ['example.com.']],
    ['an alias to its end', ['alias.default.svc.cluster.local', 'A'], ['example.com.', '203.0.113.10']],
    ['TXT', ['dns-version.cluster.local', 'TXT'], ['"1.1.0"']],
    ['NS', ['cluster.local', 'NS'], ['kube-dns.kube-system.svc.cluster.local.']],
    ['SOA', ['cluster.local', 'SOA'], ['ns.dns.cluster.local. hostmaster.cluster.local. 1 7200 1800 86400 30']],
    ['A over TCP', ['+tcp', WEB, 'A'], ['10.96.0.20']],
    ['nothing', ['nobody.default.svc.cluster.local', 'A'], []],
  ])('reads %s', async (_what, args, lines) => {
    const output = await dig('+short', ...args);
    expect(output.split('\n').filter((line) => line !== '')).toEqual(lines);
  });

  test('asks again over TCP where an answer is cut', async () => {
    const output = await dig('+noedns', WIDE, 'A');
    expect(output).toContain('Truncated, retrying in TCP mode');
    expect(output.match(/\bIN\s+A\s+10\.244\.2\./g)?.length).toBe(60);
  });

  test.each<[readonly string[], string]>([
    [[WEB], 'status: NOERROR'],
    [['nobody.default.svc.cluster.local'], 'status: NXDOMAIN'],
    [['+opcode=status', WEB], 'status: NOTIMP'],
    [['version.bind', 'CH', 'TXT'], 'status: REFUSED'],
    [['cluster.local', 'AXFR'], 'Transfer failed'],
    [['+edns=1', '+noednsneg', WEB], 'status: BADVERS'],
    [[WEB], 'flags: qr aa rd;'],
    [['example.com'], 'flags: qr rd ra;'],
  ])('%j prints %s', async (args, text) => {
    expect(await dig(...args)).toContain(text);
  });
});
