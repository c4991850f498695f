import { describe, expect, test } from 'vitest';
import type { ClusterSpec } from '../model/index.ts';
import { ask, networkPolicy, pluginThat } from './testing/ask.ts';

interface Row {
  readonly rule: string;
  /** The spec of a NetworkPolicy in namespace db. */
  readonly policy: string;
  readonly asked: string;
  readonly answer: 'pass' | 'drop';
  readonly cluster?: ClusterSpec;
}

function holds({ policy, asked, answer, cluster }: Row): void {
  expect(ask(networkPolicy('db/p', policy), asked, cluster).action).toBe(answer);
}

const TITLE = '$rule: $asked, $answer';

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

describe('peers', () => {
  const from = (peers: string): string => `{podSelector: {}, ingress: [{from: ${peers}}]}`;
  test.each<Row>([
    {
      rule: 'podSelector alone is of the own namespace',
      policy: from('[{podSelector: {}}]'),
      asked: FROM_REPORT,
      answer: 'pass',
    },
    { rule: 'and of no other', policy: from('[{podSelector: {}}]'), asked: FROM_CART, answer: 'drop' },
    {
      rule: 'namespaceSelector alone is all pods there',
      policy: from('[{namespaceSelector: {matchLabels: {team: web}}}]'),
      asked: FROM_CART,
      answer: 'pass',
    },
    {
      rule: 'and none elsewhere',
      policy: from('[{namespaceSelector: {matchLabels: {team: web}}}]'),
      asked: 'ingress to db/mysql from dev/web on 3306/TCP',
      answer: 'drop',
    },
    {
      rule: 'an empty namespaceSelector is every namespace',
      policy: from('[{namespaceSelector: {}}]'),
      asked: 'ingress to db/mysql from dev/web on 3306/TCP',
      answer: 'pass',
    },
    { rule: 'but not the outside', policy: from('[{namespaceSelector: {}}]'), asked: FROM_OUTSIDE, answer: 'drop' },
    {
      rule: 'both in one peer must hold',
      policy: from('[{namespaceSelector: {matchLabels: {team: web}}, podSelector: {matchLabels: {app: web}}}]'),
      asked: FROM_CART,
      answer: 'drop',
    },
    {
      rule: 'two peers are alternatives',
      policy: from('[{namespaceSelector: {matchLabels: {team: web}}}, {podSelector: {matchLabels: {app: web}}}]'),
      asked: FROM_CART,
      answer: 'pass',
    },
    {
      rule: 'every namespace has its name as label, even undeclared',
      policy: from('[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: dev}}}]'),
      asked: 'ingress to db/mysql from dev/web on 3306/TCP',
      answer: 'pass',
    },
    {
      rule: 'and no other name',
      policy: from('[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: dev}}}]'),
      asked: FROM_CART,
      answer: 'drop',
    },
    {
      rule: 'NotIn selects what lacks the key',
      policy: from('[{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [web]}]}}]'),
      asked: 'ingress to db/mysql from dev/web on 3306/TCP',
      answer: 'pass',
    },
    {
      rule: 'NotIn leaves out what has the value',
      policy: from('[{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [web]}]}}]'),
      asked: FROM_CART,
      answer: 'drop',
    },
    { rule: 'a peer that names nothing is nobody', policy: from('[{}]'), asked: FROM_REPORT, answer: 'drop' },
    {
      rule: 'a pod on the host network is no pod to a selector',
      policy: from('[{namespaceSelector: {}}]'),
      asked: 'ingress to db/mysql from shop/proxy on 3306/TCP',
      answer: 'drop',
    },
    {
      rule: 'it is its node to an ipBlock',
      policy: from('[{ipBlock: {cidr: 192.168.0.12/32}}]'),
      asked: 'ingress to db/mysql from shop/proxy on 3306/TCP',
      answer: 'pass',
    },
    {
      rule: 'a pod that has ended matches no selector',
      policy: from('[{podSelector: {}}]'),
      asked: 'ingress to db/mysql from db/backup on 3306/TCP',
      answer: 'drop',
    },
    {
      rule: 'and is isolated by none',
      policy: '{podSelector: {}}',
      asked: 'ingress to db/backup from shop/cart on 80/TCP',
      answer: 'pass',
    },
  ])(TITLE, holds);
});

describe('address blocks', () => {
  const from = (block: string): string => `{podSelector: {}, ingress: [{from: [{ipBlock: ${block}}]}]}`;
  const blind = pluginThat({ ipBlockMatchesPods: false, ipBlockMatchesNodes: false });
  const two =
    '{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.0/28]}}]}, {from: [{ipBlock: {cidr: 203.0.113.9/32}}]}]}';
  test.each<Row>([
    {
      rule: 'a block holds its addresses',
      policy: from('{cidr: 203.0.113.0/24}'),
      asked: FROM_OUTSIDE,
      answer: 'pass',
    },
    { rule: 'and no others', policy: from('{cidr: 203.0.114.0/24}'), asked: FROM_OUTSIDE, answer: 'drop' },
    {
      rule: 'host bits are masked away',
      policy: from('{cidr: 203.0.113.200/24}'),
      asked: FROM_OUTSIDE,
      answer: 'pass',
    },
    {
      rule: 'except takes addresses out',
      policy: from('{cidr: 203.0.113.0/24, except: [203.0.113.0/28]}'),
      asked: FROM_OUTSIDE,
      answer: 'drop',
    },
    { rule: 'except narrows its own rule alone', policy: two, asked: FROM_OUTSIDE, answer: 'pass' },
    {
      rule: '0.0.0.0/0 is IPv4 alone',
      policy: from('{cidr: 0.0.0.0/0}'),
      asked: 'ingress to db/mysql from 2001:db8::1 on 3306/TCP',
      answer: 'drop',
    },
    {
      rule: '::/0 is IPv6',
      policy: from('{cidr: "::/0"}'),
      asked: 'ingress to db/mysql from 2001:db8::1 on 3306/TCP',
      answer: 'pass',
    },
    { rule: 'a block matches pods', policy: from('{cidr: 10.244.0.0/16}'), asked: FROM_CART, answer: 'pass' },
    {
      rule: 'unless the plugin does not',
      policy: from('{cidr: 10.244.0.0/16}'),
      asked: FROM_CART,
      answer: 'drop',
      cluster: blind,
    },
    {
      rule: 'a block matches nodes',
      policy: from('{cidr: 192.168.0.0/24}'),
      asked: 'ingress to db/mysql from worker-2 on 3306/TCP',
      answer: 'pass',
    },
    {
      rule: 'unless the plugin does not',
      policy: from('{cidr: 192.168.0.0/24}'),
      asked: 'ingress to db/mysql from worker-2 on 3306/TCP',
      answer: 'drop',
      cluster: blind,
    },
    {
      rule: 'a plugin that does not still matches the outside',
      policy: from('{cidr: 203.0.113.0/24}'),
      asked: FROM_OUTSIDE,
      answer: 'pass',
      cluster: blind,
    },
  ])(TITLE, holds);
});

describe('ports', () => {
  const onto = (ports: string): string => `{podSelector: {}, ingress: [{ports: ${ports}}]}`;
  const toNamed = (to: string): string =>
    `{podSelector: {}, policyTypes: [Egress], egress: [{to: ${to}, ports: [{port: sql}]}]}`;
  test.each<Row>([
    { rule: 'the default protocol is TCP', policy: onto('[{port: 3306}]'), asked: FROM_CART, answer: 'pass' },
    {
      rule: 'and not UDP',
      policy: onto('[{port: 3306}]'),
      asked: 'ingress to db/mysql from shop/cart on 3306/UDP',
      answer: 'drop',
    },
    { rule: 'SCTP alone lets no TCP through', policy: onto('[{protocol: SCTP}]'), asked: FROM_CART, answer: 'drop' },
    {
      rule: 'endPort is inside its range',
      policy: onto('[{port: 3300, endPort: 3306}]'),
      asked: FROM_CART,
      answer: 'pass',
    },
    { rule: 'one more is not', policy: onto('[{port: 3300, endPort: 3305}]'), asked: FROM_CART, answer: 'drop' },
    {
      rule: 'a plugin without endPort opens the first port',
      policy: onto('[{port: 3306, endPort: 3310}]'),
      asked: FROM_CART,
      answer: 'pass',
      cluster: pluginThat({ endPort: false }),
    },
    {
      rule: 'and only that',
      policy: onto('[{port: 3300, endPort: 3310}]'),
      asked: FROM_CART,
      answer: 'drop',
      cluster: pluginThat({ endPort: false }),
    },
    { rule: 'a name is looked up on the destination', policy: onto('[{port: sql}]'), asked: FROM_CART, answer: 'pass' },
    {
      rule: 'with its protocol',
      policy: onto('[{port: sql, protocol: UDP}]'),
      asked: 'ingress to db/mysql from shop/cart on 3306/UDP',
      answer: 'drop',
    },
    {
      rule: 'the same name is another number elsewhere',
      policy: onto('[{port: sql}]'),
      asked: 'ingress to db/report from shop/cart on 5432/TCP',
      answer: 'pass',
    },
    {
      rule: "and not the neighbour's",
      policy: onto('[{port: sql}]'),
      asked: 'ingress to db/report from shop/cart on 3306/TCP',
      answer: 'drop',
    },
    {
      rule: 'a name that the pod lacks opens nothing',
      policy: onto('[{port: http}]'),
      asked: 'ingress to db/mysql from shop/cart on 80/TCP',
      answer: 'drop',
    },
    {
      rule: 'on the way out, the peer has the names',
      policy: toNamed('[]'),
      asked: 'egress from db/mysql to db/report on 5432/TCP',
      answer: 'pass',
    },
    {
      rule: 'and not the client',
      policy: toNamed('[]'),
      asked: 'egress from db/mysql to db/report on 3306/TCP',
      answer: 'drop',
    },
    {
      rule: 'the outside has no names',
      policy: toNamed('[{ipBlock: {cidr: 0.0.0.0/0}}]'),
      asked: 'egress from db/mysql to 203.0.113.9 on 3306/TCP',
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
