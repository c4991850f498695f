import { describe, expect, test } from 'vitest';
import { allBut, ask, networkPolicy, pluginThat } from '../testing/ask.ts';

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
      decidedBy: [],
    });
  });

  test('the own node needs no rule either', () => {
    expect(ask(ALLOW_WEB, 'ingress to db/mysql from worker-1 on 3306/TCP').reason.code).toBe('own-node');
  });

  test.each([
    { names: ['z', 'b'], isolate: 'NetworkPolicies db/b and db/z isolate ingress,' },
    { names: ['z', 'b', 'a'], isolate: 'NetworkPolicies db/a, db/b and db/z isolate ingress,' },
    {
      names: ['g', 'f', 'e', 'd', 'c', 'b', 'a'],
      isolate: 'NetworkPolicies db/a, db/b, db/c, db/d, db/e and 2 more isolate ingress,',
    },
  ])('several policies are named in order: $names', ({ names, isolate }) => {
    const policies = names.map((name) => networkPolicy(`db/${name}`, '{podSelector: {}}')).join('');
    const { reason, rule, considered } = ask(policies, 'ingress to db/mysql from shop/web on 1/TCP');
    expect(reason.text).toMatch(new RegExp(`^${isolate}`));
    const sorted = names.toSorted().map((name) => `NetworkPolicy db/${name}`);
    expect(rule?.object).toBe(sorted[0]);
    expect(considered.map((each) => each.rule.object)).toEqual(sorted);
  });
});

describe('a plugin that does not enforce', () => {
  const flannel = pluginThat({ enforced: allBut('NetworkPolicy') }, 'flannel');

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
        '7 spec.ingress[0].from[0]: node worker-2 (192.168.0.12) is not a pod, and pods on its network count as the node',
        '9 spec.ingress[0].from[1]: 192.168.0.12 (node worker-2) is not in 203.0.113.0/24',
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
      why: "pod shop/cart is not in namespace db, the policy's own: no namespaceSelector says otherwise",
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
    {
      peer: '{namespaceSelector: {matchLabels: {name: shop}}}',
      why: 'namespace shop has no label name=shop; its name is the label kubernetes.io/metadata.name',
    },
    {
      peer: '{namespaceSelector: {matchLabels: {name: cart}}}',
      why: 'namespace shop has no label name=cart',
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

describe('what people mistake for the pod', () => {
  const SERVICES = `{kind: Service, metadata: {namespace: db, name: sql}, spec: {type: NodePort, clusterIPs: [10.96.0.33], selector: {app: mysql}, ports: [{name: mysql, port: 33, targetPort: sql, nodePort: 30033}]}}
---
{kind: Service, metadata: {namespace: db, name: local}, spec: {type: NodePort, clusterIPs: [10.97.0.1], externalTrafficPolicy: Local, selector: {app: report}, ports: [{port: 5432, nodePort: 30432}]}}
---
{kind: Service, metadata: {namespace: db, name: nobody}, spec: {clusterIPs: [10.98.0.1], ports: [{port: 34, targetPort: 3306}]}}
---
`;
  const PORT = "(the port of Service db/sql; a rule names the pod's)";
  const out = (rule: string): string => `{podSelector: {}, policyTypes: [Egress], egress: [{${rule}}]}`;
  const into = (rule: string): string => `{podSelector: {}, ingress: [{${rule}}]}`;

  test.each([
    { rule: 'ports: [{port: 33}]', why: `port 3306/TCP is not 33/TCP ${PORT}` },
    { rule: 'ports: [{port: 1, endPort: 40}]', why: `port 3306/TCP is not 1-40/TCP ${PORT}` },
    { rule: 'ports: [{port: 80}, {port: 33}]', why: `port 3306/TCP is not among 80/TCP, 33/TCP ${PORT}` },
    { rule: 'ports: [{port: 33, protocol: UDP}]', why: 'port 3306/TCP is not 33/UDP' },
    { rule: 'ports: [{port: 34}]', why: 'port 3306/TCP is not 34/TCP' },
    {
      rule: 'ports: [{port: mysql}]',
      why: 'port 3306/TCP is not mysql/TCP (pod db/mysql has no such port; Service db/sql calls its own port so)',
    },
    {
      rule: 'to: [{ipBlock: {cidr: 10.96.0.0/16}}]',
      why: '10.244.1.3 (pod db/mysql) is not in 10.96.0.0/16, which holds the address of Service db/sql: a rule is about the pods behind it',
    },
    { rule: 'to: [{ipBlock: {cidr: 10.98.0.0/16}}]', why: '10.244.1.3 (pod db/mysql) is not in 10.98.0.0/16' },
  ])('the Service, on the way out: $rule', ({ rule, why }) => {
    const { considered } = ask(
      networkPolicy('shop/p', out(rule)) + SERVICES,
      'egress from shop/web to db/mysql on 3306/TCP',
    );
    expect(considered.map(({ mismatch }) => mismatch)).toEqual([why]);
  });

  test.each([
    {
      to: 'db/mysql from worker-2 on 3306/TCP',
      why: '192.168.0.12 (node worker-2) is not in 203.0.113.0/24 (outside clients of Service db/sql are seen as a node: its externalTrafficPolicy is Cluster)',
    },
    { to: 'db/report from worker-1 on 5432/TCP', why: '192.168.0.11 (node worker-1) is not in 203.0.113.0/24' },
    { to: 'db/mysql from shop/web on 3306/TCP', why: '10.244.1.2 (pod shop/web) is not in 203.0.113.0/24' },
  ])('a node that stands for clients outside: $to', ({ to, why }) => {
    const policy = networkPolicy('db/p', into('from: [{ipBlock: {cidr: 203.0.113.0/24}}]'));
    const { considered } = ask(policy + SERVICES, `ingress to ${to}`);
    expect(considered.map(({ mismatch }) => mismatch)).toEqual([why]);
  });

  test.each([
    {
      port: 33,
      says: 'NetworkPolicy shop/p allows egress to 10.96.0.33 (a Service of pod db/mysql) on port 33/TCP',
      looked: [],
    },
    {
      port: 34,
      says: 'NetworkPolicy shop/p isolates egress, and no rule allows it to pod db/mysql on port 3306/TCP',
      looked: ['port 34/TCP is not 33/TCP'],
    },
  ])('a plugin that sees the Service is told with its address: $port', ({ port, says, looked }) => {
    const policy = networkPolicy('shop/p', out('to: [{ipBlock: {cidr: 10.96.0.0/16}}], ports: [{port: 33}]'));
    const question = `egress from shop/web to db/mysql on 3306/TCP through 10.96.0.33:${port}`;
    const { reason, considered } = ask(policy + SERVICES, question, pluginThat({ egressSeesServiceIP: true }));
    expect(reason.text).toBe(says);
    expect(considered.map(({ mismatch }) => mismatch)).toEqual(looked);
  });

  test.each([
    {
      to: '169.254.20.10 on 53/UDP',
      why: "169.254.20.10 is not a pod but a link-local address, as of a DNS cache on the pod's own node: an ipBlock may name it",
    },
    { to: '169.254.169.254 on 80/TCP', why: '169.254.169.254 is not a pod; port 80/TCP is not 53/UDP' },
    { to: '203.0.113.53 on 53/UDP', why: '203.0.113.53 is not a pod' },
  ])('a cache on the node for the DNS: $to', ({ to, why }) => {
    const policy = networkPolicy('shop/p', out('to: [{namespaceSelector: {}}], ports: [{port: 53, protocol: UDP}]'));
    const { considered } = ask(policy, `egress from shop/web to ${to}`);
    expect(considered.map(({ mismatch }) => mismatch)).toEqual([why]);
  });
});

describe('an admin policy that passes', () => {
  const pass = `{kind: AdminNetworkPolicy, metadata: {name: pass}, spec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Pass, from: [{namespaces: {matchLabels: {team: web}}}]}, {action: Allow, from: [{namespaces: {}}]}]}}
---
`;
  const closed = networkPolicy('db/closed', '{podSelector: {}}');

  test('is named, since the rules behind it are not asked', () => {
    expect(misses(pass + closed, 'ingress to db/mysql from shop/web on 80/TCP')).toEqual([
      '1 spec.ingress[0].from[0]: it matches, and passes the decision on to the next tier',
      '3 : it has no ingress rules, so it allows nothing',
    ]);
  });

  test('is not named where it does not match', () => {
    expect(ask(pass + closed, 'ingress to db/mysql from dev/web on 80/TCP').rule?.object).toBe(
      'AdminNetworkPolicy pass',
    );
  });
});
