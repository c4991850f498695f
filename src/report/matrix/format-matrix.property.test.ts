import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../draws.fixture.ts';
import type { ConnectionChangeJson, DiffJson, MatrixJson, PeerJson, PortsJson } from '../json/matrix-json.ts';
import { fullNames } from './end-names.ts';
import { formatDiff, formatMatrix } from './format-matrix.ts';
import { portsText } from './names.ts';

/** What a format may take for its own. */
const text = fc.stringMatching(/^[a-z<>&"'|,#*\\%;\n`{}[\]()-]{1,12}$/);
const ports = fc.constantFrom<readonly PortsJson[]>(
  [{ protocol: 'TCP', ports: '80,443' }],
  [{ protocol: 'UDP', ports: '1-65535' }],
  [
    { protocol: 'TCP', ports: '1-79' },
    { protocol: 'SCTP', ports: '9' },
  ],
);
const octet = fc.integer({ min: 0, max: 255 });
const peer: fc.Arbitrary<PeerJson> = fc.oneof(
  fc.record({ kind: fc.constant('Workload' as const), namespace: text, name: text, workloadKind: fc.constant('Pod') }),
  fc.record({
    kind: fc.constant('External' as const),
    ranges: fc
      .uniqueArray(octet, { minLength: 1, maxLength: 6 })
      .map((all) => all.map((last) => `192.0.2.${last}-192.0.2.${last}`)),
  }),
);
const connection = fc.record({ from: peer, to: peer, allowed: ports });
const matrix: fc.Arbitrary<MatrixJson> = fc.record({
  version: fc.constant(1 as const),
  connections: fc.uniqueArray(connection, {
    maxLength: 8,
    selector: ({ from, to }) => JSON.stringify([from, to]),
  }),
});

/** The cells of a CSV text, by RFC 4180. */
function parseCsv(csv: string): readonly (readonly string[])[] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const rows: string[][] = [[]];
  for (const [, quoted, bare = '', end] of csv.matchAll(cell)) {
    rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('CSV that is read back is the matrix', () => {
  fc.assert(
    fc.property(matrix, (given) => {
      const names = fullNames(given);
      const rows = given.connections.flatMap(({ from, to, allowed }) =>
        allowed.map((each) => [names.of(from), names.of(to), each.protocol, each.ports]),
      );
      expect(parseCsv(formatMatrix(given, 'csv'))).toEqual([['from', 'to', 'protocol', 'ports'], ...rows]);
    }),
  );
});

test('a Markdown table has a line for each pair, with three cells that no name breaks', () => {
  fc.assert(
    fc.property(matrix, (given) => {
      const lines = formatMatrix(given, 'md').trimEnd().split('\n').slice(2);
      expect(lines.map((line) => line.split(/(?<!\\)\|/).length)).toEqual(given.connections.map(() => 5));
      expect(lines.map((line) => line.split(' | ').at(-1))).toEqual(
        given.connections.map(({ allowed }) => `${portsText(allowed)} |`),
      );
      for (const line of lines) expect(line.replaceAll('<br>', '')).not.toContain('<');
    }),
  );
});

test.each([
  { format: 'dot', edge: /^ {2}(n\d+) -> (n\d+) \[label="(?:[^"\\]|\\.)*"\];$/ },
  { format: 'mermaid', edge: /^ {2}(n\d+) -->\|"[^"]*"\| (n\d+)$/ },
] as const)('$format has an edge for each pair, between boxes that it declares', ({ format, edge }) => {
  fc.assert(
    fc.property(matrix, (given) => {
      const lines = formatMatrix(given, format).split('\n');
      const edges = lines.flatMap((line) => {
        const [, from = '', to = ''] = edge.exec(line) ?? [];
        return from === '' ? [] : [[from, to]];
      });
      expect(edges).toHaveLength(given.connections.length);
      const boxes = lines.flatMap((line) => /^ +(n\d+) ?\[/.exec(line)?.[1] ?? []);
      expect([...new Set(edges.flat())].sort()).toEqual([...boxes].sort());
    }),
  );
});

/** Reports whether the tags of a page nest, and nothing but tags and entities stands in them. */
function isWellFormed(page: string): boolean {
  const open: string[] = [];
  const rest = page.replace(/^<!doctype html>/, '').replaceAll(/<meta [^>]*>/g, '');
  for (const [, close, name = '', , empty] of rest.matchAll(/<(\/?)([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)(\/?)>/gi)) {
    if (close === '' && empty === '') open.push(name);
    if (close === '/' && open.pop() !== name) return false;
  }
  const words = rest.replaceAll(/<\/?[a-z0-9]+(?: [a-z:-]+="[^"<>]*")*>/gi, '');
  return open.length === 0 && !/[<>]|&(?!amp;|lt;|gt;|quot;)/.test(words);
}

test.each(['html', 'svg'] as const)('%s is well-formed, whatever the names', (format) => {
  fc.assert(fc.property(matrix, (given) => isWellFormed(formatMatrix(given, format))));
});

const side = fc.record({ code: fc.constant('policy-allows'), text, rules: fc.constant([]) });
const change: fc.Arbitrary<ConnectionChangeJson> = fc.record({
  from: peer,
  to: peer,
  before: fc.constant([]),
  after: ports,
  opened: ports,
  closed: fc.constant([]),
  because: fc.array(
    fc.record({ ports, change: fc.constant('opened' as const), after: fc.record({ egress: side, ingress: side }) }),
    { maxLength: 2 },
  ),
});

test('a diff in Markdown fits into a comment, and counts what has no room', () => {
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 600 }),
      (changes, times) => {
        const opened = Array.from({ length: times }, () => changes).flat();
        const diff: DiffJson = {
          version: 1,
          opened,
          closed: opened,
          changed: [],
          workloads: { added: [], removed: [] },
          names: { lost: [], gained: [] },
          exposure: { opened: [], closed: [] },
        };
        const markdown = formatDiff(diff, 'md');
        expect(markdown.length).toBeLessThanOrEqual(65_536);
        const rows = markdown.split('\n').filter((line) => /^\| .* → /.test(line)).length;
        const more = [...markdown.matchAll(/^… and (\d+) more/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
        expect(rows + more).toBe(opened.length * 2);
      },
    ),
    { numRuns: draws(15) },
  );
});
