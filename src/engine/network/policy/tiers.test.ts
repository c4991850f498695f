import { describe, expect, test } from 'vitest';
import { ask, networkPolicy, pluginThat } from './testing/ask.ts';

const FROM_CART = 'ingress to db/mysql from shop/cart on 3306/TCP';
const FROM_REPORT = 'ingress to db/mysql from db/report on 3306/TCP';
const TO_OUTSIDE = 'egress from db/mysql to 203.0.113.9 on 443/TCP';

/** A policy on namespace db; `rules` is `ingress: [...]`. */
function admin(name: string, priority: number, rules: string): string {
  const subject = '{namespaces: {matchLabels: {team: data}}}';
  return `{kind: AdminNetworkPolicy, metadata: {name: ${name}}, spec: {priority: ${priority}, subject: ${subject}, ${rules}}}\n---\n`;
}

function baseline(rules: string): string {
  return `{kind: BaselineAdminNetworkPolicy, metadata: {name: default}, spec: {subject: {pods: {namespaceSelector: {}, podSelector: {}}}, ${rules}}}\n---\n`;
}

function cluster(tier: string, rules: string, priority = 1): string {
  return `{kind: ClusterNetworkPolicy, metadata: {name: c${priority}}, spec: {tier: ${tier}, priority: ${priority}, subject: {namespaces: {}}, ${rules}}}\n---\n`;
}

const ingress = (action: string, peer = '{namespaces: {}}', ports = ''): string =>
  `ingress: [{action: ${action}, from: [${peer}]${ports}}]`;
const egress = (action: string, peer: string, ports = ''): string =>
  `egress: [{action: ${action}, to: [${peer}]${ports}}]`;

const DENY_ALL = networkPolicy('db/deny', '{podSelector: {}}');
const ALLOW_ALL = networkPolicy('db/open', '{podSelector: {}, ingress: [{}]}');
const ONLY_EGRESS = networkPolicy('db/out', '{podSelector: {}, policyTypes: [Egress], egress: [{}]}');

describe('the order of the tiers', () => {
  test.each([
    {
      rule: 'admin allows before a NetworkPolicy denies',
      policies: admin('a', 1, ingress('Allow')) + DENY_ALL,
      code: 'policy-allows',
    },
    {
      rule: 'admin denies before a NetworkPolicy allows',
      policies: admin('a', 1, ingress('Deny')) + ALLOW_ALL,
      code: 'policy-denies',
    },
    {
      rule: 'a pass leaves it to the NetworkPolicy',
      policies: admin('a', 1, ingress('Pass')) + DENY_ALL,
      code: 'policy-isolates',
    },
    {
      rule: 'a pass skips lower admin policies',
      policies: admin('a', 1, ingress('Pass')) + admin('b', 2, ingress('Deny')),
      code: 'not-isolated',
    },
    {
      rule: 'the lower priority number wins',
      policies: admin('z', 1, ingress('Allow')) + admin('a', 2, ingress('Deny')),
      code: 'policy-allows',
    },
    {
      rule: 'at equal priority, the first name wins',
      policies: admin('b', 1, ingress('Allow')) + admin('a', 1, ingress('Deny')),
      code: 'policy-denies',
    },
    {
      rule: 'the first rule of a policy wins',
      policies: admin(
        'a',
        1,
        'ingress: [{action: Allow, from: [{namespaces: {}}]}, {action: Deny, from: [{namespaces: {}}]}]',
      ),
      code: 'policy-allows',
    },
    {
      rule: 'an allowing policy isolates nothing',
      policies: admin('a', 1, ingress('Allow', '{namespaces: {matchLabels: {team: nobody}}}')),
      code: 'not-isolated',
    },
    { rule: 'the baseline denies what nobody decides', policies: baseline(ingress('Deny')), code: 'policy-denies' },
    {
      rule: 'a pass of the admin tier does not skip the baseline',
      policies: admin('a', 1, ingress('Pass')) + baseline(ingress('Deny')),
      code: 'policy-denies',
    },
    {
      rule: 'a NetworkPolicy overrules the baseline',
      policies: ALLOW_ALL + baseline(ingress('Deny')),
      code: 'policy-allows',
    },
    {
      rule: 'but not one of the other direction',
      policies: ONLY_EGRESS + baseline(ingress('Deny')),
      code: 'policy-denies',
    },
    {
      rule: 'a pass in the baseline allows',
      policies: cluster('Baseline', ingress('Pass'), 1) + cluster('Baseline', ingress('Deny'), 2),
      code: 'not-isolated',
    },
    {
      rule: 'ClusterNetworkPolicy accepts in the admin tier',
      policies: cluster('Admin', ingress('Accept')) + DENY_ALL,
      code: 'policy-allows',
    },
  ])('$rule', ({ policies, code }) => {
    expect(ask(policies, FROM_CART).reason.code).toBe(code);
  });

  test('an egress rule opens no ingress', () => {
    const policies = admin('a', 1, egress('Allow', '{namespaces: {}}')) + DENY_ALL;
    expect(ask(policies, FROM_REPORT).action).toBe('drop');
    expect(ask(policies, 'egress from db/report to db/mysql on 3306/TCP').action).toBe('pass');
  });
});

test('the BaselineAdminNetworkPolicy comes after every other of its tier', () => {
  const policies = baseline(ingress('Deny')) + cluster('Baseline', ingress('Accept'), 1000);
  expect(ask(policies, FROM_CART).reason.code).toBe('policy-allows');
});

describe('peers and ports', () => {
  const hosts = { ...pluginThat({}), externalHosts: [{ name: 'api.example.com', addresses: ['203.0.113.9'] }] };
  test.each([
    {
      rules: ingress('Deny', '{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: cart}}}}'),
      asked: FROM_CART,
      action: 'drop',
    },
    {
      rules: ingress('Deny', '{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}'),
      asked: FROM_CART,
      action: 'pass',
    },
    { rules: ingress('Deny', '{pods: {podSelector: {}}}'), asked: FROM_CART, action: 'drop' },
    { rules: ingress('Deny'), asked: 'ingress to db/mysql from 203.0.113.9 on 3306/TCP', action: 'pass' },
    { rules: ingress('Deny'), asked: 'ingress to db/mysql from shop/proxy on 3306/TCP', action: 'pass' },
    { rules: egress('Deny', '{networks: [203.0.113.0/24]}'), asked: TO_OUTSIDE, action: 'drop' },
    {
      rules: egress('Deny', '{networks: [10.244.0.0/16]}'),
      asked: 'egress from db/mysql to shop/cart on 80/TCP',
      action: 'drop',
    },
    { rules: egress('Deny', '{networks: ["::/0"]}'), asked: TO_OUTSIDE, action: 'pass' },
    {
      rules: egress('Deny', '{nodes: {matchLabels: {zone: b}}}'),
      asked: 'egress from db/mysql to worker-2 on 22/TCP',
      action: 'drop',
    },
    {
      rules: egress('Deny', '{nodes: {matchLabels: {zone: b}}}'),
      asked: 'egress from db/mysql to shop/proxy on 22/TCP',
      action: 'drop',
    },
    {
      rules: egress('Deny', '{nodes: {matchLabels: {zone: b}}}'),
      asked: 'egress from db/mysql to worker-1 on 22/TCP',
      action: 'pass',
    },
    { rules: egress('Deny', '{nodes: {}}'), asked: 'egress from db/mysql to shop/cart on 22/TCP', action: 'pass' },
    {
      rules: ingress('Deny', '{namespaces: {}}', ', ports: [{portNumber: {port: 3306}}]'),
      asked: FROM_CART,
      action: 'drop',
    },
    {
      rules: ingress('Deny', '{namespaces: {}}', ', ports: [{portNumber: {port: 3306, protocol: UDP}}]'),
      asked: FROM_CART,
      action: 'pass',
    },
    {
      rules: ingress('Deny', '{namespaces: {}}', ', ports: [{portRange: {start: 3300, end: 3306}}]'),
      asked: FROM_CART,
      action: 'drop',
    },
    {
      rules: ingress('Deny', '{namespaces: {}}', ', ports: [{portRange: {start: 3300, end: 3305}}]'),
      asked: FROM_CART,
      action: 'pass',
    },
    { rules: ingress('Deny', '{namespaces: {}}', ', ports: [{namedPort: sql}]'), asked: FROM_CART, action: 'drop' },
    { rules: ingress('Deny', '{namespaces: {}}', ', ports: [{namedPort: http}]'), asked: FROM_CART, action: 'pass' },
    { rules: ingress('Deny', '{}'), asked: FROM_CART, action: 'drop' },
    { rules: ingress('Pass', '{}'), asked: FROM_CART, action: 'drop' },
  ])('$rules: $asked, $action', ({ rules, asked, action }) => {
    expect(ask(admin('a', 1, rules), asked).action).toBe(action);
  });

  test.each([
    { protocols: '[{tcp: {destinationPort: {number: 3306}}}]', code: 'policy-denies' },
    { protocols: '[{tcp: {destinationPort: {range: {start: 1, end: 3305}}}}]', code: 'not-isolated' },
    { protocols: '[{udp: {destinationPort: {number: 3306}}}]', code: 'not-isolated' },
    { protocols: '[{destinationNamedPort: sql}]', code: 'policy-denies' },
  ])('protocols: $protocols, $code', ({ protocols, code }) => {
    const rules = ingress('Deny', '{namespaces: {}}', `, protocols: ${protocols}`);
    expect(ask(cluster('Admin', rules), FROM_CART).reason.code).toBe(code);
  });

  test.each([
    { name: 'api.example.com', code: 'policy-allows' },
    { name: '"*.example.com."', code: 'policy-allows' },
    { name: '"*.api.example.com"', code: 'policy-isolates' },
  ])('a domain name: $name, $code', ({ name, code }) => {
    const deny = networkPolicy('db/deny', '{podSelector: {}, policyTypes: [Egress]}');
    const rules = egress('Accept', `{domainNames: [${name}]}`);
    expect(ask(cluster('Admin', rules) + deny, TO_OUTSIDE, hosts).reason.code).toBe(code);
  });

  test('a peer that nobody knows allows nothing', () => {
    expect(ask(admin('a', 1, ingress('Allow', '{}')) + DENY_ALL, FROM_CART).reason.code).toBe('policy-isolates');
  });
});

describe('who enforces what', () => {
  const none = pluginThat({ enforced: ['NetworkPolicy'] }, 'kindnet');
  test.each([
    { policies: admin('a', 1, ingress('Deny')), code: 'not-enforced' },
    { policies: cluster('Admin', ingress('Deny')), code: 'not-enforced' },
    { policies: admin('a', 1, ingress('Allow')), code: 'not-isolated' },
    { policies: admin('a', 1, ingress('Allow')) + DENY_ALL, code: 'policy-isolates' },
    { policies: admin('a', 1, ingress('Deny')) + ALLOW_ALL, code: 'not-enforced' },
  ])('$policies is $code', ({ policies, code }) => {
    expect(ask(policies, FROM_CART, none).reason.code).toBe(code);
  });
});

test('a denial names its rule, and what came before it', () => {
  const rules =
    'ingress: [{action: Pass, from: [{namespaces: {matchLabels: {team: pay}}}]}, {action: Deny, from: [{namespaces: {}}]}, {action: Allow, from: [{namespaces: {}}]}]';
  const { reason, rule, considered } = ask(admin('a', 1, rules), FROM_CART);
  expect(reason.text).toBe('AdminNetworkPolicy a denies ingress from pod shop/cart on port 3306/TCP');
  expect(rule).toMatchObject({ object: 'AdminNetworkPolicy a', path: 'spec.ingress[1].from[0]', line: 1 });
  expect(considered.map((each) => each.mismatch)).toEqual(['namespace shop has team=web, not team=pay']);
});

test('isolation looks at what could have allowed, and not at what could not', () => {
  const nobody = '{namespaces: {matchLabels: {team: nobody}}}';
  const policies =
    admin('allows', 1, ingress('Allow', nobody)) +
    admin('denies', 2, ingress('Deny', nobody)) +
    admin('passes', 3, ingress('Pass', nobody)) +
    networkPolicy('db/p', '{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}') +
    baseline(ingress('Allow'));
  const looked = ask(policies, FROM_CART).considered.map(({ rule }) => rule.object);
  expect(looked).toEqual(['AdminNetworkPolicy allows', 'NetworkPolicy db/p']);
});

test('a tier that is passed is looked at no further', () => {
  const rules = 'ingress: [{action: Pass, from: [{namespaces: {}}]}, {action: Allow, from: [{namespaces: {}}]}]';
  const { action, considered } = ask(admin('a', 1, rules) + DENY_ALL, FROM_CART);
  expect(action).toBe('drop');
  expect(considered.map(({ rule }) => `${rule.object} ${rule.path}`)).toEqual([
    'AdminNetworkPolicy a spec.ingress[0].from[0]',
    'NetworkPolicy db/deny ',
  ]);
});

describe('two policies of equal priority', () => {
  const CHOICE = "which of the two comes first is the plugin's choice";
  test.each([
    {
      rule: 'that disagree are told of',
      policies: admin('a', 1, ingress('Deny')) + admin('b', 1, ingress('Allow')),
      says: `AdminNetworkPolicy b has the same priority and would allow it; ${CHOICE}`,
    },
    {
      rule: 'one that leaves it to the next tier disagrees too',
      policies: admin('a', 1, ingress('Pass')) + admin('b', 1, ingress('Deny')),
      says: `no policy isolates ingress; AdminNetworkPolicy b has the same priority and would deny it; ${CHOICE}`,
    },
    {
      rule: 'of different kinds may disagree',
      policies: admin('a', 1, ingress('Deny')) + cluster('Admin', ingress('Accept')),
      says: `ClusterNetworkPolicy c1 has the same priority and would allow it; ${CHOICE}`,
    },
  ])('$rule', ({ policies, says }) => {
    expect(ask(policies, FROM_CART).reason.text).toContain(says);
  });

  test.each([
    { rule: 'that agree are not', policies: admin('a', 1, ingress('Deny')) + admin('b', 1, ingress('Deny')) },
    {
      rule: 'one of which does not match are not',
      policies:
        admin('a', 1, ingress('Deny')) + admin('b', 1, ingress('Allow', '{namespaces: {matchLabels: {no: one}}}')),
    },
    {
      rule: 'in different tiers are not',
      policies: admin('a', 1, ingress('Deny')) + cluster('Baseline', ingress('Accept')),
    },
    {
      rule: 'behind one of lower number are not',
      policies: admin('c', 0, ingress('Deny')) + admin('a', 1, ingress('Deny')) + admin('b', 1, ingress('Allow')),
    },
    {
      rule: 'of different priority are not',
      policies: admin('a', 1, ingress('Deny')) + admin('b', 2, ingress('Allow')),
    },
  ])('$rule', ({ policies }) => {
    expect(ask(policies, FROM_CART).reason.text).not.toContain(CHOICE);
  });
});

describe('a Pass rule on the way to an allowed connection is told of', () => {
  const told = (policies: string, asked = FROM_CART) => {
    const { action, reason, considered } = ask(policies, asked);
    return {
      action,
      code: reason.code,
      looked: considered.map(({ rule, mismatch }) => `${rule.object} ${rule.path}: ${mismatch}`),
    };
  };
  const PASSED =
    'AdminNetworkPolicy a spec.ingress[0].from[0]: it matches, and passes the decision on to the next tier';
  test.each([
    {
      what: 'a NetworkPolicy allows',
      policies: admin('a', 1, ingress('Pass')) + ALLOW_ALL,
      code: 'policy-allows',
      looked: [PASSED],
    },
    {
      what: 'the baseline allows',
      policies: admin('a', 1, ingress('Pass')) + baseline(ingress('Allow')),
      code: 'policy-allows',
      looked: [PASSED],
    },
    { what: 'nobody decides', policies: admin('a', 1, ingress('Pass')), code: 'not-isolated', looked: [PASSED] },
    {
      what: 'it is about somebody else',
      policies: admin('a', 1, ingress('Pass', '{namespaces: {matchLabels: {no: where}}}')) + ALLOW_ALL,
      code: 'policy-allows',
      looked: [],
    },
    {
      what: 'the rule in front of it allows',
      policies: admin('a', 1, ingress('Allow')) + admin('b', 2, ingress('Pass')),
      code: 'policy-allows',
      looked: [],
    },
  ])('$what', ({ policies, code, looked }) => {
    expect(told(policies)).toEqual({ action: 'pass', code, looked });
  });
});
