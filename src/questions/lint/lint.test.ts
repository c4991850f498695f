import { describe, expect, test } from 'vitest';
import { Cluster, type LintOptions } from '../../api/index.ts';
import { formatRef } from '../../engine/model/index.ts';

/** `warning dns-blocked NetworkPolicy default/web spec.egress`, for each finding. */
async function found(yaml: string, options: LintOptions = {}, cluster = 'default'): Promise<readonly string[]> {
  const report = Cluster.of({ yaml, cluster }).lint(options);
  return report.findings.map(({ severity, code, object, path }) =>
    [severity, code, object === undefined ? '' : formatRef(object), path].join(' ').trim(),
  );
}

function pod(name: string, container = 'image: nginx', extra = ''): string {
  return `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, labels: {app: ${name}}}, spec: {${extra}containers: [{name: c, ${container}}]}}\n---\n`;
}

function policy(name: string, spec: string, namespace = 'default'): string {
  return `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}, namespace: ${namespace}}, spec: {${spec}}}\n---\n`;
}

function service(name: string, spec: string): string {
  return `{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {${spec}}}\n---\n`;
}

function deployment(name: string, { labels = `app: ${name}`, replicas = 1, container = 'image: nginx' } = {}): string {
  return `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}}, spec: {replicas: ${replicas}, selector: {matchLabels: {${labels}}}, template: {metadata: {labels: {${labels}}}, spec: {containers: [{name: c, ${container}}]}}}}\n---\n`;
}

const namespace = (name: string, labels = ''): string =>
  `{apiVersion: v1, kind: Namespace, metadata: {name: ${name}, labels: {${labels}}}}\n---\n`;

const WEB = 'podSelector: {matchLabels: {app: web}}';
const ONLY = (code: string): LintOptions => ({ only: [code] });

describe('silent where the manifests are right', () => {
  test.each([
    [
      'a policy for the pods of a Service',
      pod('web') +
        service('web', 'selector: {app: web}, ports: [{port: 80}]') +
        policy('p', 'podSelector: {}, ingress: [{ports: [{port: 80}]}]'),
    ],
    ['a default policy for pods to come', policy('deny', 'podSelector: {}, policyTypes: [Ingress, Egress]', 'empty')],
    ['a Service of another kind', service('out', 'type: ExternalName, externalName: example.com')],
    ['a Service whose endpoints are written by hand', service('db', 'ports: [{port: 5432}]')],
  ])('%s', async (_, yaml) => {
    expect(await found(yaml, { ignore: ['undeclared-namespace'] })).toEqual([]);
  });

  test('a deny-all beside the policies that allow is not superfluous', async () => {
    const yaml =
      pod('web') + policy('deny', 'podSelector: {}') + policy('web', `${WEB}, ingress: [{ports: [{port: 80}]}]`);
    expect(await found(yaml)).toEqual([]);
  });
});

describe('what policies select', () => {
  test.each([
    ['a workload scaled to zero counts', deployment('web', { replicas: 0 }) + policy('p', WEB), []],
    [
      'a namespace without workloads is a note',
      policy('p', WEB),
      ['note policy-selects-nothing NetworkPolicy default/p spec.podSelector'],
    ],
    [
      'a selector that misses is a warning',
      pod('api') + policy('p', WEB),
      ['warning policy-selects-nothing NetworkPolicy default/p spec.podSelector'],
    ],
    [
      'a forgotten namespace is a warning',
      namespace('shop') + pod('web').replace('{name: web,', '{name: web, namespace: shop,') + policy('p', WEB),
      ['warning policy-selects-nothing NetworkPolicy default/p spec.podSelector'],
    ],
    [
      'a pod on the host network is another matter',
      pod('web', 'image: nginx', 'hostNetwork: true, ') + policy('p', WEB),
      [],
    ],
  ])('%s', async (_, yaml, expected) => {
    expect(await found(yaml, ONLY('policy-selects-nothing'))).toEqual(expected);
  });
});

describe('what peers match', () => {
  const from = (peer: string): string => pod('web') + policy('p', `${WEB}, ingress: [{from: [${peer}]}]`);
  const AT = 'peer-matches-nothing NetworkPolicy default/p spec.ingress[0].from[0]';

  test.each([
    ['a pod of the own namespace', from('{podSelector: {matchLabels: {app: web}}}'), []],
    ['no such pod in the own namespace', from('{podSelector: {matchLabels: {app: api}}}'), [`warning ${AT}`]],
    ['no such namespace', from('{namespaceSelector: {matchLabels: {team: pay}}}'), [`note ${AT}`]],
    [
      'a namespace whose workloads are elsewhere',
      namespace('pay', 'team: pay') + from('{namespaceSelector: {matchLabels: {team: pay}}}'),
      [`note ${AT}`],
    ],
    [
      'the DNS of the cluster itself',
      from('{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}'),
      [],
    ],
    ['everybody', from('{namespaceSelector: {}}'), []],
  ])('%s', async (_, yaml, expected) => {
    expect(await found(yaml, ONLY('peer-matches-nothing'))).toEqual(expected);
  });

  test('what only leaves labels out is not looked for in other namespaces', async () => {
    const yaml = from('{podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}}');
    const report = Cluster.of({ yaml }).lint(ONLY('peer-matches-nothing'));
    expect(report.findings.map(({ message }) => message)).toEqual([
      'no pod in namespace default has !app: Pod default/web has app=web',
    ]);
  });

  test('a pod of another namespace is named with what is missing', async () => {
    const yaml = `${namespace('shop')}{apiVersion: v1, kind: Pod, metadata: {name: api, namespace: shop, labels: {app: api}}, spec: {containers: [{name: c, image: nginx}]}}\n---\n`;
    const report = Cluster.of({ yaml: yaml + from('{podSelector: {matchLabels: {app: api}}}') }).lint(
      ONLY('peer-matches-nothing'),
    );
    expect(report.findings[0]?.message).toContain('Pod shop/api');
    expect(report.findings[0]?.fix).toContain('namespaceSelector');
  });
});

describe('ports of policies', () => {
  const APP = pod('web', 'image: x/y, ports: [{name: http, containerPort: 8080}]');
  const SVC = service('web', 'selector: {app: web}, ports: [{port: 80, targetPort: http}]');
  const ports = (text: string): string => policy('p', `${WEB}, ingress: [{ports: [${text}]}]`);
  const AT = 'NetworkPolicy default/p spec.ingress[0].ports[0]';

  test.each([
    ['the port of the Service', APP + SVC + ports('{port: 80}'), [`warning policy-uses-service-port ${AT}`]],
    ['both, for plugins that look before translation', APP + SVC + ports('{port: 80}, {port: 8080}'), []],
    ['the port of the pod', APP + SVC + ports('{port: 8080}'), []],
    ['the name of the pod port', APP + SVC + ports('{port: http}'), []],
    ['a range that holds it', APP + SVC + ports('{port: 80, endPort: 9000}'), []],
    [
      'a Service that leads to the same number',
      APP + service('web', 'selector: {app: web}, ports: [{port: 8080}]') + ports('{port: 8080}'),
      [],
    ],
    [
      'a name of another protocol',
      APP + ports('{port: http, protocol: UDP}'),
      [`warning named-port-matches-nothing ${AT}`],
    ],
    ['a port that nobody listens on', APP + ports('{port: 9999}'), [`note policy-port-closed ${AT}`]],
    ['a pod of which nothing is known', pod('web', 'image: x/y') + ports('{port: 9999}'), []],
  ])('%s', async (_, yaml, expected) => {
    expect(
      await found(yaml, { only: ['policy-uses-service-port', 'named-port-matches-nothing', 'policy-port-closed'] }),
    ).toEqual(expected);
  });

  const TWICE = (name: string): string =>
    pod('web', `image: x/y, ports: [{name: http, containerPort: 8080}, {name: ${name}, containerPort: 9090}]`).replace(
      '}, {name:',
      '}]}, {name: d, image: x/z, ports: [{name:',
    );
  const OTHER = pod('api', 'image: x/y, ports: [{name: http, containerPort: 9090}]');
  const EGRESS = policy(
    'p',
    'podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}], ports: [{port: http}]}]',
  );
  test.each([
    [
      'two containers with one name',
      TWICE('http') + ports('{port: http}'),
      'default',
      [`warning named-port-ambiguous ${AT}`],
    ],
    ['two containers with two names', TWICE('admin') + ports('{port: http}'), 'default', []],
    ['the number instead', TWICE('http') + ports('{port: 8080}'), 'default', []],
    ["each pod's own number", APP + OTHER + EGRESS, 'default', []],
    [
      "each pod's own number, where the plugin leaves such names out",
      APP + OTHER + EGRESS,
      'cilium',
      ['warning named-port-ambiguous NetworkPolicy default/p spec.egress[0].ports[0]'],
    ],
  ])('a name for several numbers: %s', async (_, yaml, cluster, expected) => {
    expect(await found(yaml, ONLY('named-port-ambiguous'), cluster)).toEqual(expected);
  });

  test('egress to a Service port is found at the rule of the client', async () => {
    const yaml =
      APP +
      SVC +
      pod('api') +
      policy(
        'p',
        `podSelector: {matchLabels: {app: api}}, policyTypes: [Egress], egress: [{to: [{${WEB}}], ports: [{port: 80}]}]`,
      );
    expect(await found(yaml, ONLY('policy-uses-service-port'))).toEqual([
      'warning policy-uses-service-port NetworkPolicy default/p spec.egress[0].ports[0]',
    ]);
  });

  test.each([
    { rule: 'ports: [{port: 80}]', expected: [] },
    { rule: 'to: [{ipBlock: {cidr: 10.96.0.0/12}}], ports: [{port: 80}]', expected: [] },
    {
      rule: `to: [{${WEB}}], ports: [{port: 80}]`,
      expected: ['warning policy-uses-service-port NetworkPolicy default/p spec.egress[0].ports[0]'],
    },
  ])('where the plugin looks before translation, $rule', async ({ rule, expected }) => {
    const spec = `podSelector: {matchLabels: {app: api}}, policyTypes: [Egress], egress: [{${rule}}]`;
    expect(await found(APP + SVC + pod('api') + policy('p', spec), ONLY('policy-uses-service-port'), 'eks')).toEqual(
      expected,
    );
  });
});

describe('workloads that no policy restricts', () => {
  const AT = 'note unprotected-workload Pod default';
  const agent = pod('agent', 'image: nginx', 'hostNetwork: true, ');
  test.each([
    ['a pod that none selects', pod('web') + pod('api') + policy('p', WEB), [`${AT}/api`]],
    [
      'a pod on the host network',
      pod('web') + agent + policy('p', 'podSelector: {}'),
      [`${AT}/agent spec.hostNetwork`],
    ],
    ['a pod on the host network, where no policy restricts any', pod('web') + agent, []],
    ['all are restricted', pod('web') + pod('api') + policy('p', 'podSelector: {}'), []],
  ])('%s', async (_, yaml, expected) => {
    expect(await found(yaml, ONLY('unprotected-workload'))).toEqual(expected);
  });
});

describe('namespaces without policies', () => {
  const AT = 'note no-policy Pod';
  const elsewhere = pod('api').replace('metadata: {', 'metadata: {namespace: shop, ');
  test.each([
    ['one finding for all workloads', pod('web') + pod('api'), [`${AT} default/api`]],
    ['one for each namespace', pod('web') + elsewhere, [`${AT} default/web`, `${AT} shop/api`]],
    ['none where somebody is restricted', pod('web') + elsewhere + policy('p', 'podSelector: {}'), []],
    [
      'a policy that restricts nobody is none',
      pod('web') + policy('p', 'podSelector: {matchLabels: {app: other}}'),
      [`${AT} default/web`],
    ],
  ])('%s', async (_, yaml, expected) => {
    expect(await found(yaml, ONLY('no-policy'))).toEqual(expected);
  });
});

describe('directions', () => {
  const AT = 'rules-without-type NetworkPolicy default/p';
  test.each([
    ['egress: [] alone', 'egress: []', [`warning ${AT} spec.egress`]],
    ['ingress: [] alone', 'ingress: []', []],
    ['egress rules alone', 'egress: [{}]', []],
    ['rules of a direction that is not listed', 'policyTypes: [Egress], ingress: [{}]', [`warning ${AT} spec.ingress`]],
    ['both listed', 'policyTypes: [Ingress, Egress], ingress: [], egress: []', []],
  ])('%s', async (_, spec, expected) => {
    expect(await found(pod('web') + policy('p', `${WEB}, ${spec}`), ONLY('rules-without-type'))).toEqual(expected);
  });
});
