import { describe, expect, test } from 'vitest';
import { ask, networkPolicy, pluginThat } from './testing/ask.ts';

/** Every rule that was looked at, with the line and the reason. */
function misses(policies: string, question: string): readonly string[] {
  return ask(policies, question).considered.map(({ rule, mismatch }) => `${rule.line} ${rule.path}: ${mismatch}`);
}

const ALLOW_WEB = `kind: NetworkPolicy
metadata: {namespace: db, name: allow-web}
spec:
  podSelector: {matchLabels: {app: mysql}}
  ingress:
  - from:
    - namespaceSelector: {matchLabels: {team: pay}}
      podSelector: {matchLabels: {app: web}}
    - ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.0/28]}
    ports:
    - {port: 3306}
    - {port: sql, protocol: UDP}
---
`;

describe('what decided', () => {
  test('a drop names the policy that isolates', () => {
    const { reason, rule } = ask(ALLOW_WEB, 'ingress to db/mysql from shop/cart on 3306/TCP');
    expect(rule).toEqual({ object: 'NetworkPolicy db/allow-web', path: '', file: 'test.yaml', line: 1, column: 1 });
    expect(reason).toEqual({
      code: 'policy-isolates',
      text: 'NetworkPolicy db/allow-web isolates ingress, and no rule allows it from pod shop/cart on port 3306/TCP',
    });
  });

  test('a pass names the peer that lets it through', () => {
    const { reason, rule, considered } = ask(ALLOW_WEB, 'ingress to db/mysql from 203.0.113.99 on 3306/TCP');
    expect(rule).toMatchObject({ path: 'spec.ingress[0].from[1]', line: 9 });
    expect(reason.code).toBe('policy-allows');
    expect(considered).toEqual([]);
  });

  test('a pass by a rule for everyone names the rule', () => {
    const open = networkPolicy(
      'db/open',
      '{podSelector: {}, ingress: [{ports: [{port: 1}]}, {ports: [{port: 3306}]}]}',
    );
    expect(ask(open, 'ingress to db/mysql from 203.0.113.99 on 3306/TCP').rule?.path).toBe('spec.ingress[1]');
  });

  test('without isolation there is no rule', () => {
    expect(ask(ALLOW_WEB, 'egress from db/mysql to shop/web on 80/TCP')).toEqual({
      action: 'pass',
      reason: { code: 'not-isolated', text: 'no policy isolates egress' },
      considered: [],
    });
  });

  test('the own node needs no rule either', () => {
    expect(ask(ALLOW_WEB, 'ingress to db/mysql from worker-1 on 3306/TCP').reason.code).toBe('own-node');
  });

  test('of several policies, the first by name speaks', () => {
    const policies = networkPolicy('db/z', '{podSelector: {}}') + networkPolicy('db/b', '{podSelector: {}}');
    const { reason, rule } = ask(policies, 'ingress to db/mysql from shop/web on 1/TCP');
    expect(rule?.object).toBe('NetworkPolicy db/b');
    expect(reason.text).toMatch(/^NetworkPolicy db\/b and 1 more isolate ingress/);
  });
});

describe('a plugin that does not enforce', () => {
  const flannel = pluginThat({ networkPolicy: false }, 'flannel');

  test('names the policy that it ignores', () => {
    const { action, reason, rule } = ask(ALLOW_WEB, 'ingress to db/mysql from shop/cart on 3306/TCP', flannel);
    expect({ action, reason, at: rule?.line }).toEqual({
      action: 'pass',
      reason: {
        code: 'not-enforced',
        text: 'plugin flannel does not enforce NetworkPolicy: db/allow-web is ignored here; where it is enforced, this would be dropped',
      },
      at: 1,
    });
  });

  test('is silent where the policy would allow', () => {
    const { reason } = ask(ALLOW_WEB, 'ingress to db/mysql from 203.0.113.99 on 3306/TCP', flannel);
    expect(reason.code).toBe('not-isolated');
  });
});

describe('why not', () => {
  test.each([
    {
      asked: 'ingress to db/mysql from shop/web on 3306/TCP',
      looked: [
        '7 spec.ingress[0].from[0]: namespace shop has team=web, not team=pay',
        '9 spec.ingress[0].from[1]: 10.244.1.2 (pod shop/web) is not in 203.0.113.0/24',
      ],
    },
    {
      asked: 'ingress to db/mysql from dev/web on 80/TCP',
      looked: [
        '7 spec.ingress[0].from[0]: namespace dev has no label team=pay; port 80/TCP is not among 3306/TCP, sql/UDP (pod db/mysql has no such port)',
        '9 spec.ingress[0].from[1]: 10.244.2.4 (pod dev/web) is not in 203.0.113.0/24; port 80/TCP is not among 3306/TCP, sql/UDP (pod db/mysql has no such port)',
      ],
    },
    {
      asked: 'ingress to db/mysql from shop/cart on 3306/TCP',
      looked: [
        '9 spec.ingress[0].from[1]: 10.244.2.2 (pod shop/cart) is not in 203.0.113.0/24',
        '7 spec.ingress[0].from[0]: namespace shop has team=web, not team=pay; pod shop/cart has app=cart, not app=web',
      ],
    },
    {
      asked: 'ingress to db/mysql from 203.0.113.9 on 3306/TCP',
      looked: [
        '7 spec.ingress[0].from[0]: 203.0.113.9 is not a pod',
        '9 spec.ingress[0].from[1]: 203.0.113.9 is in except 203.0.113.0/28',
      ],
    },
    {
      asked: 'ingress to db/mysql from worker-2 on 3306/TCP',
      looked: [
        '7 spec.ingress[0].from[0]: node worker-2 (192.168.0.12) is not a pod, nor are pods on its network told from it',
        '9 spec.ingress[0].from[1]: 192.168.0.12 is not in 203.0.113.0/24',
      ],
    },
  ])('$asked: the nearest rule first', ({ asked, looked }) => {
    expect(misses(ALLOW_WEB, asked)).toEqual(looked);
  });

  test('where only the port differs, the ports are shown', () => {
    const one = networkPolicy(
      'db/p',
      '{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{port: 80, endPort: 90}]}]}',
    );
    expect(misses(one, 'ingress to db/mysql from db/report on 3306/TCP')).toEqual([
      '1 spec.ingress[0].ports: port 3306/TCP is not 80-90/TCP',
    ]);
  });

  test.each([
    {
      peer: '{podSelector: {matchLabels: {app: cart}}}',
      why: "pod shop/cart is not in namespace db, the policy's own",
    },
    {
      peer: '{namespaceSelector: {matchExpressions: [{key: team, operator: In, values: [pay, ops]}]}}',
      why: 'namespace shop has team=web, not team in (ops,pay)',
    },
    {
      peer: '{namespaceSelector: {}, podSelector: {matchExpressions: [{key: tier, operator: DoesNotExist}]}}',
      why: 'pod shop/cart has tier=front, and !tier is asked for',
    },
    {
      peer: '{namespaceSelector: {matchExpressions: [{key: cost, operator: In, values: [b, a]}]}}',
      why: 'namespace shop has no label cost, and cost in (a,b) is asked for',
    },
    {
      peer: '{namespaceSelector: {}, podSelector: {matchExpressions: [{key: role, operator: Exists}]}}',
      why: 'pod shop/cart has no label role',
    },
    { peer: '{}', why: 'the peer names nobody' },
  ])('$peer: $why', ({ peer, why }) => {
    const policy = networkPolicy('db/p', `{podSelector: {}, ingress: [{from: [${peer}]}]}`);
    expect(misses(policy, 'ingress to db/mysql from shop/cart on 80/TCP')).toEqual([
      `1 spec.ingress[0].from[0]: ${why}`,
    ]);
  });

  test('a plugin that matches no pods by address says so', () => {
    const policy = networkPolicy('db/p', '{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}');
    const cilium = pluginThat({ ipBlockMatchesPods: false }, 'cilium');
    const { considered } = ask(policy, 'ingress to db/mysql from shop/cart on 80/TCP', cilium);
    expect(considered[0]?.mismatch).toBe('plugin cilium matches no pods by ipBlock, and 10.244.2.2 is pod shop/cart');
  });

  test('a policy without rules comes last', () => {
    const policies = networkPolicy('db/a', '{podSelector: {}}') + ALLOW_WEB;
    const looked = misses(policies, 'ingress to db/mysql from shop/web on 3306/TCP');
    expect(looked.at(-1)).toBe('1 : it has no ingress rules, so it allows nothing');
    expect(looked).toHaveLength(3);
  });
});

describe('ports in words', () => {
  const out = (port: string): string =>
    networkPolicy('db/p', `{podSelector: {}, policyTypes: [Egress], egress: [{ports: [${port}]}]}`);
  test.each([
    { port: '{protocol: UDP}', to: 'db/report', why: 'port 80/TCP is not any UDP port' },
    { port: '{port: sql}', to: 'db/report', why: 'port 80/TCP is not sql/TCP (5432 on pod db/report)' },
    { port: '{port: sql}', to: 'shop/cart', why: 'port 80/TCP is not sql/TCP (pod shop/cart has no such port)' },
    { port: '{port: sql}', to: '203.0.113.9', why: 'port 80/TCP is not sql/TCP (only pods have port names)' },
  ])('$port to $to: $why', ({ port, to, why }) => {
    expect(misses(out(port), `egress from db/mysql to ${to} on 80/TCP`)).toEqual([`1 spec.egress[0].ports: ${why}`]);
  });

  test('an endPort that the plugin ignores is named', () => {
    const plain = pluginThat({ endPort: false }, 'plain');
    const { considered } = ask(out('{port: 79, endPort: 90}'), 'egress from db/mysql to shop/cart on 80/TCP', plain);
    expect(considered[0]?.mismatch).toBe('port 80/TCP is not 79/TCP (plugin plain ignores endPort 90)');
  });
});
