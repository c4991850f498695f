import { expect, test } from 'vitest';
import { Cluster } from '../../../api/index.ts';
import { lint } from '../index.ts';

const HOOK = `
{apiVersion: v1, kind: Pod, metadata: {name: hook, labels: {app: hook}}, spec: {containers: [{name: c, image: example/hook, ports: [{containerPort: 9443}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: hook}, spec: {selector: {app: hook}, ports: [{name: a, port: 443, targetPort: 9443}, {name: b, port: 8443, targetPort: 9443}]}}
`;
const SERVICE = 'service: {namespace: default, name: hook}';
const CALLERS = {
  webhook: `{apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {name: m}, webhooks: [
    {name: one.example.com, clientConfig: {url: "https://example.com"}, admissionReviewVersions: [v1], sideEffects: None},
    {name: two.example.com, clientConfig: {${SERVICE}}, admissionReviewVersions: [v1], sideEffects: None}]}`,
  api: `{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.example.com}, spec: {
    service: {namespace: default, name: hook, port: 8443}, group: example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 100}}`,
  conversion: `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: things.example.com}, spec: {
    group: example.com, scope: Namespaced, names: {plural: things, kind: Thing},
    versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}],
    conversion: {strategy: Webhook, webhook: {clientConfig: {${SERVICE}}, conversionReviewVersions: [v1]}}}}`,
  elsewhere: `{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v2.example.com}, spec: {
    service: {namespace: default, name: hook, port: 80}, group: example.com, version: v2, groupPriorityMinimum: 100, versionPriority: 100}}`,
};

function policy(ingress: string): string {
  return `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {matchLabels: {app: hook}}, ingress: ${ingress}}}`;
}

interface Given {
  readonly caller?: keyof typeof CALLERS;
  readonly ingress: string;
  readonly cluster?: string;
}

function found({ caller = 'webhook', ingress, cluster = 'kubeadm' }: Given): readonly string[] {
  const loaded = Cluster.of({ yaml: [HOOK, CALLERS[caller], policy(ingress)].join('\n---\n'), cluster });
  expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { findings } = lint(loaded.view, loaded.diagnostics);
  return findings.filter(({ code }) => code === 'api-server-blocked').map(({ path }) => path);
}

const PODS = '[{from: [{namespaceSelector: {}}]}]';

test.each<[string, Given, readonly string[]]>([
  ['a webhook by the field that names the Service', { ingress: PODS }, ['webhooks[1].clientConfig.service']],
  ['an aggregated API, at another port', { caller: 'api', ingress: PODS }, ['spec.service']],
  ['a conversion', { caller: 'conversion', ingress: PODS }, ['spec.conversion.webhook.clientConfig.service']],
  ['nothing where the Service has no such port', { caller: 'elsewhere', ingress: PODS }, []],
  ['a rule for another port', { ingress: '[{ports: [{port: 443}]}]' }, ['webhooks[1].clientConfig.service']],
  ['nothing where everybody comes in', { ingress: '[{ports: [{port: 9443}]}]' }, []],
  ['nothing where a block holds the node', { ingress: '[{from: [{ipBlock: {cidr: 192.168.0.0/24}}]}]' }, []],
  [
    'nothing where a block holds the tunnel of the node',
    { ingress: '[{from: [{ipBlock: {cidr: 10.244.0.0/16}}]}]' },
    [],
  ],
  [
    'a block that holds neither',
    { ingress: '[{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]' },
    ['webhooks[1].clientConfig.service'],
  ],
  ['pods alone, in EKS', { ingress: PODS, cluster: 'eks' }, ['webhooks[1].clientConfig.service']],
  [
    "nothing where a block holds the VPC of EKS' API server",
    { ingress: '[{from: [{ipBlock: {cidr: 192.168.64.0/18}}]}]', cluster: 'eks' },
    [],
  ],
  ['nothing where nobody knows how it comes to pods', { ingress: PODS, cluster: 'aks-azure' }, []],
])('a policy that keeps the API server out is found: %s', (_, given, paths) => {
  expect(found(given)).toEqual(paths);
});
