import { describe, expect, test } from 'vitest';
import { ask, holds, networkPolicy, type Row, TITLE } from './testing/ask.ts';

const FROM_CART = 'ingress to db/mysql from shop/cart on 3306/TCP';
const FROM_REPORT = 'ingress to db/mysql from db/report on 3306/TCP';
const FROM_OUTSIDE = 'ingress to db/mysql from 203.0.113.9 on 3306/TCP';
const TO_CART = 'egress from db/mysql to shop/cart on 80/TCP';
const TO_OUTSIDE = 'egress from db/mysql to 203.0.113.9 on 443/TCP';

describe('isolation', () => {
  test.each<Row>([
    {
      rule: 'a policy isolates the pods it selects',
      policy: '{podSelector: {matchLabels: {app: mysql}}}',
      asked: FROM_CART,
      answer: 'drop',
    },
    {
      rule: 'and no others',
      policy: '{podSelector: {matchLabels: {app: mysql}}}',
      asked: 'ingress to db/report from shop/cart on 80/TCP',
      answer: 'pass',
    },
    { rule: '{} selects every pod of the namespace', policy: '{podSelector: {}}', asked: FROM_CART, answer: 'drop' },
    {
      rule: 'and none of another',
      policy: '{podSelector: {}}',
      asked: 'ingress to shop/web from shop/cart on 80/TCP',
      answer: 'pass',
    },
    { rule: 'an absent podSelector reads as {}', policy: '{ingress: []}', asked: FROM_CART, answer: 'drop' },
    {
      rule: 'ingress isolation leaves egress alone',
      policy: '{podSelector: {}, policyTypes: [Ingress]}',
      asked: TO_CART,
      answer: 'pass',
    },
    {
      rule: 'egress isolation stops egress',
      policy: '{podSelector: {}, policyTypes: [Egress]}',
      asked: TO_CART,
      answer: 'drop',
    },
    {
      rule: 'egress isolation leaves ingress alone',
      policy: '{podSelector: {}, policyTypes: [Egress]}',
      asked: FROM_CART,
      answer: 'pass',
    },
    { rule: 'isolation stops traffic from outside', policy: '{podSelector: {}}', asked: FROM_OUTSIDE, answer: 'drop' },
    {
      rule: 'isolation stops traffic to the outside',
      policy: '{podSelector: {}, policyTypes: [Egress]}',
      asked: TO_OUTSIDE,
      answer: 'drop',
    },
  ])(TITLE, holds);
});

describe('what is left out', () => {
  test.each<Row>([
    {
      rule: 'without policyTypes, Egress counts if it has rules',
      policy: '{podSelector: {}, egress: [{to: [{podSelector: {}}]}]}',
      asked: TO_CART,
      answer: 'drop',
    },
    { rule: 'then Ingress counts too', policy: '{podSelector: {}, egress: [{}]}', asked: FROM_CART, answer: 'drop' },
    {
      rule: 'without policyTypes, an empty egress does not count',
      policy: '{podSelector: {}, egress: []}',
      asked: TO_CART,
      answer: 'pass',
    },
    {
      rule: 'an empty policyTypes is as an absent one',
      policy: '{podSelector: {}, policyTypes: [], egress: []}',
      asked: FROM_CART,
      answer: 'drop',
    },
    {
      rule: 'rules of a type that is not named are ignored',
      policy: '{podSelector: {}, policyTypes: [Egress], ingress: []}',
      asked: FROM_CART,
      answer: 'pass',
    },
    { rule: 'ingress: [] denies all', policy: '{podSelector: {}, ingress: []}', asked: FROM_REPORT, answer: 'drop' },
    {
      rule: 'ingress: null denies all',
      policy: '{podSelector: {}, policyTypes: [Ingress], ingress: null}',
      asked: FROM_REPORT,
      answer: 'drop',
    },
    {
      rule: 'ingress: [{}] allows all',
      policy: '{podSelector: {}, ingress: [{}]}',
      asked: FROM_OUTSIDE,
      answer: 'pass',
    },
    {
      rule: 'from: [] is everyone',
      policy: '{podSelector: {}, ingress: [{from: []}]}',
      asked: FROM_OUTSIDE,
      answer: 'pass',
    },
    {
      rule: 'from: [{podSelector: {}}] is not',
      policy: '{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}',
      asked: FROM_OUTSIDE,
      answer: 'drop',
    },
    {
      rule: 'ports: [] is every port and protocol',
      policy: '{podSelector: {}, ingress: [{ports: []}]}',
      asked: 'ingress to db/mysql from shop/cart on 9/SCTP',
      answer: 'pass',
    },
    {
      rule: 'ports: [{}] is every TCP port',
      policy: '{podSelector: {}, ingress: [{ports: [{}]}]}',
      asked: 'ingress to db/mysql from shop/cart on 9/TCP',
      answer: 'pass',
    },
    {
      rule: 'and no UDP port',
      policy: '{podSelector: {}, ingress: [{ports: [{}]}]}',
      asked: 'ingress to db/mysql from shop/cart on 9/UDP',
      answer: 'drop',
    },
  ])(TITLE, holds);
});

describe('nodes', () => {
  test.each<Row>([
    {
      rule: 'the own node always gets in',
      policy: '{podSelector: {}}',
      asked: 'ingress to db/mysql from worker-1 on 3306/TCP',
      answer: 'pass',
    },
    {
      rule: 'another node does not',
      policy: '{podSelector: {}}',
      asked: 'ingress to db/mysql from worker-2 on 3306/TCP',
      answer: 'drop',
    },
    {
      rule: "a pod on the own node's network gets in",
      policy: '{podSelector: {}}',
      asked: 'ingress to db/report from shop/proxy on 5432/TCP',
      answer: 'pass',
    },
    {
      rule: 'the way out to the own node is not exempt',
      policy: '{podSelector: {}, policyTypes: [Egress]}',
      asked: 'egress from db/mysql to worker-1 on 10250/TCP',
      answer: 'drop',
    },
  ])(TITLE, holds);

  test('a pod on the host network is not isolated', () => {
    expect(
      ask(networkPolicy('shop/p', '{podSelector: {}}'), 'ingress to shop/proxy from db/mysql on 80/TCP').action,
    ).toBe('pass');
  });
});

describe('everyday policies', () => {
  const dns =
    '{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}';
  const onlyDns = `{podSelector: {}, policyTypes: [Egress], egress: [${dns}]}`;
  test.each<Row>([
    {
      rule: 'deny egress but DNS',
      policy: onlyDns,
      asked: 'egress from db/mysql to kube-system/coredns on 53/UDP',
      answer: 'pass',
    },
    {
      rule: 'deny egress but DNS',
      policy: onlyDns,
      asked: 'egress from db/mysql to kube-system/coredns on 53/TCP',
      answer: 'pass',
    },
    {
      rule: 'deny egress but DNS',
      policy: onlyDns,
      asked: 'egress from db/mysql to kube-system/coredns on 9153/TCP',
      answer: 'drop',
    },
    { rule: 'deny egress but DNS', policy: onlyDns, asked: TO_CART, answer: 'drop' },
    {
      rule: 'a Service address in an egress rule opens no pod',
      policy: '{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.96.0.0/12}}]}]}',
      asked: TO_CART,
      answer: 'drop',
    },
  ])(TITLE, holds);

  test('policies add up, in any order', () => {
    const deny = networkPolicy('db/a-deny', '{podSelector: {}}');
    const allow = networkPolicy(
      'db/b-allow',
      '{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: web}}}]}]}',
    );
    for (const policies of [deny + allow, allow + deny]) {
      expect(ask(policies, FROM_CART).action).toBe('pass');
      expect(ask(policies, FROM_OUTSIDE).action).toBe('drop');
    }
  });
});
