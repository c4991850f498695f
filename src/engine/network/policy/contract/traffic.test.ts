import { describe, test } from 'vitest';
import { holds, pluginThat, type Row, TITLE } from '../testing/ask.ts';

const FROM_CART = 'ingress to db/mysql from shop/cart on 3306/TCP';

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
