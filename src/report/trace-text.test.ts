import { describe, expect, test } from 'vitest';
import type { BranchJson, HopJson, TraceJson } from './json/trace-json.ts';
import { formatTrace, ruleText } from './trace-text.ts';

function hop(stage: HopJson['stage'], text: string, more: Partial<HopJson> = {}): HopJson {
  const ends = { source: '10.244.1.2', destination: '10.244.2.7:8080' };
  return {
    stage,
    place: { node: 'worker-1' },
    action: 'pass',
    before: ends,
    after: ends,
    reason: { code: stage, text },
    considered: [],
    ...more,
  };
}

const RULE = { object: 'Service pay/payments', path: 'spec.ports[0]', file: 'pay.yaml', line: 21, column: 5 };

function branch(name: string, more: Partial<BranchJson> = {}): BranchJson {
  const place = { pod: `pay/${name}`, node: 'worker-2' };
  return {
    probability: 1,
    outcome: 'connected',
    via: 'ClusterIP',
    endpoint: { kind: 'Pod', namespace: 'pay', name, ip: '10.244.2.7', port: 8080 },
    translated: '10.244.2.7:8080',
    masqueraded: false,
    sourceSeen: '10.244.1.2',
    hops: [
      hop('translate', '10.96.0.12:80 becomes 10.244.2.7:8080', { action: 'rewrite', rule: RULE }),
      hop('route', `goes to ${name}`),
      hop('deliver', 'container c listens on 8080/TCP', {
        place,
        action: 'deliver',
        rule: { object: `Pod pay/${name}`, path: '' },
      }),
    ],
    ...more,
  };
}

function trace(branches: readonly BranchJson[], more: Partial<TraceJson> = {}): TraceJson {
  return {
    version: 1,
    from: { kind: 'Pod', namespace: 'shop', name: 'cart', ip: '10.244.1.2', node: 'worker-1' },
    to: { host: 'payments.pay', port: 80, protocol: 'TCP' },
    reach: 'always',
    outcome: 'connected',
    branches,
    ...more,
  };
}

const DROPPED = branch('payments-0', {
  outcome: 'timeout',
  endpoint: null,
  sourceSeen: null,
  hops: [
    hop('ingress', 'isolated, and no rule allows this peer', {
      place: { pod: 'pay/payments-0', node: 'worker-2' },
      action: 'drop',
      rule: { object: 'NetworkPolicy pay/deny-all', path: '', file: 'pay.yaml', line: 40 },
      considered: [
        {
          rule: { object: 'NetworkPolicy pay/allow-web', path: 'spec.ingress[0].from[0]', file: 'pay.yaml', line: 52 },
          mismatch: 'namespace shop has no label team=pay',
        },
      ],
    }),
  ],
});

test('a connection: a headline, and a line for each hop with its rule', () => {
  expect(formatTrace(trace([branch('payments-0')]))).toBe(
    [
      'shop/cart → payments.pay:80/TCP    CONNECTED via ClusterIP',
      ' 1 translate  node worker-1       10.96.0.12:80 becomes 10.244.2.7:8080  pay.yaml:21 Service pay/payments spec.ports[0]',
      ' 2 route      node worker-1       passed: goes to payments-0',
      ' 3 deliver    pod pay/payments-0  container c listens on 8080/TCP        Pod pay/payments-0',
      '',
    ].join('\n'),
  );
});

test('a denial names the policy, and what came nearest to allowing it', () => {
  expect(formatTrace(trace([DROPPED], { outcome: 'timeout', reach: 'never' }))).toBe(
    [
      'shop/cart → payments.pay:80/TCP    TIMEOUT',
      ' 1 ingress  pod pay/payments-0  dropped: isolated, and no rule allows this peer  pay.yaml:40 NetworkPolicy pay/deny-all',
      '     looked at pay.yaml:52 NetworkPolicy pay/allow-web spec.ingress[0].from[0]: namespace shop has no label team=pay',
      '',
    ].join('\n'),
  );
});

describe('many ways', () => {
  const names = Array.from({ length: 12 }, (_, index) => `payments-${index}`);

  test('that are alike are shown once, and the others listed', () => {
    const text = formatTrace(trace(names.map((name) => branch(name, { probability: 1 / 12 }))));
    expect(text.match(/translate/g)).toHaveLength(1);
    expect(text).toContain('   and so pay/payments-1 (10.244.2.7:8080), pay/payments-2');
    expect(text).toContain(', … and 3 more\n');
  });

  test('that end otherwise are told apart, with their share', () => {
    const text = formatTrace(
      trace(
        [{ ...DROPPED, probability: 1 / 3 }, ...names.slice(0, 2).map((name) => branch(name, { probability: 1 / 3 }))],
        { outcome: 'flaky', reach: 'sometimes' },
      ),
    );
    expect(text).toContain('FLAKY: 2 of 3\n');
    expect(text).toContain(' 1 of 3 (33 %) timeout: 10.244.2.7:8080\n');
    expect(text).toContain(' 2 of 3 (67 %) connected: pay/payments-0 (10.244.2.7:8080)\n');
    expect(text.match(/looked at/g)).toHaveLength(1);
  });
});

test('a connection that fails in several ways says them all', () => {
  const refused = branch('a', { outcome: 'refused', endpoint: null, probability: 0.5 });
  expect(
    formatTrace(trace([refused, { ...DROPPED, probability: 0.5 }], { outcome: 'flaky', reach: 'never' })),
  ).toContain('/TCP    REFUSED OR TIMEOUT\n');
});

describe('long texts', () => {
  const long = 'x'.repeat(300);

  test('do not push the rules of others to the right', () => {
    const hops = [
      hop('resolve', long, { rule: RULE }),
      hop('translate', 'short', { rule: RULE, action: 'rewrite' }),
      hop('deliver', 'end', { action: 'deliver' }),
    ];
    const lines = formatTrace(trace([branch('a', { hops })])).split('\n');
    expect(lines[2]).toBe('     by pay.yaml:21 Service pay/payments spec.ports[0]');
    expect(lines[3]).toBe(' 2 translate  node worker-1  short  pay.yaml:21 Service pay/payments spec.ports[0]');
  });

  test('without a rule widen nothing', () => {
    const hops = [hop('route', 'y'.repeat(60)), hop('deliver', 'end', { action: 'deliver', rule: RULE })];
    expect(formatTrace(trace([branch('a', { hops })])).split('\n')[2]).toBe(
      ' 2 deliver  node worker-1  end  pay.yaml:21 Service pay/payments spec.ports[0]',
    );
  });
});

test.each([
  [{ kind: 'External', name: '203.0.113.7' }, 'outside (203.0.113.7) → '],
  [{ kind: 'Node', name: 'worker-1' }, 'worker-1 → '],
] as const)('a client %j is %s', (from, start) => {
  expect(formatTrace(trace([branch('a')], { from }))).toContain(start);
});

test('an IPv6 host stands in brackets', () => {
  expect(formatTrace(trace([branch('a')], { to: { host: 'fd00::1', port: 80, protocol: 'UDP' } }))).toContain(
    '→ [fd00::1]:80/UDP',
  );
});

test.each([
  ['pass', 'passed: because'],
  ['drop', 'dropped: because'],
  ['reject', 'rejected: because'],
  ['fail', 'failed: because'],
  ['rewrite', 'because'],
  ['deliver', 'because'],
] as const)('%s is told in front of its reason', (action, told) => {
  const text = formatTrace(trace([branch('a', { hops: [hop('translate', 'because', { action })] })]));
  expect(text).toContain(`worker-1  ${told}`);
});

test('outside is a place too', () => {
  expect(formatTrace(trace([branch('a', { hops: [hop('route', 'r', { place: {}, action: 'fail' })] })]))).toContain(
    ' 1 route  outside  failed: r',
  );
});

test.each([
  [RULE, 'pay.yaml:21 Service pay/payments spec.ports[0]'],
  [{ object: 'Service pay/payments', path: '' }, 'Service pay/payments'],
])('a rule reads %j as %s', (rule, text) => {
  expect(ruleText(rule)).toBe(text);
});
