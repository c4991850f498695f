import { decode, encode, type Packet, type Question } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { respond } from './respond.ts';
import { askCluster } from './zone.fixture.ts';

const WEB = 'web.default.svc.cluster.local';
const WIDE = 'wide.default.svc.cluster.local';

function query(question: Partial<Question> | undefined, more: Packet = {}): Buffer {
  const questions = question === undefined ? [] : [{ name: WEB, type: 'A' as const, ...question }];
  return encode({ type: 'query', id: 7, flags: 0x0100, questions, ...more });
}

function option(udpPayloadSize: number, ednsVersion = 0, flags = 0): Packet {
  const size = { udpPayloadSize, ednsVersion, flags };
  return { additionals: [{ type: 'OPT', name: '.', ...size, extendedRcode: 0, flag_do: false, options: [] }] };
}

/** The code in the header, which the library's types leave out. */
function rcodeOf(message: Buffer | undefined): number | undefined {
  return message === undefined ? undefined : message.readUInt16BE(2) & 0xf;
}

function reply(message: Buffer, transport: 'udp' | 'tcp' = 'udp') {
  const response = respond(message, transport, askCluster);
  if (response === undefined) throw new Error('no response');
  return { ...decode(response), code: rcodeOf(response), size: response.length };
}

function withHeader(change: (message: Buffer) => void): Buffer {
  const message = query({});
  change(message);
  return message;
}

describe('a question', () => {
  test.each<[Question, string]>([
    [{ name: WEB, type: 'A' }, '10.96.0.20'],
    [{ name: WEB, type: 'AAAA' }, 'fd00::20'],
    [{ name: `_http._tcp.${WEB}`, type: 'SRV' }, `{"priority":0,"weight":50,"port":80,"target":"${WEB}"}`],
    [{ name: '20.0.96.10.in-addr.arpa', type: 'PTR' }, WEB],
    [{ name: 'alias.default.svc.cluster.local', type: 'CNAME' }, 'example.com'],
    [{ name: 'cluster.local', type: 'NS' }, 'kube-dns.kube-system.svc.cluster.local'],
  ])('%j is answered with authority: %s', (question, data) => {
    const response = reply(query(question));
    expect(response).toMatchObject({ id: 7, code: 0, flag_qr: true, flag_aa: true, flag_rd: true, flag_ra: false });
    expect(response.questions).toEqual([{ ...question, class: 'IN' }]);
    const [record] = response.answers ?? [];
    const text = record !== undefined && 'data' in record ? record.data : undefined;
    expect(typeof text === 'string' ? text : JSON.stringify(text)).toBe(data);
  });

  test('SRV brings the addresses of its targets along', () => {
    const { additionals } = reply(query({ type: 'SRV' }));
    expect(additionals?.map(({ type, name }) => `${type} ${name}`)).toEqual([`A ${WEB}`, `AAAA ${WEB}`]);
  });

  test.each<[string, Partial<Question>, number, readonly string[]]>([
    ['a name that is not there', { name: 'nobody.default.svc.cluster.local' }, 3, ['SOA']],
    ['a type without records', { name: 'alias.default.svc.cluster.local', type: 'SRV' }, 0, ['SOA']],
    ['a type that nothing has', { type: 'MX' }, 0, ['SOA']],
    ['such a type of a name that is not there', { name: 'nobody.default.svc.cluster.local', type: 'MX' }, 3, ['SOA']],
    ['a zone transfer', { name: 'cluster.local', type: 'AXFR' }, 5, []],
    ['another class', { class: 'CH', type: 'TXT' }, 5, []],
  ])('%s: code %3$d', (_what, question, code, authority) => {
    const response = reply(query(question));
    expect([response.code, response.answers]).toEqual([code, []]);
    expect(response.authorities?.map(({ type }) => type)).toEqual(authority);
  });

  test('about the outside is answered without authority, as by a resolver', () => {
    expect(reply(query({ name: 'example.com' }))).toMatchObject({ flag_aa: false, flag_ra: true, code: 0 });
    expect(reply(query({ name: 'example.org' }))).toMatchObject({ flag_aa: false, flag_ra: true, code: 3 });
  });

  test('comes back in its own case, and so do the names of its records', () => {
    const name = 'WeB.Default.svc.CLUSTER.local';
    const { questions, answers } = reply(query({ name }));
    expect([questions?.[0]?.name, answers?.[0]?.name]).toEqual([name, name]);
  });

  test('that never reaches the server gets no answer', () => {
    expect(respond(query({ name: 'lost.example' }), 'udp', askCluster)).toBeUndefined();
  });
});

describe('the size', () => {
  test.each<['udp' | 'tcp', Packet, number, boolean]>([
    ['udp', {}, 512, true],
    ['udp', option(100), 512, true],
    ['udp', option(800), 800, true],
    ['udp', option(1232), 1232, false],
    ['tcp', {}, 65535, false],
  ])('over %s with %j is at most %i: truncated %s', (transport, more, limit, truncated) => {
    const { size, flag_tc, answers } = reply(query({ name: WIDE }, more), transport);
    expect(flag_tc).toBe(truncated);
    expect(size).toBeLessThanOrEqual(limit);
    // What fits is there: a record with a compressed owner has 16 bytes.
    const whole = Math.floor((limit - 12 - (WIDE.length + 2) - 4 - (more.additionals === undefined ? 0 : 11)) / 16);
    expect(answers?.length).toBe(Math.min(60, whole));
  });
});

describe('EDNS', () => {
  test.each([0, 0x8000])('size and flags %i come back', (flags) => {
    expect(reply(query({}, option(1400, 0, flags))).additionals).toMatchObject([
      { type: 'OPT', udpPayloadSize: 1400, ednsVersion: 0, extendedRcode: 0, flags, options: [] },
    ]);
  });

  test('another version is refused with BADVERS', () => {
    const { code, additionals } = reply(query({}, option(1400, 1)));
    expect([code, additionals]).toMatchObject([0, [{ type: 'OPT', ednsVersion: 0, extendedRcode: 1 }]]);
  });

  test('without it there is none', () => {
    expect(reply(query({})).additionals).toEqual([]);
  });
});

describe('odd messages', () => {
  test.each<[string, Buffer, number]>([
    ['another opcode', withHeader((message) => message.writeUInt16BE(0x2000, 2)), 4],
    ['no question', query(undefined), 1],
    ['two questions', withHeader((message) => message.writeUInt16BE(2, 4)), 1],
    ['a name without an end', query({}).subarray(0, 20), 1],
    ['a name that is a pointer', withHeader((message) => message.writeUInt16BE(0xc00c, 12)), 1],
    ['records that are missing', withHeader((message) => message.writeUInt16BE(1, 10)), 1],
  ])('%s: code %3$d', (_what, message, code) => {
    const response = respond(message, 'udp', askCluster);
    expect(rcodeOf(response)).toBe(code);
    expect(response?.readUInt16BE(0)).toBe(7);
  });

  test.each<[string, Buffer]>([
    ['a response', withHeader((message) => message.writeUInt16BE(0x8100, 2))],
    ['half a header', query({}).subarray(0, 11)],
    ['nothing', Buffer.alloc(0)],
  ])('%s gets no answer', (_what, message) => {
    expect(respond(message, 'udp', askCluster)).toBeUndefined();
  });

  test('no bytes bring it down, and whatever it says can be read', () => {
    const mutated = fc
      .tuple(fc.nat(46), fc.nat(255))
      .map(([at, byte]) => withHeader((message) => message.fill(byte, at, at + 1)));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes)),
          mutated,
        ),
        (message) => {
          const response = respond(message, 'udp', askCluster);
          if (response === undefined) return;
          expect(response.length).toBeLessThanOrEqual(65507);
          expect(response.readUInt16BE(0)).toBe(message.readUInt16BE(0));
          expect((response.readUInt16BE(2) & 0x8000) !== 0).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('whatever is answered, the server lives', () => {
  const answerOf =
    (records: readonly { name: string; type: 'A' | 'SRV' | 'TXT'; ttl: number; data: string }[]) => () => ({
      ...(askCluster({ name: `${WEB}.`, type: 'A' }) as object),
      rcode: 'NOERROR' as const,
      records,
      authority: [],
      additional: [],
      forwarded: false,
    });

  test.each([
    ['an address that is none', { name: WEB, type: 'A' as const, ttl: 5, data: 'nonsense' }],
    ['a label that is too long', { name: `${'a'.repeat(70)}.x`, type: 'A' as const, ttl: 5, data: '10.0.0.1' }],
    ['a TTL that is no number', { name: WEB, type: 'A' as const, ttl: Number.NaN, data: '10.0.0.1' }],
    ['an SRV record of one word', { name: WEB, type: 'SRV' as const, ttl: 5, data: 'x' }],
  ])('%s is SERVFAIL, or something that can be read', (_, record) => {
    const ask = answerOf([record]) as unknown as Parameters<typeof respond>[2];
    const response = respond(query({}), 'udp', ask);
    expect(response === undefined ? undefined : decode(response).type).toBe('response');
  });

  test.each([
    ['a text of more than 255 bytes', { name: WEB, type: 'TXT' as const, ttl: 5, data: `"${'é'.repeat(128)}"` }, 2],
    ['but not one of 255', { name: WEB, type: 'TXT' as const, ttl: 5, data: `"${'a'.repeat(255)}"` }, 0],
    ['a name with nothing between two dots', { name: 'a..b', type: 'A' as const, ttl: 5, data: '10.0.0.1' }, 2],
    ['a name of 254 bytes', { name: `${'a.'.repeat(126)}aa`, type: 'A' as const, ttl: 5, data: '10.0.0.1' }, 2],
    ['but not one of 253', { name: `${'a.'.repeat(126)}a.`, type: 'A' as const, ttl: 5, data: '10.0.0.1' }, 0],
    ['a port beyond 65535', { name: WEB, type: 'SRV' as const, ttl: 5, data: '0 0 70000 a.' }, 2],
    ['an address that is none', { name: WEB, type: 'A' as const, ttl: 5, data: 'nonsense' }, 2],
  ])('what the wire cannot hold is SERVFAIL: %s', (_, record, rcode) => {
    const ask = answerOf([record]) as unknown as Parameters<typeof respond>[2];
    expect(rcodeOf(respond(query({}), 'tcp', ask))).toBe(rcode);
  });

  test('an error is SERVFAIL', () => {
    const response = respond(query({}), 'udp', () => {
      throw new Error('a defect');
    });
    expect(rcodeOf(response)).toBe(2);
  });
});
