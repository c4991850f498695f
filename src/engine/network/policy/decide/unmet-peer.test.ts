import { describe, test } from 'vitest';
import { holds, pluginThat, type Row, TITLE } from '../testing/ask.ts';

const FROM_CART = 'ingress to db/mysql from shop/cart on 3306/TCP';
const FROM_REPORT = 'ingress to db/mysql from db/report on 3306/TCP';
const FROM_OUTSIDE = 'ingress to db/mysql from 203.0.113.9 on 3306/TCP';

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
