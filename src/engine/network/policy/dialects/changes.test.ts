import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edited, formatFieldPath, type Resource, valueAt } from '../../../model/index.ts';
import type { PolicyChange } from '../contract/change.ts';
import { dialectOf } from './index.ts';

interface Written {
  readonly kind: string;
  readonly spec: object;
}

function changesOf({ kind, spec }: Written, orders: readonly number[] = []): readonly PolicyChange[] {
  const policy: Resource = { ref: { kind, name: 'p' }, object: { kind, ...{ spec } }, origin: { kind: 'builtin' } };
  return dialectOf(kind).changes(policy, { orders });
}

/** The mutants of a policy: what each says otherwise, and where. */
function told(spec: object, kind = 'NetworkPolicy'): readonly string[] {
  return changesOf({ kind, spec }).map(({ path, what }) => `${formatFieldPath(path)}: ${what}`);
}

function mutant(spec: object, what: string, kind = 'NetworkPolicy', priorities: readonly number[] = []): unknown {
  const change = changesOf({ kind, spec }, priorities).find((each) => each.what === what);
  if (change === undefined) throw new Error(`nothing ${what}: ${told(spec, kind).join('; ')}`);
  return valueAt(edited({ kind, spec }, change.set.path, change.set.value), ['spec']);
}

const WEB = { podSelector: { matchLabels: { app: 'web' } } };
const DEV = { namespaceSelector: { matchLabels: { name: 'dev' } } };
const NOBODY = { 'curlew.dev/mutant': 'nobody' };

describe('a mutant says one thing otherwise', () => {
  test.each([
    ['drops the rule', { ingress: [{ from: [WEB] }, {}] }, { ingress: [{}] }],
    ['drops the peer', { ingress: [{ from: [WEB, DEV] }] }, { ingress: [{ from: [DEV] }] }],
    ['drops the only peer: everyone is meant', { egress: [{ to: [WEB], ports: [] }] }, { egress: [{ ports: [] }] }],
    ['drops the port', { ingress: [{ ports: [{ port: 1 }, { port: 2 }] }] }, { ingress: [{ ports: [{ port: 2 }] }] }],
    ['drops the only port: every port is meant', { ingress: [{ ports: [{ port: 1 }] }] }, { ingress: [{}] }],
    ['shifts port 80 to 81', { ingress: [{ ports: [{ port: 80 }] }] }, { ingress: [{ ports: [{ port: 81 }] }] }],
    [
      'shifts port 65535 to 65534',
      { ingress: [{ ports: [{ port: 65535 }] }] },
      { ingress: [{ ports: [{ port: 65534 }] }] },
    ],
    [
      'shifts port 90 to 91',
      { ingress: [{ ports: [{ port: 80, endPort: 90 }] }] },
      { ingress: [{ ports: [{ port: 80, endPort: 91 }] }] },
    ],
    ['widens podSelector to everything', WEB, { podSelector: {} }],
    [
      'narrows namespaceSelector to nothing',
      { ingress: [{ from: [DEV] }] },
      { ingress: [{ from: [{ namespaceSelector: { matchLabels: { name: 'dev', ...NOBODY } } }] }] },
    ],
    [
      'selects the pods of every namespace',
      { ingress: [{ from: [WEB] }] },
      { ingress: [{ from: [{ ...WEB, namespaceSelector: {} }] }] },
    ],
    ['isolates egress too', { policyTypes: ['Ingress'] }, { policyTypes: ['Ingress', 'Egress'] }],
    ['leaves ingress alone', { policyTypes: ['Ingress', 'Egress'] }, { policyTypes: ['Egress'] }],
    [
      'allows the exceptions too',
      { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }] },
      { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
    ],
    [
      'allows the exception 10.2.0.0/16 too',
      { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.0.0/16'] } }] }] },
      { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }] },
    ],
    [
      'widens 10.128.0.0/9 to 10.0.0.0/8',
      { egress: [{ to: [{ ipBlock: { cidr: '10.128.0.0/9' } }] }] },
      { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
    ],
    [
      'narrows 2001:db8::/32 to 2001:db8::/33',
      { egress: [{ to: [{ ipBlock: { cidr: '2001:db8::/32' } }] }] },
      { egress: [{ to: [{ ipBlock: { cidr: '2001:db8::/33' } }] }] },
    ],
    [
      'means UDP, not TCP',
      { ingress: [{ ports: [{ port: 53, protocol: 'TCP' }] }] },
      { ingress: [{ ports: [{ port: 53, protocol: 'UDP' }] }] },
    ],
    [
      'means the first port of the range only',
      { ingress: [{ ports: [{ port: 80, endPort: 90 }] }] },
      { ingress: [{ ports: [{ port: 80 }] }] },
    ],
    [
      'makes two peers of one: either selector will do',
      { ingress: [{ from: [{ ...WEB, ...DEV }, WEB] }] },
      { ingress: [{ from: [DEV, WEB, WEB] }] },
    ],
    [
      'selects the pods of the own namespace only',
      { ingress: [{ from: [{ ...WEB, ...DEV }] }] },
      { ingress: [{ from: [WEB] }] },
    ],
    [
      'no longer asks for tier=front',
      { podSelector: { matchLabels: { app: 'web', tier: 'front' } } },
      { podSelector: { matchLabels: { app: 'web' } } },
    ],
    [
      'turns In into NotIn',
      { podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] } },
      { podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a', 'b'] }] } },
    ],
    [
      'drops the value b',
      { podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] } },
      { podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }] } },
    ],
  ])('%s', (what, spec, expected) => {
    expect(mutant(spec, what)).toEqual(expected);
  });

  const rules = [{ action: 'Allow' }, { action: 'Deny' }, { action: 'Deny', name: 'again' }];
  test.each([
    {
      kind: 'AdminNetworkPolicy',
      what: 'comes after the next rule',
      spec: { ingress: rules },
      expected: { ingress: [rules[1], rules[0], rules[2]] },
    },
    { kind: 'AdminNetworkPolicy', what: 'precedes priority 5', spec: { priority: 9 }, expected: { priority: 4 } },
    { kind: 'AdminNetworkPolicy', what: 'gives way to priority 20', spec: { priority: 9 }, expected: { priority: 21 } },
    {
      kind: 'AdminNetworkPolicy',
      what: 'passes instead of Allow',
      spec: { ingress: [{ action: 'Allow' }] },
      expected: { ingress: [{ action: 'Pass' }] },
    },
    {
      kind: 'ClusterNetworkPolicy',
      what: 'moves to tier Baseline',
      spec: { tier: 'Admin' },
      expected: { tier: 'Baseline' },
    },
    {
      kind: 'ClusterNetworkPolicy',
      what: 'means UDP, not TCP',
      spec: { egress: [{ protocols: [{ tcp: { destinationPort: { number: 53 } } }] }] },
      expected: { egress: [{ protocols: [{ udp: { destinationPort: { number: 53 } } }] }] },
    },
    {
      kind: 'ClusterNetworkPolicy',
      what: 'shifts port 53 to 54',
      spec: { egress: [{ protocols: [{ udp: { destinationPort: { number: 53 } } }] }] },
      expected: { egress: [{ protocols: [{ udp: { destinationPort: { number: 54 } } }] }] },
    },
    {
      kind: 'AdminNetworkPolicy',
      what: 'drops 10.0.0.0/8',
      spec: { egress: [{ to: [{ networks: ['10.0.0.0/8', '192.0.2.0/24'] }] }] },
      expected: { egress: [{ to: [{ networks: ['192.0.2.0/24'] }] }] },
    },
  ])('$kind: $what', ({ kind, what, spec, expected }) => {
    expect(mutant(spec, what, kind, [5, 20])).toEqual(expected);
  });

  test.each([
    ['AdminNetworkPolicy', 'Deny', 'allows instead of denying', 'Allow'],
    ['ClusterNetworkPolicy', 'Deny', 'allows instead of denying', 'Accept'],
    ['ClusterNetworkPolicy', 'Accept', 'denies instead of Accept', 'Deny'],
    ['AdminNetworkPolicy', 'Pass', 'denies instead of Pass', 'Deny'],
  ])('%s: %s', (kind, action, what, expected) => {
    expect(mutant({ ingress: [{ action }] }, what, kind)).toEqual({ ingress: [{ action: expected }] });
  });
});

describe('what is not a mutant', () => {
  test.each([
    // {} cannot be widened
    ['an empty selector of the policy itself', { podSelector: {} }, []],
    // a direction without rules has nothing to drop
    ['no rule', { podSelector: {}, ingress: [] }, []],
    // a label's key says nothing about policies, whatever field it is called after
    ['a label', { podSelector: { matchLabels: { action: 'Deny', port: '80', endPort: '90' } }, ingress: [] }, []],
    // a range is shifted at its end: its start alone would pass it
    ['the start of a range', { ingress: [{ ports: [{ port: 80, endPort: 80 }] }] }, ['80 to 81']],
  ])('%s', (_what, spec, ports) => {
    expect(
      told(spec)
        .filter((each) => /widens|drops the rule$|shifts/.test(each))
        .map((each) => each.split('shifts port ')[1])
        .filter((each) => each !== undefined),
    ).toEqual(ports);
  });

  test.each([
    [
      'rules that do the same need no order',
      { ingress: [{ action: 'Deny' }, { action: 'Deny' }] },
      'AdminNetworkPolicy',
      'comes after',
    ],
    [
      'behind a baseline there is nothing to pass on to',
      { ingress: [{ action: 'Deny' }] },
      'BaselineAdminNetworkPolicy',
      'passes',
    ],
    [
      'every address cannot be more',
      { egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] },
      'NetworkPolicy',
      'widens',
    ],
    ['one condition is the whole selector', { podSelector: { matchLabels: { a: 'b' } } }, 'NetworkPolicy', 'no longer'],
    ['a priority alone comes before nobody', { priority: 3 }, 'AdminNetworkPolicy', 'priority'],
  ])('%s', (_why, spec, kind, word) => {
    expect(told(spec, kind).filter((each) => each.includes(word))).toEqual([]);
  });

  test('an admin policy must name its peers: the only one stays', () => {
    const spec = { ingress: [{ action: 'Deny', from: [{ namespaces: { matchLabels: { a: 'b' } } }] }] };
    expect(told(spec, 'AdminNetworkPolicy').join()).not.toContain('drops the only peer');
    expect(told(spec).join()).toContain('drops the only peer');
  });
});

const selector = fc.record(
  {
    matchLabels: fc.dictionary(fc.constantFrom('app', 'action', 'port'), fc.constantFrom('a', 'b')),
    matchExpressions: fc.array(
      fc.record({
        key: fc.constant('k'),
        operator: fc.constantFrom('In', 'NotIn'),
        values: fc.array(fc.constantFrom('x', 'y'), { minLength: 1 }),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);
const peer = fc.oneof(
  fc.record({ podSelector: selector, namespaceSelector: selector }, { requiredKeys: [] }),
  fc.record({
    ipBlock: fc.record({
      cidr: fc.constantFrom('10.0.0.0/8', '0.0.0.0/0'),
      except: fc.constant(['10.1.0.0/16', '10.2.0.0/16']),
    }),
  }),
);
const port = fc.oneof(
  fc.record({ port: fc.constantFrom(80, 'http'), protocol: fc.constantFrom('TCP', 'UDP') }),
  fc.record({ tcp: fc.record({ destinationPort: fc.record({ number: fc.constant(80) }) }) }),
);
const rule = fc.record(
  {
    action: fc.constantFrom('Allow', 'Deny', 'Pass'),
    from: fc.array(peer, { maxLength: 3 }),
    ports: fc.array(port, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const anyPolicy = fc.record({
  kind: fc.constantFrom('NetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'),
  spec: fc.record({
    podSelector: selector,
    priority: fc.nat(1000),
    tier: fc.constantFrom('Admin', 'Baseline'),
    ingress: fc.array(rule, { maxLength: 3 }),
    policyTypes: fc.subarray(['Ingress', 'Egress'], { minLength: 1 }),
  }),
});

test('each mutant differs from its original in the named place alone: to put that back is to have the original', () => {
  fc.assert(
    fc.property(anyPolicy, fc.array(fc.nat(1000), { maxLength: 2 }), (policy, priorities) => {
      const before = JSON.stringify(policy);
      for (const { path, what, set } of changesOf(policy, priorities)) {
        const after = edited(policy, set.path, set.value);
        expect(JSON.stringify(after), `${formatFieldPath(path)} ${what}`).not.toBe(before);
        expect(putBack(policy, after, set)).toEqual(policy);
      }
      expect(JSON.stringify(policy)).toBe(before);
    }),
  );
});

function putBack(original: unknown, mutated: unknown, { path, value }: ReturnType<typeof changesOf>[number]['set']) {
  const list = path.slice(0, -1);
  const index = path.at(-1);
  const own = valueAt(original, path);
  if (value !== undefined || typeof index !== 'number') return edited(mutated, path, own);
  return edited(mutated, list, (valueAt(mutated, list) as unknown[]).toSpliced(index, 0, own));
}

test('an edit changes what it names, and leaves the original alone', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(), { minLength: 1 }), { minLength: 1 }), fc.nat(), fc.nat(), (lists, a, b) => {
      const [i, j] = [a % lists.length, b % (lists[a % lists.length]?.length ?? 1)];
      const before = structuredClone(lists);
      const changed = edited({ spec: lists }, ['spec', i, j], -1);
      expect(valueAt(changed, ['spec', i, j])).toBe(-1);
      expect(edited(changed, ['spec', i, j], valueAt(before, [i, j]))).toEqual({ spec: before });
      expect((valueAt(edited({ spec: lists }, ['spec', i], undefined), ['spec']) as unknown[]).length).toBe(
        lists.length - 1,
      );
      expect(lists).toEqual(before);
    }),
  );
});
