import { beforeAll, describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { SetupError } from '../../engine/model/index.ts';
import {
  everyWorkload,
  expectAllReach,
  expectConnectivity,
  expectNoneReaches,
  expectOnly,
  SpecFailure,
} from '../index.ts';

const app = (kind: string, name: string, namespace: string, replicas = 1) =>
  `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: ${name}, namespace: ${namespace}}, spec: {replicas: ${replicas}, selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: c, image: nginx}]}}}}`;
const YAML = [
  app('Deployment', 'web', 'prod'),
  app('Deployment', 'db', 'prod', 2),
  app('Deployment', 'idle', 'prod', 0),
  app('Deployment', 'job', 'dev'),
  '{apiVersion: v1, kind: Pod, metadata: {name: probe}, spec: {containers: [{name: c, image: x}]}}',
  '{apiVersion: v1, kind: Pod, metadata: {name: done}, spec: {containers: [{name: c, image: x}]}, status: {phase: Succeeded}}',
  '{apiVersion: v1, kind: Service, metadata: {name: db, namespace: prod}, spec: {selector: {app: db}, ports: [{name: sql, port: 5432, targetPort: 80}, {name: dns, port: 53, protocol: UDP}]}}',
  '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: db, namespace: prod}, spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}}',
].join('\n---\n');

let cluster: Cluster;
beforeAll(async () => {
  cluster = Cluster.of({ yaml: YAML });
});

async function failureOf(check: () => Promise<void>): Promise<string> {
  try {
    await check();
  } catch (error) {
    if (error instanceof SpecFailure) return error.message;
    throw error;
  }
  throw new Error('the expectation holds');
}

const table = (...rows: readonly (readonly string[])[]) => expectConnectivity(cluster, rows, 'default');

describe('a truth table', () => {
  test('holds where every cell does', async () => {
    await table(
      ['', 'prod/db:5432', 'prod/db:22', 'db.prod:5432', 'db.dev:5432', 'prod/web:80', 'prod/deployment/web:80'],
      ['deployment prod/web', '✓', 'timeout', 'connected', 'unresolved', 'y', 'yes'],
      ['deployment dev/job', '✗', 'no', 'deny', 'x', 'allow', '✔'],
      ['probe', 'timeout', '', '-', 'unresolved', 'TRUE', 'true'],
      ['node worker-1', '-', '-', 'unresolved', '-', 'allowed', '-'],
    );
  });

  test('reports every cell that is wrong, each with what happens, and shows traces', async () => {
    const message = await failureOf(() =>
      table(
        ['', 'prod/db:5432', 'db.dev:5432'],
        ['deployment prod/web', '✗', '✓'],
        ['probe', '✓', 'unresolved'],
        ['deployment dev/job', 'refused', ''],
      ),
    );
    expect(message).toMatch(/^expected: the connectivity is as the table says\nbut: +4 cells are wrong\n/);
    expect(message).toMatch(/\n {2}deployment prod\/web → prod\/db:5432: expected ✗, but connects to db-/);
    expect(message).toContain('\n  deployment prod/web → db.dev:5432: expected ✓, but does not connect: unresolved');
    expect(message).toContain('\n  probe → prod/db:5432: expected ✓, but does not connect: timeout');
    expect(message).toContain('\n  deployment dev/job → prod/db:5432: expected refused, but does not connect: timeout');
    expect(message).toMatch(/NetworkPolicy prod\/db/);
    expect(message).toMatch(
      /\n… and 1 more\n {2}dev\/job-\S+ → \S*db\S*:5432\/TCP +TIMEOUT: ingress: NetworkPolicy prod\/db isolates ingress, .*\(\S+:\d+ NetworkPolicy prod\/db\)/,
    );
  });

  test('one cell that is wrong is one', async () => {
    expect(await failureOf(() => table(['', 'prod/web:80'], ['probe', '✗']))).toContain('1 cell is wrong');
  });

  test('asks over the protocol that a column says', async () => {
    expect(await failureOf(() => table(['', 'prod/db:53/UDP'], ['deployment prod/web', '✓']))).toContain('refused');
  });

  test.each([
    [[['', 'prod/web:80']], /needs a row of targets and a column of clients/],
    [[[''], ['probe']], /needs a row of targets/],
    [
      [
        ['', 'prod/web:80'],
        ['probe', 'perhaps'],
      ],
      /"perhaps" is no cell/,
    ],
    [
      [
        ['', 'prod/web:80'],
        ['nobody', '✓'],
      ],
      /no pod or workload named "nobody"/,
    ],
    [
      [
        ['', 'prod/idle:80'],
        ['probe', '✓'],
      ],
      /"prod\/idle:80" has no pods/,
    ],
    [
      [
        ['', 'prod/nobody:80'],
        ['probe', '✓'],
      ],
      /no pod or workload named "nobody" in namespace prod/,
    ],
    [
      [
        ['', 'prod/db'],
        ['probe', '✗'],
      ],
      /"prod\/db" names no port/,
    ],
    [
      [
        ['', 'prod/deployment/web'],
        ['probe', '✗'],
      ],
      /"prod\/deployment\/web" names no port/,
    ],
  ])('that makes no sense is an error: %j', async (rows, message) => {
    await expect(expectConnectivity(cluster, rows, 'default')).rejects.toThrow(message);
    await expect(expectConnectivity(cluster, rows, 'default')).rejects.toThrow(SetupError);
  });
});

test('flaky: some ways connect, others do not', async () => {
  const judge = (from: string, to: string) => () =>
    expectConnectivity(
      cluster,
      [
        ['', to],
        [from, 'flaky'],
      ],
      'prod',
    );
  // Each of its two pods reaches itself, and not the other one.
  await judge('deployment db', 'prod/deployment/db:80')();
  expect(await failureOf(judge('deployment web', 'prod/db:5432'))).toContain('expected flaky, but connects');
  // One refuses to answer itself, the other one is kept out by the policy: none connects.
  expect(await failureOf(judge('deployment db', 'prod/deployment/db:81'))).toContain(
    'expected flaky, but does not connect',
  );
});

describe('a sentence about all', () => {
  test('speaks of the workloads of the manifests that have pods', async () => {
    const names = everyWorkload(cluster, undefined).map(({ kind, name }) => `${kind} ${name}`);
    expect(names).toEqual(['Pod probe', 'Deployment job', 'Deployment db', 'Deployment web']);
    expect(everyWorkload(cluster, 'dev').map(({ name }) => name)).toEqual(['job']);
  });

  test('every pod can reach', async () => {
    await expectAllReach(cluster, { to: 'prod/web:80' });
    const message = await failureOf(() => expectAllReach(cluster, { to: 'prod/db:5432' }));
    expect(message).toMatch(
      /^expected: every pod can reach prod\/db:5432\nbut: +pod default\/probe does not connect: timeout\n +deployment dev\/job does not connect: timeout/,
    );
    expect(message).not.toContain('deployment prod/web does');
  });

  test.each(['api:80', '10.96.0.50:80'])('no pod can reach %s, which leads to the client itself alone', async (to) => {
    const alone = Cluster.of({
      yaml: [
        '{apiVersion: v1, kind: Pod, metadata: {name: api, labels: {app: api}}, spec: {containers: [{name: c, image: api, ports: [{containerPort: 8080}]}]}}',
        '{apiVersion: v1, kind: Service, metadata: {name: api}, spec: {clusterIP: 10.96.0.50, selector: {app: api}, ports: [{port: 80, targetPort: 8080}]}}',
      ].join('\n---\n'),
    });
    await expectNoneReaches(alone, { to });
    const other = '{apiVersion: v1, kind: Pod, metadata: {name: other}, spec: {containers: [{name: c, image: x}]}}';
    const two = await alone.apply({ yaml: other });
    expect(await failureOf(() => expectNoneReaches(two, { to }))).toMatch(/pod default\/other connects to api/);
  });

  test('no pod can reach', async () => {
    await expectNoneReaches(cluster, { to: 'prod/db:5432', namespace: 'dev' });
    await expectNoneReaches(cluster, { to: 'localhost:80', namespace: 'prod' });
    await expectNoneReaches(cluster, { to: 'prod/web:81' });
    await expectNoneReaches(cluster, { to: 'prod/db:5432', outside: ['prod'] });
    expect(await failureOf(() => expectNoneReaches(cluster, { to: 'prod/web:80', outside: ['prod', 'dev'] }))).toMatch(
      /^expected: no pod outside "prod", "dev" can reach prod\/web:80\nbut: +pod default\/probe connects[^\n]*\n\n/,
    );
    expect(await failureOf(() => expectNoneReaches(cluster, { to: 'prod/db:5432', namespace: 'prod' }))).toMatch(
      /no pod in namespace "prod" can reach prod\/db:5432\nbut: +deployment prod\/web connects to db-/,
    );
  });

  test('only some can reach; the target’s own pods do not count', async () => {
    await expectOnly(cluster, ['deployment prod/web'], 'prod/db:5432', 'default');
    expect(await failureOf(() => expectOnly(cluster, ['probe'], 'prod/db:5432', 'default'))).toMatch(
      /only probe can reach prod\/db:5432\nbut: +pod default\/probe does not connect: timeout\n +deployment prod\/web connects/,
    );
    expect(await failureOf(() => expectOnly(cluster, ['deployment prod/web'], 'prod/web:80', 'default'))).toMatch(
      /pod default\/probe connects/,
    );
  });

  test('a name without a port is an error, a path of a host is not', async () => {
    await expect(expectNoneReaches(cluster, { to: 'prod/db', namespace: 'dev' })).rejects.toThrow(
      /"prod\/db" names no port/,
    );
    await expect(expectNoneReaches(cluster, { to: 'http://prod/db', namespace: 'dev' })).rejects.toThrow(
      /nobody knows/,
    );
    await expectNoneReaches(cluster, { to: 'db/prod', namespace: 'prod' });
  });

  test('about nobody is an error', async () => {
    await expect(expectAllReach(cluster, { to: 'prod/web:80', namespace: 'empty' })).rejects.toThrow(SetupError);
    await expect(expectOnly(cluster, ['node worker-1'], 'prod/web:80', 'default')).rejects.toThrow(/is no workload/);
  });
});

test.each(['nosuch.prod:80', 'nowhere.example:443'])(
  'a name that nobody knows, %s, is an error, not out of reach',
  async (to) => {
    await expect(expectNoneReaches(cluster, { to })).rejects.toThrow(/nobody knows the name in "no/);
    await expect(expectNoneReaches(cluster, { to })).rejects.toThrow(SetupError);
  },
);
