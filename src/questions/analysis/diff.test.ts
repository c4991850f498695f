import { describe, expect, test } from 'vitest';
import type { ConnectionChange, MatrixDiff } from '../../engine/model/index.ts';
import { testSpec } from '../../engine/testing/index.ts';
import { diffJson } from '../../report/index.ts';
import { diffMatrices, type PodAddressReading } from './index.ts';
import { connectivityOf, line, policy, portsOf, SHOP } from './testing/shop.ts';

function diff(before: string, after: string, podAddresses?: PodAddressReading): MatrixDiff {
  return diffMatrices(connectivityOf(before, testSpec, podAddresses), connectivityOf(after, testSpec, podAddresses));
}

function changes(all: readonly ConnectionChange[]): readonly string[] {
  return all.map(
    (each) => line({ ...each, allowed: [] }) + [...mark('+', each.opened), ...mark('-', each.closed)].join(' '),
  );
}

function mark(sign: string, ports: ConnectionChange['opened']): readonly string[] {
  return ports.length === 0 ? [] : [`${sign}${portsOf(ports)}`];
}

const db = (rules: string): string =>
  SHOP + policy('shop/db', `{podSelector: {matchLabels: {app: db}}, ingress: ${rules}}`);
const FROM_WEB = db('[{from: [{podSelector: {}}], ports: [{port: 3306}]}]');

test('equal sides have no difference', () => {
  expect(diff(FROM_WEB, FROM_WEB)).toEqual({
    opened: [],
    closed: [],
    changed: [],
    workloads: { added: [], removed: [] },
    names: { lost: [], gained: [] },
    exposure: { opened: [], closed: [] },
  });
});

test.each([
  {
    rule: 'a policy that isolates closes',
    before: SHOP,
    after: db('[]'),
    closed: ['outside to shop/db: -all', 'office/desk to shop/db: -all', 'shop/web to shop/db: -all'],
  },
  {
    rule: 'a rule that is new opens',
    before: db('[]'),
    after: FROM_WEB,
    opened: ['shop/web to shop/db: +TCP 3306'],
  },
  {
    rule: 'other ports of an open pair are a change',
    before: FROM_WEB,
    after: db('[{from: [{podSelector: {}}], ports: [{port: 3306, endPort: 3307}, {port: 53, protocol: UDP}]}]'),
    changed: ['shop/web to shop/db: +TCP 3307 UDP 53'],
  },
  {
    rule: 'a change may open and close',
    before: FROM_WEB,
    after: db('[{from: [{podSelector: {}}], ports: [{port: 5432}]}]'),
    changed: ['shop/web to shop/db: +TCP 5432 -TCP 3306'],
  },
  {
    rule: 'addresses outside are cut where either side tells them apart, and put together where the change is one',
    before: db(
      '[{from: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: 80}]}, {from: [{ipBlock: {cidr: 198.51.100.0/24}}]}]',
    ),
    after: db(
      '[{from: [{ipBlock: {cidr: 192.0.2.0/25}}], ports: [{port: 80}]}, {from: [{ipBlock: {cidr: 198.51.100.0/25}}]}]',
    ),
    closed: ['192.0.2.128-192.0.2.255 to shop/db: -TCP 80', '198.51.100.128-198.51.100.255 to shop/db: -all'],
  },
  {
    rule: 'the same permission, written otherwise, is no change',
    before: FROM_WEB,
    after: db(
      '[{from: [{podSelector: {matchLabels: {app: web}}}, {podSelector: {matchLabels: {app: db}}}], ports: [{port: sql}]}]',
    ),
  },
])('$rule', ({ before, after, opened = [], closed = [], changed = [] }) => {
  const found = diff(before, after);
  expect({ opened: changes(found.opened), closed: changes(found.closed), changed: changes(found.changed) }).toEqual({
    opened,
    closed,
    changed,
  });
});

describe('workloads', () => {
  const JOB =
    '{kind: Job, metadata: {namespace: shop, name: backup}, spec: {template: {metadata: {labels: {app: b}}, spec: {containers: []}}}}\n---\n';
  const peer = { kind: 'Workload', namespace: 'shop', name: 'backup', workloadKind: 'Job' };

  test('a workload that is new brings connections with it', () => {
    const { opened, workloads } = diff(SHOP, SHOP + JOB);
    expect(workloads).toEqual({ added: [peer], removed: [] });
    expect(opened).toHaveLength(8);
    expect(opened.map(({ workload }) => workload)).toEqual(opened.map(() => 'added'));
  });

  test('one that is gone takes them away', () => {
    const { closed, workloads } = diff(SHOP + JOB, SHOP);
    expect(workloads).toEqual({ added: [], removed: [peer] });
    expect(new Set(closed.map(({ workload }) => workload))).toEqual(new Set(['removed']));
    expect(closed[0]?.because[0]?.after).toBeUndefined();
    expect(closed[0]?.because[0]?.before).toBeDefined();
  });
});

test('a change names what decided before and what decides now, with the line', () => {
  const {
    closed: [written],
  } = diffJson(diff(FROM_WEB, db('[]')));
  expect(written?.because).toHaveLength(1);
  expect(written?.because[0]).toMatchObject({
    change: 'closed',
    ports: [{ protocol: 'TCP', ports: '3306' }],
    before: {
      egress: { code: 'not-isolated', rules: [] },
      ingress: {
        code: 'policy-allows',
        rules: [{ object: 'NetworkPolicy shop/db', path: 'spec.ingress[0].from[0]', line: SHOP.split('\n').length }],
      },
    },
    after: { ingress: { code: 'policy-isolates', rules: [{ object: 'NetworkPolicy shop/db', path: '' }] } },
  });
});

test.each([
  { podAddresses: 'known', opened: ['outside to shop/db: +all', 'shop/web to shop/db: +all'] },
  { podAddresses: 'unknown', opened: ['outside to shop/db: +all'] },
] as const)(
  'a block that covers pods opens, their addresses being $podAddresses: $opened',
  ({ podAddresses, opened }) => {
    const after = db('[{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]');
    const found = diff(db('[]'), after, podAddresses).opened.filter(
      ({ from }) => from.kind !== 'Workload' || from.name === 'web',
    );
    expect(changes(found).map((text) => text.replace(/^10\.0\.0\.0-10\.255\.255\.255/, 'outside'))).toEqual(opened);
  },
);
