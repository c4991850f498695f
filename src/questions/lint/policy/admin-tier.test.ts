import { describe, expect, test } from 'vitest';
import { Cluster } from '../../../api/index.ts';

const PODS = ['web', 'api']
  .map(
    (name) =>
      `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, labels: {app: ${name}}}, spec: {containers: [{name: c, image: x/y, ports: [{name: main, containerPort: 8080}]}]}}\n---\n`,
  )
  .join('');
const DEFAULT = '{matchLabels: {kubernetes.io/metadata.name: default}}';

function cnp(name: string, rules: string, { priority = 5, subject = `namespaces: ${DEFAULT}` } = {}): string {
  return `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: ${name}}, spec: {tier: Admin, priority: ${priority}, subject: {${subject}}, ${rules}}}\n---\n`;
}

const rule = (action: string, port = ''): string =>
  `{action: ${action}, from: [{namespaces: {}}]${port === '' ? '' : `, protocols: [${port}]`}}`;
const tcp = (port: number): string => `{tcp: {destinationPort: {number: ${port}}}}`;

async function findings(yaml: string, code: string): Promise<readonly { severity: string; message: string }[]> {
  return Cluster.of({ yaml: PODS + yaml }).lint({ only: [code] }).findings;
}

describe('equal priority', () => {
  test.each([
    {
      what: 'one denies what the other accepts',
      yaml: cnp('a', `ingress: [${rule('Deny')}]`) + cnp('b', `ingress: [${rule('Accept', tcp(80))}]`),
      severity: 'warning',
      says: 'this one allows Pod default/web to Pod default/api on 80/TCP, the other denies it',
    },
    {
      what: 'one passes what the other denies, by the name of a port',
      yaml:
        cnp('a', `ingress: [${rule('Pass', '{destinationNamedPort: main}')}]`) +
        cnp('b', `ingress: [${rule('Deny', tcp(8080))}]`),
      severity: 'warning',
      says: 'on 8080/TCP, the other passes on it',
    },
    {
      what: 'addresses outside that only one of the blocks excepts',
      yaml:
        cnp('a', 'egress: [{action: Deny, to: [{networks: [198.51.100.0/24]}]}]') +
        cnp('b', 'egress: [{action: Accept, to: [{networks: [198.51.0.0/16]}]}]'),
      severity: 'warning',
      says: 'Pod default/api to 198.51.100.0 on 1/TCP',
    },
    {
      what: 'both say the same',
      yaml: cnp('a', `ingress: [${rule('Deny')}]`) + cnp('b', `ingress: [${rule('Deny')}]`),
      severity: 'note',
      says: 'both decide alike',
    },
    {
      what: 'they are about different ports',
      yaml: cnp('a', `ingress: [${rule('Deny', tcp(80))}]`) + cnp('b', `ingress: [${rule('Accept', tcp(81))}]`),
      severity: 'note',
      says: 'both decide alike',
    },
    {
      what: 'another policy decides before either',
      yaml:
        cnp('first', `ingress: [${rule('Accept')}]`, { priority: 1 }) +
        cnp('a', `ingress: [${rule('Deny')}]`) +
        cnp('b', `ingress: [${rule('Accept')}]`),
      severity: 'note',
      says: 'both decide alike',
    },
  ])('$what: $severity', async ({ yaml, severity, says }) => {
    const found = await findings(yaml, 'equal-priority');
    expect(found.map((each) => each.severity)).toEqual([severity]);
    expect(found[0]?.message).toContain(says);
  });

  test('of three, each is told of the one with which it disagrees', async () => {
    const yaml =
      cnp('a', `ingress: [${rule('Deny')}]`) +
      cnp('b', `ingress: [${rule('Deny')}]`) +
      cnp('c', `ingress: [${rule('Accept')}]`);
    expect((await findings(yaml, 'equal-priority')).map(({ severity }) => severity)).toEqual(['note', 'warning']);
  });

  test('policies about other pods, other directions or of another priority are no rivals', async () => {
    const other = 'pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: none}}}';
    const yaml =
      cnp('a', `ingress: [${rule('Deny')}]`) +
      cnp('b', 'egress: [{action: Accept, to: [{namespaces: {}}]}]') +
      cnp('c', `ingress: [${rule('Accept')}]`, { priority: 6 }) +
      cnp('d', `ingress: [${rule('Accept')}]`, { subject: other });
    expect(await findings(yaml, 'equal-priority')).toEqual([]);
  });
});

describe('a subject of every namespace', () => {
  const ALL = { subject: 'namespaces: {}' };
  test.each([
    { what: 'denied to pods', rules: `ingress: [${rule('Deny')}]`, found: 1 },
    { what: 'denied to all addresses', rules: 'egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}]}]', found: 1 },
    {
      what: 'denied to addresses outside',
      rules: 'egress: [{action: Deny, to: [{networks: [169.254.169.254/32]}]}]',
      found: 0,
    },
    { what: 'accepted', rules: `ingress: [${rule('Accept')}]`, found: 0 },
  ])('$what: $found', async ({ rules, found }) => {
    expect(await findings(cnp('a', rules, ALL), 'admin-policy-denies-system')).toHaveLength(found);
  });
});
