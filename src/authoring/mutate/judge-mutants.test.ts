import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { formatFieldPath } from '../../engine/model/index.ts';
import { effectsText } from '../../report/index.ts';
import { effectsOf } from './effects.ts';
import { judgeMutants } from './judge-mutants.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { witnessesOf } from './witnesses.ts';

const PODS = `
{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: db, labels: {app: db}}, spec: {containers: [{name: c, image: postgres, ports: [{containerPort: 5432}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: job, labels: {app: job}}, spec: {containers: [{name: c, image: busybox}]}}
`;
const POLICY = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
    - from: [{podSelector: {matchLabels: {app: web}}}]
      ports: [{port: 5432}]
`;
const ADMIN = `
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: admin}
spec:
  priority: 1000
  subject: {namespaces: {}}
  ingress:
    - {action: Deny, from: [{namespaces: {matchLabels: {no: where}}}]}
`;

const plain = Cluster.of({ yaml: PODS });
const guarded = Cluster.of({ yaml: `${POLICY}---${PODS}` });
const mutants = mutantsOf([guarded]);

function mutantOf(what: string, path = '', all: readonly Mutant[] = mutants): Mutant {
  const found = all.find((each) => each.what === what && formatFieldPath(each.rule.path).endsWith(path));
  if (found === undefined) throw new Error(`no mutant ${what} ${path}: ${all.map((each) => each.what).join()}`);
  return found;
}

describe('who could notice a mutant', () => {
  const rule = {
    ref: { kind: 'NetworkPolicy', namespace: 'default', name: 'db' },
    location: { file: 'yaml', line: 1, column: 1 },
  };
  const none = { name: 'has no policy', clusters: new Set([plain]), exercised: [] };
  const idle = { name: 'asks nothing of it', clusters: new Set([plain, guarded]), exercised: [] };
  const policy = { name: 'exercises the policy', clusters: new Set([guarded]), exercised: [{ ...rule, path: [] }] };
  const port = {
    name: 'exercises the port',
    clusters: new Set([guarded]),
    exercised: [
      { ...rule, path: [] },
      { ...rule, path: ['spec', 'ingress', 0, 'ports', 0] },
    ],
  };
  test.each([
    { what: 'shifts port 5432 to 5433', names: ['exercises the port', 'exercises the policy', 'asks nothing of it'] },
    // what selects everybody may touch whom nobody asked about
    {
      what: 'widens podSelector to everything',
      names: ['exercises the policy', 'exercises the port', 'asks nothing of it'],
    },
  ])('$what', ({ what, names }) => {
    expect(witnessesOf(mutantOf(what), [none, idle, policy, port]).map(({ name }) => name)).toEqual(names);
  });
});

describe('what a mutant changes', () => {
  test.each([
    ['drops the rule', '', 'closes pod default/web → pod default/db 5432/TCP'],
    ['drops the policy', '', 'opens pod default/job → pod default/db 5432/TCP'],
    // nobody listens on 5433, and that 5432 closes can be asked about
    ['shifts port 5432 to 5433', '', 'closes pod default/web → pod default/db 5432/TCP'],
    ['isolates egress too', '', 'closes pod default/db → pod default/web 80/TCP'],
  ])('%s', async (what, path, expected) => {
    const effects = await effectsOf(mutantOf(what, path), [plain, guarded]);
    expect(effectsText(effects.slice(0, 1))).toBe(expected);
  });

  test('where nobody knows what listens, it is all that policies change', async () => {
    const untold = PODS.replace('image: postgres, ports: [{containerPort: 5432}]', 'image: example.com/db');
    const cluster = Cluster.of({ yaml: `${POLICY}---${untold}` });
    const [dropped] = mutantsOf([cluster]).filter(({ what }) => what === 'drops the rule');
    if (dropped === undefined) throw new Error('no mutant');
    expect(await effectsOf(dropped, [cluster])).toMatchObject([
      { change: 'closes', ports: [{ protocol: 'TCP', ranges: [{ from: 5432, to: 5432 }] }], listening: false },
    ]);
  });
});

describe('what becomes of a mutant', () => {
  const witness = { clusters: new Set([guarded]), exercised: [] };
  const notices = async (verdict: 'all' | 'none', all: readonly Mutant[], clusters = witness) =>
    judgeMutants(all, [clusters], async (attempts) => attempts.map(() => (verdict === 'all' ? 'me' : undefined)));

  test('killed by who noticed, survived with what it changes, equivalent without any', async () => {
    const dropped = mutantOf('drops the rule');
    expect(await notices('all', [dropped])).toEqual([{ mutant: dropped, status: 'killed', killer: 'me' }]);
    expect((await notices('none', mutants)).map(({ mutant, status }) => `${mutant.what}: ${status}`)).toEqual(
      expect.arrayContaining(['drops the rule: survived', 'selects the pods of every namespace: equivalent']),
    );
  });

  test('one that the API server rejects is never tried', async () => {
    const admin = Cluster.of({
      yaml: `${ADMIN}---${ADMIN.replace('name: admin', 'name: other')}---${PODS}`,
      cluster: 'ovn-kubernetes',
    });
    const all = mutantsOf([admin]);
    const late = mutantOf('gives way to priority 1000', '', all);
    const early = mutantOf('precedes priority 1000', '', all);
    const ofAdmin = { clusters: new Set([admin]), exercised: [] };
    expect(await notices('all', [late, early], ofAdmin)).toMatchObject([
      { status: 'invalid', because: expect.stringContaining('1000') },
      { status: 'killed' },
    ]);
  });

  test('where the matrix cannot tell, no mutant passes for one without any effect', async () => {
    const nodes = ADMIN.replace('ingress:', 'egress:').replace(
      /from:.*$/m,
      'to: [{nodes: {matchLabels: {disk: ssd}}}]}',
    );
    const cluster = Cluster.of({ yaml: `${nodes}---${PODS}`, cluster: 'ovn-kubernetes' });
    const found = await notices('none', [mutantOf('drops the policy', '', mutantsOf([cluster]))], {
      clusters: new Set([cluster]),
      exercised: [],
    });
    expect(found).toMatchObject([{ status: 'survived', effects: [] }]);
  });
});

test.each(['app', 'nodes', 'domainNames'])('what a label is called (%s) says nothing about the policy', async (key) => {
  const yaml = `${POLICY}---${PODS}`.replaceAll('app:', `${key}:`);
  const cluster = Cluster.of({ yaml });
  const witness = { clusters: new Set([cluster]), exercised: [] };
  const verdicts = await judgeMutants(mutantsOf([cluster]), [witness], async (attempts) =>
    attempts.map(() => undefined),
  );
  const equivalent = verdicts.filter(({ status }) => status === 'equivalent').map(({ mutant }) => mutant.what);
  expect(equivalent).toEqual(['selects the pods of every namespace']);
});

describe('a policy for pods on the host network', () => {
  const agents = (hostNetwork: 'node' | 'pod'): Cluster =>
    Cluster.of({
      cluster: {
        apiVersion: 'curlew.dev/v1',
        kind: 'Cluster',
        metadata: { name: 'test' },
        spec: { extends: 'default', network: { policies: { hostNetwork } } },
      },
      yaml: `${PODS.replaceAll('spec: {containers: [{name: c, image: postgres', 'spec: {hostNetwork: true, containers: [{name: c, image: postgres')}---${POLICY}`,
    });

  test.each([{ hostNetwork: 'node', effects: false } as const, { hostNetwork: 'pod', effects: true } as const])(
    'as $hostNetwork, it has effects: $effects',
    async ({ hostNetwork, effects }) => {
      const cluster = await agents(hostNetwork);
      const found = await effectsOf(mutantOf('drops the policy', '', mutantsOf([cluster])), [cluster]);
      expect(found.length > 0).toBe(effects);
    },
  );
});
