import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compareText, formatAddress, parseAddress } from '../engine/model/index.ts';
import { Cluster } from '../files/index.ts';
import type { ConnectionJson, MatrixJson, PeerJson } from '../report/index.ts';

/** netpol-analyzer's cases: its manifests as they stand, and the matrix that it finds. */
const FOLDER = new URL('../../../shared/conformance/network-policy/', import.meta.url);
const cases = existsSync(FOLDER) ? readdirSync(FOLDER).sort() : [];
// A copy of the project without the cases says so: one skipped test, and no suite that passes for want of tests.
const missing = cases.length === 0 ? ` (no ${FOLDER.pathname})` : '';

describe.skipIf(cases.length === 0)(`the matrix of np-guard/netpol-analyzer's cases${missing}`, () => {
  test('all 49 cases are there', () => {
    expect(cases.length).toBeGreaterThanOrEqual(49);
  });

  test.each(cases)('%s', async (name) => {
    const expected = JSON.parse(readFileSync(new URL(`${name}/expected.json`, FOLDER), 'utf8')) as MatrixJson;
    const cluster = await Cluster.load({ manifests: [fileURLToPath(new URL(`${name}/manifests`, FOLDER))] });
    const matrix = cluster.matrix({ podAddresses: 'unknown' });
    const cuts = cutsOf([...expected.connections, ...matrix.connections]);
    expect(expected.connections).not.toEqual([]);
    expect(rows(matrix, cuts)).toEqual(rows(expected, cuts));
  });
});

/** The files cut addresses where any rule does; here they are together where no rule has a say: both are cut alike. */
function cutsOf(connections: readonly ConnectionJson[]): readonly bigint[] {
  const ranges = connections.flatMap(({ from, to }) => [from, to]).flatMap(rangesOf);
  return [...new Set(ranges.flatMap(([first, last]) => [first, last + 1n]))].sort((a, b) => (a < b ? -1 : 1));
}

function rangesOf(peer: PeerJson): readonly (readonly [bigint, bigint])[] {
  if (peer.kind === 'Workload') return [];
  return peer.ranges.map((range) => {
    const [first, last] = range.split('-').map((text) => parseAddress(text)?.value);
    if (first === undefined || last === undefined) throw new Error(`no range: ${range}`);
    return [first, last];
  });
}

function rows({ connections }: MatrixJson, cuts: readonly bigint[]): readonly string[] {
  return connections
    .flatMap(({ from, to, allowed }) => {
      const ports = allowed.map((each) => `${each.protocol} ${each.ports}`).sort(compareText);
      return names(from, cuts).flatMap((source) =>
        names(to, cuts).map((target) => `${source} to ${target}: ${ports.join('; ')}`),
      );
    })
    .sort(compareText);
}

function names(peer: PeerJson, cuts: readonly bigint[]): readonly string[] {
  if (peer.kind === 'Workload') return [`${peer.workloadKind} ${peer.namespace}/${peer.name}`];
  return rangesOf(peer).flatMap(([first, last]) =>
    cuts.filter((cut) => first <= cut && cut <= last).map((value) => `from ${formatAddress({ family: 4, value })}`),
  );
}
