import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { formatFieldPath, ruleKey } from '../../engine/model/index.ts';
import type { ClusterFile } from '../../engine/profiles/index.ts';
import { percentOf } from '../../report/index.ts';
import { Coverage } from './coverage.ts';
import { SHOP } from './shop.fixture.ts';

const cluster = Cluster.of({ yaml: SHOP });
const flannel = Cluster.of({ yaml: SHOP, cluster: 'flannel' });

function counted(from: string, to: string, asked: Cluster = cluster): Coverage {
  const coverage = new Coverage();
  coverage.exercise(asked.view, asked.trace({ from, to }));
  return coverage;
}

function exercised({ units }: Coverage): readonly string[] {
  return units
    .filter(({ hits }) => hits > 0)
    .map(
      ({ rule: { ref, path } }) =>
        `${ref.kind.replace('NetworkPolicy', 'policy')} ${ref.name} ${formatFieldPath(path)}`,
    );
}

const RULE = ['policy db ', 'policy db spec.ingress[0]'];
const SERVICE = ['Service db ', 'Service db spec.ports[0]'];

describe('what a connection exercises', () => {
  test.each([
    {
      what: 'an allowed one: the rule, its peer and its port, by whatever name; the Service and its port',
      from: 'web',
      to: 'db:5432',
      fields: [...RULE, 'policy db spec.ingress[0].from[0]', 'policy db spec.ingress[0].ports[0]', ...SERVICE],
    },
    {
      what: 'another port: the same peer',
      from: 'web',
      to: 'db:9187',
      fields: [
        ...RULE,
        'policy db spec.ingress[0].from[0]',
        'policy db spec.ingress[0].ports[1]',
        'Service db ',
        'Service db spec.ports[1]',
      ],
    },
    {
      what: 'a headless Service: its port, though nothing is translated',
      from: 'web',
      to: 'db-headless:5432',
      fields: [
        ...RULE,
        'policy db spec.ingress[0].from[0]',
        'policy db spec.ingress[0].ports[0]',
        'Service db-headless ',
        'Service db-headless spec.ports[0]',
      ],
    },
    { what: 'one that no policy touches: nothing', from: 'db', to: 'web:80', fields: [] },
    {
      what: 'a denied one: the policy that isolates, and none of its rules',
      from: 'job',
      to: 'web:80',
      fields: ['policy job '],
    },
    { what: 'a port that no Service has: nothing', from: 'an external client', to: 'node', fields: [] },
  ])('$what', ({ from, to, fields }) => {
    const web = cluster.view.get('Pod', 'web', 'default')?.object.status?.podIP ?? '';
    const target = to === 'web:80' ? `${web}:80` : to === 'node' ? '192.0.2.1:80' : to;
    expect([...exercised(counted(from, target))].sort()).toEqual([...fields].sort());
  });

  test('a policy that the plugin does not enforce is there to be exercised, and is not', () => {
    const coverage = counted('job', 'db:5432', flannel);
    expect(exercised(coverage)).toEqual(SERVICE);
    expect(coverage.units.length).toBe(counted('web', 'db:5432').units.length);
  });
});

describe('policies of the network-policy-api', () => {
  const peer = '[{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}]';
  const subject = 'subject: {namespaces: {}}, priority: 10';
  test.each([
    {
      kind: 'AdminNetworkPolicy',
      spec: `{${subject}, ingress: [{action: Allow, from: ${peer}, ports: [{portNumber: {protocol: TCP, port: 80}}, {portNumber: {protocol: TCP, port: 5432}}]}]}`,
      version: 'v1alpha1',
      port: 'spec.ingress[0].ports[1]',
    },
    {
      kind: 'ClusterNetworkPolicy',
      spec: `{tier: Admin, ${subject}, ingress: [{action: Accept, from: ${peer}, protocols: [{tcp: {destinationPort: {number: 80}}}, {tcp: {destinationPort: {number: 5432}}}]}]}`,
      version: 'v1alpha2',
      port: 'spec.ingress[0].protocols[1]',
    },
  ])('$kind: the rule, the peer and the port that allowed', async ({ kind, spec, version, port }) => {
    const policy = `apiVersion: policy.networking.k8s.io/${version}\nkind: ${kind}\nmetadata: {name: all}\nspec: ${spec}\n`;
    const admin = Cluster.of({ yaml: `${policy}---\n${SHOP}` });
    const ofPolicy = exercised(counted('web', 'db:5432', admin)).filter((each) => each.includes(' all '));
    expect(ofPolicy.map((each) => each.split(' ').at(-1))).toEqual([
      '',
      'spec.ingress[0]',
      'spec.ingress[0].from[0]',
      port,
    ]);
  });
});

describe('a rule that passes a connection on to the next tier', () => {
  const pass = (rules: string) =>
    `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: all}\nspec: {subject: {namespaces: {}}, priority: 10, ingress: [${rules}]}\n---\n${SHOP}`;
  const web = 'from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}]';
  const FIRST = ['', 'spec.ingress[0]', 'spec.ingress[0].from[0]'];
  test.each([
    { what: 'and a NetworkPolicy decides', rules: `{action: Pass, ${web}}`, from: 'web', fields: FIRST },
    {
      what: 'by its port',
      rules: `{action: Pass, ${web}, ports: [{portNumber: {port: 1}}, {portNumber: {port: 5432}}]}`,
      from: 'web',
      fields: [...FIRST, 'spec.ingress[0].ports[1]'],
    },
    { what: 'of somebody else', rules: `{action: Pass, ${web}}`, from: 'job', fields: [] },
    {
      what: 'behind one that denies',
      rules: `{action: Deny, ${web}}, {action: Pass, ${web}}`,
      from: 'web',
      fields: FIRST,
    },
  ])('$what', async ({ rules, from, fields }) => {
    const shop = Cluster.of({ yaml: pass(rules), cluster: 'ovn-kubernetes' });
    const ip = shop.view.get('Pod', 'db', 'default')?.object.status?.podIP ?? '';
    const found = exercised(counted(from, `${ip}:5432`, shop)).filter((each) => each.includes(' all '));
    expect(found.map((each) => each.split(' ').at(-1))).toEqual(fields);
  });
});

describe('a request through an Ingress', () => {
  const manifests = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: nginx
  defaultBackend: {service: {name: web, port: {number: 81}}}
  rules:
    - host: shop.example
      http: {paths: [{path: /shop, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}]}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: web}, {name: admin, port: 81, targetPort: admin}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: x, ports: [{name: web, containerPort: 8080}, {name: admin, containerPort: 8081}]}]}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web}, spec: {podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: web}, {port: admin}]}]}}
---
{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx}, spec: {controller: k8s.io/ingress-nginx}}
---
{apiVersion: v1, kind: Pod, metadata: {name: controller, labels: {app: controller}}, spec: {containers: [{name: controller, image: 'registry.k8s.io/ingress-nginx/controller:v1.11.1', ports: [{name: admin, containerPort: 80}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: controller}, spec: {selector: {app: controller}, ports: [{port: 80}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: client}, spec: {containers: [{name: c, image: busybox}]}}
`;
  test.each([
    { path: '/shop', port: 0 },
    // no rule has it, and the Ingress has a default backend
    { path: '/other', port: 1 },
  ])('$path: the Service behind it, its port, and the policy of its pods', async ({ path, port }) => {
    const shop = Cluster.of({ yaml: manifests });
    const coverage = new Coverage();
    const http = { scheme: 'http', host: 'shop.example', path } as const;
    coverage.exercise(
      shop.view,
      shop.trace({ from: 'client', to: { host: 'controller', port: 80, protocol: 'TCP', http } }),
    );
    expect(exercised(coverage).filter((each) => each.includes(' web '))).toEqual([
      'Service web ',
      `Service web spec.ports[${port}]`,
      'policy web ',
      'policy web spec.ingress[0]',
      `policy web spec.ingress[0].ports[${port}]`,
    ]);
  });
});

test('what the cluster brings along is not to be exercised', () => {
  const coverage = new Coverage();
  coverage.load(cluster.view);
  expect(new Set(coverage.units.map(({ rule }) => rule.location.file))).toEqual(new Set(['yaml']));
  expect(percentOf(coverage.units)).toBe(0);
  expect(percentOf([])).toBe(100);
});

test('the same manifests in two clusters are counted once', () => {
  const both = counted('web', 'db:5432');
  both.exercise(flannel.view, flannel.trace({ from: 'web', to: 'db:5432' }));
  const port = both.units.filter(({ rule }) => ruleKey(rule) === 'Service default/db spec.ports[0]');
  expect(port.map(({ hits }) => hits)).toEqual([2]);
});

/** Pod `client` asks the address of Service api, whose port 80 is 8080 of its pod. */
const TRANSLATED = `
{apiVersion: v1, kind: Pod, metadata: {name: client, labels: {app: client}}, spec: {containers: [{name: c, image: busybox, command: [sleep, 1d]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: api, labels: {app: api}}, spec: {containers: [{name: c, image: api, ports: [{containerPort: 8080}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: api}, spec: {clusterIP: 10.100.0.50, selector: {app: api}, ports: [{port: 80, targetPort: 8080}]}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: out}, spec: {podSelector: {matchLabels: {app: client}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.100.0.0/16}}], ports: [{port: 8080}, {port: 80}]}]}}
`;

test('where egress is judged before translation, the port that decided is the one of the Service', async () => {
  const eks = Cluster.of({ yaml: TRANSLATED, cluster: 'aws-vpc-cni' });
  expect(exercised(counted('client', '10.100.0.50:80', eks)).filter((each) => each.startsWith('policy'))).toEqual([
    'policy out ',
    'policy out spec.egress[0]',
    'policy out spec.egress[0].ports[1]',
    'policy out spec.egress[0].to[0]',
  ]);
});

/** Pod agent, on the network of its node, is let through to pod db by a rule that passes it on and one that allows it. */
const ON_HOST = `
{apiVersion: v1, kind: Pod, metadata: {name: agent, labels: {app: agent}}, spec: {hostNetwork: true, nodeName: kind-worker, containers: [{name: c, image: busybox, command: [sleep, 1d]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: db, labels: {app: db}}, spec: {nodeName: kind-worker2, containers: [{name: c, image: postgres, ports: [{containerPort: 5432}]}]}}
---
apiVersion: policy.networking.k8s.io/v1beta1
kind: ClusterNetworkPolicy
metadata: {name: pass}
spec:
  tier: Admin
  priority: 1
  subject: {namespaces: {}}
  ingress:
    - action: Pass
      from: [{pods: {podSelector: {matchLabels: {app: agent}}}}]
      protocols: [{tcp: {destinationPort: {number: 5432}}}]
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: db}, spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: agent}}}], ports: [{port: 5432}]}]}}
`;

test.each([
  { hostNetwork: 'pod', whole: true },
  // there its address is its node's, and no rule is about nodes
  { hostNetwork: 'node', whole: false },
] as const)('a Pass rule for a pod on the host network, which is a $hostNetwork', async ({ hostNetwork, whole }) => {
  const policies = { hostNetwork, clusterNetworkPolicy: true };
  const file: ClusterFile = {
    ...{ apiVersion: 'curlew.dev/v1', kind: 'Cluster', metadata: { name: 'test' } },
    spec: { extends: 'kind', network: { policies } },
  };
  const kind = Cluster.of({ yaml: ON_HOST, cluster: file });
  const ip = kind.view.get('Pod', 'db', 'default')?.object.status?.podIP ?? '';
  const coverage = counted('agent', `${ip}:5432`, kind);
  expect(percentOf(coverage.units) === 100).toBe(whole);
  if (!whole) expect(exercised(coverage)).toEqual(['policy db ']);
});

describe('names', () => {
  const ALIAS = `${SHOP}---
{apiVersion: v1, kind: Service, metadata: {name: alias}, spec: {type: ExternalName, externalName: db.default.svc.cluster.local}}
`;

  test('a Service that is another name decides the way of a connection, too', async () => {
    const shop = Cluster.of({ yaml: ALIAS });
    expect(exercised(counted('web', 'alias:5432', shop))).toContain('Service alias ');
  });

  test('a look-up exercises the Service whose name it is', async () => {
    const coverage = new Coverage();
    coverage.lookUp(cluster.view, cluster.lookUp({ from: 'web', name: 'db' }));
    expect(exercised(coverage)).toEqual(['Service db ']);
    coverage.lookUp(cluster.view, cluster.lookUp({ from: 'web', name: 'nobody' }));
    expect(exercised(coverage)).toEqual(['Service db ']);
  });
});

test('a Service without endpoints decides by the port that it refuses', async () => {
  const none = `${SHOP}---
{apiVersion: v1, kind: Service, metadata: {name: none}, spec: {selector: {app: none}, ports: [{port: 80}]}}
`;
  const shop = Cluster.of({ yaml: none });
  expect(exercised(counted('web', 'none:80', shop))).toEqual(['Service none ', 'Service none spec.ports[0]']);
});
