import { describe, expect, test } from 'vitest';
import { SpecFailure } from '../../behaviour/index.ts';
import { SetupError } from '../../engine/model/index.ts';
import { generateFeature } from './generate-feature.ts';
import { judgeFeature } from './judge-feature.fixture.ts';
import { generatedFrom, loadWithOutside } from './load-with-outside.fixture.ts';

const pod = (name: string, namespace: string, port?: number) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}
spec: {containers: [{name: c, image: example/${name}${port === undefined ? '' : `, ports: [{containerPort: ${port}}]`}}]}
---`;

const service = (name: string, namespace: string, port: number, more = '') => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {selector: {app: ${name}}, ports: [{port: ${port}}]${more}}
---`;

const policy = (name: string, namespace: string, spec: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}
---`;

const NAMESPACES = ['shop', 'dev', 'ops'].map(
  (name) => `{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}\n---`,
);
const SHOP = [
  ...NAMESPACES,
  pod('web', 'shop', 80),
  pod('db', 'shop', 5432),
  pod('tester', 'dev'),
  pod('shell', 'dev'),
  pod('probe', 'ops'),
  service('web', 'shop', 80),
  service('db', 'shop', 5432),
].join('\n');

const load = async (yaml: string) => (await loadWithOutside({ yaml })).cluster;
const generate = (yaml: string) => generatedFrom({ yaml });

describe('what is worth a sentence', () => {
  test.each([
    {
      what: 'open to all',
      more: '',
      has: ['every pod can reach shop/db:5432', 'every pod can reach shop/web:80'],
      lacks: ['only', 'from the world outside', 'the connectivity is'],
    },
    {
      what: 'open to one',
      more: policy(
        'db',
        'shop',
        '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}',
      ),
      has: ['only pod shop/web can reach shop/db:5432', 'every pod can reach shop/web:80'],
      lacks: ['no pod', 'the connectivity is'],
    },
    {
      what: 'closed to all: its own pod does not count',
      more: policy('db', 'shop', '{podSelector: {matchLabels: {app: db}}}'),
      has: ['no pod can reach shop/db:5432'],
      lacks: ['only'],
    },
    {
      what: 'an egress policy: the DNS, the pods by address, and the way out',
      more: policy(
        'out',
        'ops',
        '{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}, namespaceSelector: {}}], ports: [{port: 80}]}]}',
      ),
      has: [
        'only pod dev/shell, pod dev/tester, pod shop/db and pod shop/web can reach kube-system/kube-dns:53/UDP',
        'only pod dev/shell, pod dev/tester, pod shop/db and pod shop/web can reach shop/web:80',
        'every pod can reach shop/pod/web:80',
        'only pod dev/shell, pod dev/tester, pod shop/db and pod shop/web can reach 203.0.113.10:443',
      ],
      lacks: ['every pod can reach shop/web:80', 'anywhere.example:443'],
    },
    {
      what: 'a workload without a Service: the port that it declares',
      more: pod('metrics', 'ops', 9090),
      has: ['every pod can reach ops/metrics:9090'],
      lacks: [],
    },
    {
      what: 'a port that the Service leaves out',
      more:
        pod('admin', 'shop', 9000).replace('9000}]', '9000}, {containerPort: 9001}]') + service('admin', 'shop', 9000),
      has: ['every pod can reach shop/admin:9000', 'every pod can reach shop/pod/admin:9001'],
      lacks: ['shop/pod/admin:9000'],
    },
    {
      what: 'a Service that leads to nobody',
      more: service('nobody', 'shop', 81),
      has: ['no pod can reach shop/nobody:81'],
      lacks: [],
    },
    {
      what: 'a node port: the way in',
      more: service('front', 'shop', 80, ', type: NodePort').replace('app: front', 'app: web'),
      has: ['service shop/front is exposed to the internet on port 80 only', '| an external client |'],
      lacks: ['shop/web is'],
    },
    {
      what: 'a node port that leads to nobody',
      more: service('front', 'shop', 443, ', type: NodePort').replace('app: front', 'app: web'),
      has: ['service shop/front is not exposed to the internet'],
      lacks: ['| an external client |'],
    },
    {
      what: 'addresses outside that policies tell apart, and ports',
      more: policy(
        'out',
        'ops',
        '{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 198.51.100.0/24}}], ports: [{port: 8443}]}, {ports: [{port: 53, protocol: UDP}]}]}',
      ),
      has: [
        'the external host "anywhere.example" at 203.0.113.10',
        'the external host "host-198-51-100-1.example" at 198.51.100.1',
        'every pod can reach host-198-51-100-1.example:8443',
        'every pod can reach anywhere.example:53/UDP',
        'pod shop/web can reach anywhere.example:443',
      ],
      lacks: ['anywhere.example:8443'],
    },
  ])('$what', async ({ more, has, lacks }) => {
    const text = await generate(`${SHOP}\n${more}`);
    for (const each of has) expect(text).toContain(each);
    for (const each of lacks) expect(text).not.toContain(each);
  });
});

describe('a pod that reaches itself proves nothing, however many there are', () => {
  const app = (name: string, replicas: number, kind = 'Deployment') =>
    `
apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  serviceName: ${name}
  selector: {matchLabels: {app: ${name}}}
  template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: c, image: nginx}]}}
---`.replace(kind === 'StatefulSet' ? /$^/ : /\n {2}serviceName: \S+/, '');
  const from = (...names: readonly string[]) =>
    policy(
      'web',
      'default',
      `{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchExpressions: [{key: app, operator: In, values: [${names.join(', ')}]}]}}]}]}`,
    );
  const nobody = policy('web', 'default', '{podSelector: {matchLabels: {app: web}}}');

  test.each([
    { rule: 'its friend alone', policies: from('friend'), says: 'only pod friend can reach web:80' },
    { rule: 'its friend and its own', policies: from('friend', 'web'), says: 'every pod can reach web:80' },
    { rule: 'its own alone', policies: from('web'), says: 'only WEB can reach web:80' },
    { rule: 'nobody', policies: nobody, says: 'no pod can reach web:80' },
    { rule: 'everybody: no policy', policies: '', says: 'every pod can reach web:80' },
  ])('a policy that admits $rule: $says', async ({ policies, says }) => {
    const others = `${pod('friend', 'default')}\n${service('web', 'default', 80)}\n${policies}`;
    const makers = [
      ...[1, 2, 3].map((replicas) => ({ text: app('web', replicas), name: 'deployment web' })),
      { text: app('web', 1, 'StatefulSet'), name: 'statefulset web' },
      { text: pod('web', 'default', 80), name: 'pod web' },
    ];
    for (const { text, name } of makers) {
      expect(await generate(`${text}\n${others}`), name).toContain(`Then ${says.replace('WEB', name)}\n`);
    }
  });
});

const OPEN_TO_OPS_AND_SHELL =
  '{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ops}}}, {namespaceSelector: {}, podSelector: {matchLabels: {app: shell}}}]}]}';
const pods = (count: number, name: string, namespace: string) =>
  Array.from({ length: count }, (_, index) => pod(`${name}-${index}`, namespace)).join('\n');

describe('many clients', () => {
  test('are told by namespace; of a namespace that is divided, in a table', async () => {
    const text = await generate(`${SHOP}\n${pods(8, 'client', 'ops')}\n${policy('db', 'shop', OPEN_TO_OPS_AND_SHELL)}`);
    expect(text).toContain('every pod in namespace "ops" can reach shop/db:5432');
    expect(text).toContain('no pod in namespace "shop" can reach shop/db:5432');
    expect(text).toMatch(/\| pod dev\/shell {2}\| ✓ +\| ✓ +\|\n +\| pod dev\/tester \| ✗ +\| ✗ +\|/);
    expect(text).not.toContain('namespace "dev"');
  });

  test('of one namespace, where it is shorter: all that get through', async () => {
    const rule =
      '{podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {who: friend}}}]}]}';
    const friends = pods(7, 'friend', 'ops').replaceAll(/app: friend-\d/g, 'who: friend');
    const text = await generate(`${SHOP}\n${friends}\n${pods(7, 'client', 'ops')}\n${policy('db', 'shop', rule)}`);
    expect(text).toMatch(/only the following can reach <target>:\n {6}\| pod ops\/friend-0 \|\n/);
    expect(text).not.toContain('pod ops/client');
  });

  test('one sentence keeps several namespaces out', async () => {
    const rule = '{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}';
    const text = await generate(`${SHOP}\n${pods(8, 'worker', 'shop')}\n${policy('own', 'shop', rule)}`);
    expect(text).toContain('every pod in namespace "shop" can reach shop/db:5432');
    expect(text).toContain('no pod outside namespace "shop" can reach shop/db:5432');
    expect(text).not.toContain('no pod in namespace');
  });

  test('what is said of many targets alike is said once', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `target-${index}`);
    const targets = names.map((name) => pod(name, 'shop', 80)).join('\n');
    const text = await generate(
      `${SHOP}\n${pods(8, 'client', 'ops')}\n${targets}\n${policy('db', 'shop', OPEN_TO_OPS_AND_SHELL)}`,
    );
    expect(text).toContain(
      'Scenario Outline: who reaches <target>\n    Then every pod in namespace "ops" can reach <target>',
    );
    expect(text).toContain('      | shop/target-8:80 |');
    expect(text.match(/namespace "ops"/g)).toHaveLength(1);
    expect(
      await judgeFeature(
        await load(`${SHOP}\n${pods(8, 'client', 'ops')}\n${targets}\n${policy('db', 'shop', OPEN_TO_OPS_AND_SHELL)}`),
        text,
      ),
    ).toBeGreaterThan(30);
  });
});

test('a table is no wider than a page', async () => {
  const names = Array.from({ length: 9 }, (_, index) => `a-target-with-quite-a-long-name-${index}`);
  const ports = names.map((name, index) => pod(name, 'shop', 80 + index)).join('\n');
  const text = await generate(`${SHOP}\n${ports}\n${policy('db', 'shop', OPEN_TO_OPS_AND_SHELL)}`);
  for (const line of text.split('\n').filter((each) => each.includes('|')))
    expect(line.length).toBeLessThanOrEqual(108);
});

test('where everything is in namespace default, names stand alone', async () => {
  const text = await generate(
    [pod('web', 'default', 80), pod('client', 'default'), service('web', 'default', 80)].join('\n'),
  );
  expect(text).toContain('every pod can reach web:80\n');
});

test('only some namespaces: who reaches them, and nothing outside', async () => {
  const { cluster, elsewhere } = await loadWithOutside({ yaml: `${SHOP}\n${pod('metrics', 'ops', 9090)}` });
  const text = await generateFeature(cluster, { manifests: ['m'], elsewhere, namespaces: ['ops'], title: 'metrics' });
  expect(text).toContain('Feature: metrics\n');
  expect(text).toContain('# Written by: curlew generate -f m --to-namespace ops\n');
  expect(text.match(/can reach/g)).toHaveLength(1);
  expect(text).not.toContain('external host');
});

test('a generated feature fails once a policy is gone', async () => {
  const closed = `${SHOP}\n${policy('db', 'shop', '{podSelector: {matchLabels: {app: db}}}')}`;
  const text = await generate(closed);
  expect(await judgeFeature(await load(closed), text)).toBeGreaterThan(2);
  const open = await load(SHOP);
  await expect(judgeFeature(open, text)).rejects.toThrow(SpecFailure);
});

test('the Background names what was given; a path with a space stands in quotes', async () => {
  const text = await generateFeature(await load(SHOP), { manifests: ['a b', 'c'], cluster: 'flannel', elsewhere: [] });
  expect(text).toContain('Given the cluster in flannel\n    And the manifests in "a b"\n    And the manifests in c\n');
});

test('a pod that names a node of another cluster does not run, and the error says so', async () => {
  const stray = pod('shell', 'default', 80).replace('spec: {', 'spec: {nodeName: elsewhere, ');
  await expect(generate(stray)).rejects.toThrow(/no workload that runs[\s\S]*--cluster/);
});

test('workloads that listen on nothing are worth a feature where policies keep them from the world outside', async () => {
  const closed = policy('out', 'default', '{podSelector: {}, policyTypes: [Egress]}');
  expect(await generate(`${pod('shell', 'default')}${closed}`)).toContain('no pod can reach 203.0.113.10:443');
});

test('of a Service whose pods listen on nobody knows what, only what policies keep out is told', async () => {
  const closed = policy(
    'web',
    'default',
    '{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app: a}}}]}]}',
  );
  const text = await generate(
    `${pod('web', 'default')}${pod('a', 'default')}${pod('b', 'default')}${service('web', 'default', 80)}${closed}`,
  );
  expect(text).toMatch(/pod a +\| - /);
  expect(text).toMatch(/pod b +\| ✗ /);
  expect(text).not.toContain('no pod can reach web:80');
});

test('nothing to ask is an error', async () => {
  await expect(generate(service('web', 'default', 80))).rejects.toThrow(SetupError);
  await expect(generate(pod('shell', 'default'))).rejects.toThrow(SetupError);
});
