import { describe, expect, test } from 'vitest';
import type { MatrixJson, PeerJson } from '../json/matrix-json.ts';
import { fullNames, shortNames } from './end-names.ts';
import { formatMatrix } from './format-matrix.ts';

const V4 = '0.0.0.0-255.255.255.255';
const V6 = '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff';
const WEB = { kind: 'Workload', namespace: 'shop', name: 'web', workloadKind: 'Deployment' } as const;

const outside = (...ranges: readonly string[]): PeerJson => ({ kind: 'External', ranges });
const toWeb = (...sources: readonly PeerJson[]): MatrixJson => ({
  version: 1,
  connections: sources.map((from) => ({ from, to: WEB, allowed: [{ protocol: 'TCP', ports: '80' }] })),
});

describe('addresses outside', () => {
  test.each<{ what: string; peers: readonly PeerJson[]; names: readonly string[] }>([
    { what: 'are all there are, of one family', peers: [outside(V4)], names: ['outside'] },
    { what: 'are all there are, of the other', peers: [outside(V6)], names: ['outside'] },
    { what: 'are all there are, of both', peers: [outside(V4, V6)], names: ['outside'] },
    { what: 'are told apart by family', peers: [outside(V4), outside(V6)], names: ['outside IPv4', 'outside IPv6'] },
    {
      what: 'are one family where both are there',
      peers: [outside(V4, V6), outside(V6)],
      names: ['outside', 'outside IPv6'],
    },
    {
      what: 'are some',
      peers: [outside('192.0.2.1-192.0.2.1', '198.51.100.0-198.51.100.255')],
      names: ['outside 192.0.2.1, 198.51.100.0-198.51.100.255'],
    },
  ])('$what', ({ peers, names }) => {
    const ends = fullNames(toWeb(...peers));
    expect(peers.map((peer) => ends.of(peer))).toEqual(names);
  });
});

describe('many ranges', () => {
  const MANY = [1, 3, 5, 7].map((octet) => `192.0.2.${octet}-192.0.2.${octet}`);
  const TEXT = '192.0.2.1, 192.0.2.3, 192.0.2.5, 192.0.2.7';
  const matrix = toWeb(outside(...MANY), outside('192.0.2.9-192.0.2.9'));

  test('are a number where there is little room, and the legend says which', () => {
    const names = shortNames(matrix);
    expect(matrix.connections.map(({ from }) => names.of(from))).toEqual(['outside (1)', 'outside 192.0.2.9']);
    expect(names.legend).toEqual([`outside (1): ${TEXT}`]);
  });

  test.each(['table', 'html', 'svg'] as const)('%s has the legend', (format) => {
    expect(formatMatrix(matrix, format)).toContain('outside (1): 192.0.2.1, 192.0.2.3, 192.0.2.5');
  });

  test.each(['csv', 'md'] as const)('%s spells them out', (format) => {
    expect(formatMatrix(matrix, format)).toContain(`outside ${TEXT}`);
  });

  test('break into lines in the box of a drawing', () => {
    expect(formatMatrix(matrix, 'dot')).toContain('192.0.2.1, 192.0.2.3,\\n192.0.2.5, 192.0.2.7"');
    expect(formatMatrix(matrix, 'mermaid')).toContain('192.0.2.1, 192.0.2.3,<br>192.0.2.5, 192.0.2.7"');
  });
});

test('the two families are two boxes of a drawing, and two rows of a grid', () => {
  const matrix = toWeb(outside(V4), outside(V6));
  expect(formatMatrix(matrix, 'dot').match(/label="outside IPv[46]"/g)).toHaveLength(2);
  expect(formatMatrix(matrix, 'html')).toContain('<tr><th>outside IPv6</th>');
});

test('rows and columns of a grid come in one order', () => {
  const named = (name: string) => ({ ...WEB, name });
  const pairs = [
    ['a', 'c'],
    ['b', 'a'],
    ['c', 'b'],
  ] as const;
  const connections = pairs.map(([from, to]) => ({ from: named(from), to: named(to), allowed: [] }));
  const [head = ''] = formatMatrix({ version: 1, connections }, 'html')
    .split('\n')
    .filter((line) => line.includes('from \\ to'));
  expect([...head.matchAll(/shop\/(\w)/g)].map(([, name]) => name)).toEqual(['a', 'b', 'c']);
});
