import { describe, expect, test } from 'vitest';
import { ask, holds, networkPolicy, pluginThat, type Row, TITLE } from './testing/ask.ts';

/* What Kubernetes leaves to plugins, one switch after the other; beside each reading its opposite. */

const FROM_WEB =
  '{podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}]}]}';
const DENY_ALL = '{podSelector: {}, policyTypes: [Ingress, Egress]}';

describe('hostNetwork', () => {
  const asPod = pluginThat({ hostNetwork: 'pod' });
  test.each<Row>([
    {
      rule: 'selectors match no pod on the host',
      policy: FROM_WEB,
      asked: 'ingress to db/mysql from shop/proxy on 3306/TCP',
      answer: 'drop',
    },
    {
      rule: 'as a pod it has its labels',
      policy: FROM_WEB,
      asked: 'ingress to db/mysql from shop/proxy on 3306/TCP',
      answer: 'pass',
      cluster: asPod,
    },
    {
      rule: 'as a pod it is no node',
      policy: FROM_WEB,
      asked: 'ingress to db/mysql from worker-2 on 3306/TCP',
      answer: 'drop',
      cluster: asPod,
    },
    {
      rule: 'the node of a pod gets in whoever is told apart',
      policy: FROM_WEB,
      asked: 'ingress to db/mysql from worker-1 on 3306/TCP',
      answer: 'pass',
      cluster: asPod,
    },
  ])(TITLE, holds);

  const policy = networkPolicy('shop/p', DENY_ALL);
  test('a policy isolates pods on the host only where they are told from their node', () => {
    const asked = 'egress from shop/proxy to db/mysql on 3306/TCP';
    expect(ask(policy, asked).reason.code).toBe('not-isolated');
    expect(ask(policy, asked, asPod).reason.code).toBe('policy-isolates');
  });
});

describe('hostNetwork: namespace', () => {
  const ovn = pluginThat({ hostNetwork: 'namespace' }, 'ovn-kubernetes');
  const host = 'namespaceSelector: {matchLabels: {policy-group.network.openshift.io/host-network: ""}}';
  const fromHost = `{podSelector: {}, ingress: [{from: [{${host}}]}]}`;
  const own = 'ingress to db/mysql from worker-2 on 3306/TCP';
  test.each<Row>([
    {
      rule: "a peer that selects OpenShift's namespace matches nodes",
      policy: fromHost,
      asked: own,
      answer: 'pass',
      cluster: ovn,
    },
    { rule: 'where no namespace stands for the host it matches nobody', policy: fromHost, asked: own, answer: 'drop' },
    {
      rule: 'and pods on the host with them',
      policy: fromHost,
      asked: 'ingress to db/mysql from shop/proxy on 3306/TCP',
      answer: 'pass',
      cluster: ovn,
    },
    {
      rule: 'other pods are not meant',
      policy: fromHost,
      asked: 'ingress to db/mysql from shop/web on 3306/TCP',
      answer: 'drop',
      cluster: ovn,
    },
    {
      rule: 'a namespace that is not there is not in {}',
      policy: '{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}',
      asked: own,
      answer: 'drop',
      cluster: ovn,
    },
    {
      rule: 'pods of the namespace are not its nodes',
      policy: `{podSelector: {}, ingress: [{from: [{${host}, podSelector: {matchLabels: {app: web}}}]}]}`,
      asked: own,
      answer: 'drop',
      cluster: ovn,
    },
    {
      rule: 'what goes to a node has an address of no namespace',
      policy: `{podSelector: {}, policyTypes: [Egress], egress: [{to: [{${host}}]}]}`,
      asked: 'egress from db/mysql to worker-2 on 443/TCP',
      answer: 'drop',
      cluster: ovn,
    },
  ])(TITLE, holds);

  test('where ovn-host-network is declared, it is one of all namespaces', () => {
    const declared = '{kind: Namespace, metadata: {name: ovn-host-network}}\n---\n';
    const policy = networkPolicy('db/p', '{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}');
    expect(ask(declared + policy, own, ovn).action).toBe('pass');
    expect(ask(declared + policy, own).action).toBe('drop');
  });
});

describe('icmp', () => {
  const echo = 'ingress to db/mysql from shop/web on 0/ICMP';
  const allows = pluginThat({ icmp: 'allow' });
  const withPorts = '{podSelector: {}, ingress: [{ports: [{protocol: TCP}, {protocol: UDP}, {protocol: SCTP}]}]}';
  test.each<Row>([
    { rule: 'isolation holds for ICMP', policy: DENY_ALL, asked: echo, answer: 'drop' },
    { rule: 'a rule without ports admits it', policy: FROM_WEB, asked: echo, answer: 'pass' },
    { rule: 'no port of any protocol does', policy: withPorts, asked: echo, answer: 'drop' },
    {
      rule: 'a named port does not',
      policy: '{podSelector: {}, ingress: [{ports: [{port: sql}]}]}',
      asked: echo,
      answer: 'drop',
    },
    { rule: 'some plugins leave it alone', policy: DENY_ALL, asked: echo, answer: 'pass', cluster: allows },
    {
      rule: 'and that alone',
      policy: DENY_ALL,
      asked: 'ingress to db/mysql from shop/web on 3306/TCP',
      answer: 'drop',
      cluster: allows,
    },
  ])(TITLE, holds);

  const admin = `{kind: ClusterNetworkPolicy, metadata: {name: deny}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}\n---\n`;
  test('an admin policy without protocols holds for ICMP, whatever the plugin does with NetworkPolicies', () => {
    expect(ask(admin, echo, allows).reason.code).toBe('policy-denies');
    expect(ask(networkPolicy('db/p', DENY_ALL), echo, allows).reason.code).toBe('exempt-icmp');
  });
});

describe('duplicateNamedPort', () => {
  const skips = pluginThat({ duplicateNamedPort: 'skip' }, 'cilium');
  const egress = (port: string) => `{podSelector: {}, policyTypes: [Egress], egress: [{ports: [${port}]}]}`;
  const toReport = 'egress from db/mysql to db/report on 5432/TCP';
  test.each<Row>([
    { rule: 'a name is the number on the destination', policy: egress('{port: sql}'), asked: toReport, answer: 'pass' },
    {
      rule: 'a name with two numbers is none',
      policy: egress('{port: sql}'),
      asked: toReport,
      answer: 'drop',
      cluster: skips,
    },
    {
      rule: 'the other ports of the rule stay',
      policy: egress('{port: sql}, {port: 5432}'),
      asked: toReport,
      answer: 'pass',
      cluster: skips,
    },
    {
      rule: 'a name with one number is that number',
      policy: egress('{port: dns, protocol: UDP}'),
      asked: 'egress from db/mysql to kube-system/coredns on 53/UDP',
      answer: 'pass',
      cluster: skips,
    },
    {
      rule: 'ingress asks its own pods',
      policy: '{podSelector: {}, ingress: [{ports: [{port: sql}]}]}',
      asked: 'ingress to db/report from db/mysql on 5432/TCP',
      answer: 'pass',
      cluster: skips,
    },
  ])(TITLE, holds);

  test('the explanation says which numbers there are', () => {
    const { considered } = ask(networkPolicy('db/p', egress('{port: sql}')), toReport, skips);
    expect(considered.map(({ mismatch }) => mismatch)).toEqual([
      'port 5432/TCP is not sql/TCP (pods name 3306, 5432 so, and plugin cilium takes none)',
    ]);
  });
});

describe('baselineSkippedByAnyDirection', () => {
  const baseline = `{kind: BaselineAdminNetworkPolicy, metadata: {name: default}, spec: {subject: {namespaces: {}}, egress: [{action: Deny, to: [{namespaces: {}}]}]}}\n---\n`;
  const ingressOnly = networkPolicy('db/p', '{podSelector: {matchLabels: {app: mysql}}, ingress: [{}]}');
  const skips = pluginThat({ baselineSkippedByAnyDirection: true });
  test.each([
    {
      rule: 'a policy for ingress leaves egress to the baseline',
      policies: baseline + ingressOnly,
      cluster: undefined,
      answer: 'drop',
    },
    {
      rule: 'some plugins skip the baseline for both',
      policies: baseline + ingressOnly,
      cluster: skips,
      answer: 'pass',
    },
    { rule: 'where no NetworkPolicy selects the pod it holds', policies: baseline, cluster: skips, answer: 'drop' },
  ])('$rule', ({ policies, cluster, answer }) => {
    expect(ask(policies, 'egress from db/mysql to shop/web on 80/TCP', cluster).action).toBe(answer);
  });
});
