import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { KubernetesObject, MatrixPeer, PortRanges } from '../../engine/model/index.ts';
import { compareText, formatRange, parseAddress } from '../../engine/model/index.ts';
import { testSpec } from '../../engine/testing/index.ts';
import type { Connectivity } from './index.ts';
import { diffMatrices, matrixOf } from './index.ts';
import { ADDRESSES, clusterArbitrary } from './testing/cluster.arbitrary.ts';
import { connectivityOf, portsOf } from './testing/shop.ts';

/** netpol-analyzer, as NETPOL_ANALYZER names it, or by one of its two names on the PATH. */
function analyzerHere(): string | undefined {
  const { NETPOL_ANALYZER: named } = process.env;
  if (named) return named;
  return ['netpol-analyzer', 'k8snetpolicy'].find((each) => spawnSync(each, ['--help']).status === 0);
}

const analyzer = analyzerHere();
const missing = analyzer === undefined ? ' (skipped: neither NETPOL_ANALYZER nor the PATH names one)' : '';

/**
 * Always the same clusters: in about one of 2,000, netpol-analyzer 1.4.4 itself loses ports, where a range begins within
 * one rule's ports and ends within the next one's (its AddAugmentedInterval).
 */
const SEED = 5;

describe.skipIf(analyzer === undefined)(`the same as a real netpol-analyzer${missing}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (name: string, items: readonly KubernetesObject[]): string => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'list.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    return join(folder, name);
  };
  const ask = (...flags: readonly string[]): string =>
    execFileSync(analyzer ?? '', [...flags, '--quiet'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

  test('who may reach whom, in random clusters', () => {
    const seen = { rows: 0, partly: 0 };
    const holds = (objects: readonly KubernetesObject[]): void => {
      const text = ask('list', '--dirpath', write('all', objects), '--output', 'json');
      const theirs = JSON.parse(text) as readonly {
        readonly src: string;
        readonly dst: string;
        readonly conn: string;
      }[];
      const expected = sorted(theirs.flatMap(({ src, dst, conn }) => rows(src, dst, inOrder(conn))));
      expect(matrixRows(connectivity(objects))).toEqual(expected);
      seen.rows += expected.length;
      seen.partly += expected.filter((row) => !row.endsWith(' all')).length;
    };
    fc.assert(fc.property(clusterArbitrary, holds), { numRuns: 40, seed: SEED });
    expect(Math.min(seen.rows - seen.partly, seen.partly)).toBeGreaterThan(100);
  }, 60_000);

  test('what a change opens, closes and alters', () => {
    const seen = { rows: 0 };
    const holds = (before: readonly KubernetesObject[], after: readonly KubernetesObject[]): void => {
      const folders = ['--dir1', write('before', before), '--dir2', write('after', after)];
      const expected = sorted(
        ask('diff', ...folders, '--output', 'csv')
          .split('\n')
          .slice(1)
          .flatMap(changeRows),
      );
      expect(diffRows(connectivity(before), connectivity(after))).toEqual(expected);
      seen.rows += expected.length;
    };
    fc.assert(fc.property(clusterArbitrary, clusterArbitrary, holds), { numRuns: 15, seed: SEED });
    expect(seen.rows).toBeGreaterThan(100);
  }, 60_000);
});

function connectivity(objects: readonly KubernetesObject[]): Connectivity {
  return connectivityOf(objects.map((each) => JSON.stringify(each)).join('\n---\n'), testSpec, 'unknown');
}

/* Rows of either side, one for each of the known addresses: `shop/w1[Pod] 192.0.2.64 TCP 80`. */

function matrixRows(connected: Connectivity): readonly string[] {
  const { connections } = matrixOf(connected);
  return sorted(connections.flatMap(({ from, to, allowed }) => rows(endOf(from), endOf(to), portsOf(allowed))));
}

function diffRows(before: Connectivity, after: Connectivity): readonly string[] {
  const { opened, closed, changed } = diffMatrices(before, after);
  const text = (ports: readonly PortRanges[]): string => (ports.length === 0 ? 'none' : portsOf(ports));
  return sorted(
    [...opened, ...closed, ...changed].flatMap((each) =>
      rows(endOf(each.from), endOf(each.to), `${text(each.before)} -> ${text(each.after)}`),
    ),
  );
}

/** A line of netpol-analyzer's CSV: the sort of change, both ends, and what is allowed before and after. */
function changeRows(line: string): readonly string[] {
  const fields = [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^",]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const [, from = '', to = '', before = '', after = ''] = fields;
  return line === '' ? [] : rows(from, to, `${inOrder(before)} -> ${inOrder(after)}`);
}

/** `SCTP 1-9,TCP 80,443` as the matrix has it: TCP first, `all` for everything. */
function inOrder(connections: string): string {
  if (connections === 'All Connections') return 'all';
  if (connections === 'No Connections') return 'none';
  const each = connections.split(/,(?=[A-Z])/);
  return ['TCP', 'UDP', 'SCTP'].flatMap((protocol) => each.filter((ports) => ports.startsWith(protocol))).join(' ');
}

function endOf(peer: MatrixPeer): string {
  return peer.kind === 'Workload'
    ? `${peer.namespace}/${peer.name}[${peer.workloadKind}]`
    : peer.ranges.map(formatRange).join(' ');
}

function rows(from: string, to: string, what: string): readonly string[] {
  return names(from).flatMap((source) => names(to).map((target) => `${source} ${target} ${what}`));
}

function names(end: string): readonly string[] {
  if (end.includes('/')) return [end];
  const value = (text: string | undefined): bigint => parseAddress(text ?? '')?.value ?? -1n;
  const ranges = end.split(' ').map((range) => range.split('-').map(value));
  return ADDRESSES.filter((address) =>
    ranges.some(([first = 0n, last = 0n]) => first <= value(address) && value(address) <= last),
  );
}

function sorted(lines: readonly string[]): readonly string[] {
  return [...lines].sort(compareText);
}
