import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stateOf } from '../../../testing/index.ts';
import { answer } from '../answer.ts';
import { compileZone } from '../compile-zone.ts';
import { builtinText } from './config-text.ts';
import type { Directive, WrittenBlock } from './parse-corefile.ts';
import { parseCorefile } from './parse-corefile.ts';
import { matchZone, zonesOf } from './zone-names.ts';

const letters = (text: string) => fc.constantFrom(...text);
const word = fc.string({ unit: letters('abz09./:-*|'), minLength: 1, maxLength: 6 });
const quoted = fc.string({ unit: letters('az {}#"\n'), minLength: 1, maxLength: 6 });

interface Line {
  readonly name: string;
  readonly args: readonly string[];
  readonly lines: readonly Line[];
}

const lineOver = (lines: fc.Arbitrary<readonly Line[]>): fc.Arbitrary<Line> =>
  fc.record({ name: word, args: fc.array(fc.oneof(word, quoted), { maxLength: 3 }), lines });
const line = lineOver(fc.array(lineOver(fc.constant([])), { maxLength: 2 }));

const blocks = fc.array(
  fc.record({ keys: fc.array(word, { minLength: 1, maxLength: 3 }), lines: fc.array(line, { maxLength: 4 }) }),
  {
    maxLength: 3,
  },
);

function printWord(text: string): string {
  return /^[a-z0-9./:()|*-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`;
}

function printLine({ name, args, lines }: Line): string {
  const head = [name, ...args].map(printWord).join(' ');
  return lines.length === 0 ? `${head} # a comment {\n` : `${head} {\n${lines.map(printLine).join('\n')}}\n`;
}

function read({ name, args, lines }: Directive): Line {
  return { name, args, lines: lines.map(read) };
}

function readBlock({ keys, directives }: WrittenBlock) {
  return { keys: keys.map(({ text }) => text), lines: directives.map(read) };
}

// A brace alone is a brace, quoted or not, in caddyfile too.
function holdsBrace({ args, lines }: Line): boolean {
  return args.some((text) => text === '{' || text === '}') || lines.some(holdsBrace);
}

test('a printed Corefile reads back', () => {
  fc.assert(
    fc.property(
      blocks.filter((all) => !all.some(({ lines }) => lines.some(holdsBrace))),
      (written) => {
        const text = written
          .map(({ keys, lines }) => `${keys.join(' ')} {\n${lines.map(printLine).join('')}}\n`)
          .join('\n');
        const { blocks: parsed, fault } = parseCorefile(builtinText('Corefile', text), () => []);
        expect(fault).toBeUndefined();
        expect(parsed.map(readBlock)).toEqual(written);
      },
    ),
  );
});

const shred = fc.constantFrom(
  '{',
  '}',
  '.',
  '.:53',
  'cluster.local',
  'kubernetes',
  'hosts',
  'forward',
  'rewrite',
  'name',
  'template',
  'IN',
  'A',
  'answer',
  'auto',
  'regex',
  '(.*)',
  '{1}',
  'fallthrough',
  'ttl',
  'pods',
  'import',
  '(x)',
  'x',
  '"',
  '#',
  '\n',
  '\n',
  '\n',
  '10.0.0.0/9',
  '10.0.0.1',
  '{$HOME}',
  '-1',
);

test('any Corefile gives a server that answers everything', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(shred, { maxLength: 40 }).map((words) => words.join(' ')),
        fc.string(),
      ),
      (Corefile) => {
        const map = { kind: 'ConfigMap', metadata: { name: 'coredns', namespace: 'kube-system' }, data: { Corefile } };
        const { table, diagnostics } = compileZone(stateOf(JSON.stringify(map)));
        for (const name of ['kubernetes.default.svc.cluster.local.', 'x.', '1.0.0.10.in-addr.arpa.', '.']) {
          const reply = answer(table, { name, type: 'A' });
          expect(['NOERROR', 'NXDOMAIN', 'SERVFAIL', 'REFUSED']).toContain(reply.rcode);
          expect(reply.reason.text).not.toBe('');
        }
        for (const { message, severity } of diagnostics) expect([severity, message !== '']).toEqual(['warning', true]);
      },
    ),
    { numRuns: 500 },
  );
});

test('a block of addresses is the zones of its addresses', () => {
  const cidr = fc.tuple(fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }), fc.integer({ min: 17, max: 32 }));
  fc.assert(
    fc.property(cidr, fc.nat(255), ([octets, prefix], last) => {
      const [a, b, c, d = 0] = octets;
      const mask = 2 ** (32 - prefix) - 1;
      // An address that differs in the host bits of the last octet alone is inside.
      const inside = ((d & ~mask) | (last & mask & 255)) >>> 0;
      const zones = zonesOf(`${a}.${b}.${c}.${d}/${prefix}`);
      expect(matchZone(zones, `${inside & 255}.${c}.${b}.${a}.in-addr.arpa`)).toBeDefined();
      expect(matchZone(zones, `${d}.${c}.${b}.${((a ?? 0) + 1) % 256}.in-addr.arpa`)).toBeUndefined();
    }),
  );
});
