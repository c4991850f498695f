import { describe, expect, test } from 'vitest';
import { Cluster } from './index.ts';

const POD = (name: string): string =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, labels: {app: ${name}}}, spec: {containers: [{name: c, image: nginx}]}}\n---\n`;
const EGRESS = (name: string, rules: string): string =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}}, spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: ${rules}}}\n---\n`;
const DENY = EGRESS('deny', '[]');
const DNS = EGRESS(
  'dns',
  '[{to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{port: 53, protocol: UDP}]}]',
);
const ADMIN = `apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: no-dns}
spec:
  priority: 1
  subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}
  ingress: [{action: Deny, from: [{namespaces: {matchLabels: {kubernetes.io/metadata.name: default}}}]}]
`;

async function names(before: string, after: string): Promise<{ lost: readonly string[]; gained: readonly string[] }> {
  const side = (yaml: string) => Cluster.of({ yaml: POD('web') + POD('api') + yaml });
  const { lost, gained } = (await side(before)).diff(await side(after)).names;
  return { lost: lost.map(({ name }) => name), gained: gained.map(({ name }) => name) };
}

describe("a diff tells who loses the cluster's DNS", () => {
  test.each([
    { rule: 'a rule for the DNS that is gone', before: DENY + DNS, after: DENY, lost: ['web'], gained: [] },
    { rule: 'a rule for the DNS that is new', before: DENY, after: DENY + DNS, lost: [], gained: ['web'] },
    { rule: 'a denial at the DNS itself', before: '', after: ADMIN, lost: ['api', 'web'], gained: [] },
    { rule: 'a rule for TCP alone', before: DNS, after: DNS.replace('UDP', 'TCP'), lost: ['web'], gained: [] },
    { rule: 'nothing where the DNS stays', before: DNS, after: DENY + DNS, lost: [], gained: [] },
  ])('$rule', async ({ before, after, lost, gained }) => {
    expect(await names(before, after)).toEqual({ lost, gained });
  });

  test('workloads that come or go are not meant', async () => {
    const before = Cluster.of({ yaml: POD('api') });
    const after = Cluster.of({ yaml: POD('api') + POD('web') + DENY });
    expect(before.diff(after).names).toEqual({ lost: [], gained: [] });
  });
});
