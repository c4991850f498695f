import { beforeAll, describe, expect, test } from 'vitest';
import type { ClusterChange } from '../../api/index.ts';
import { SetupError } from '../../engine/model/index.ts';
import { parseConnection, parseParty } from '../../grammar/index.ts';
import { ABILITIES, type Ability, type Backend, BackendCannot, type BackendKind, type Connection } from '../index.ts';

const MANIFESTS = `
{apiVersion: v1, kind: Pod, metadata: {name: client}, spec: {containers: [{name: c, image: busybox, command: [sleep, "3600"]}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
`;

const REJECTED = '{apiVersion: v1, kind: Service, metadata: {name: bad}, spec: {ports: [{port: 70000}]}}';

const connection = (to: string, from = 'client'): Connection => ({
  from: parseParty(from),
  to: parseConnection(to, 'TCP'),
  namespace: 'default',
});

async function changed(backend: Backend, change: ClusterChange): Promise<Backend> {
  return backend.change(change, 'default');
}

async function last(moments: AsyncIterable<Backend>): Promise<Backend | undefined> {
  let found: Backend | undefined;
  for await (const moment of moments) found = moment;
  return found;
}

const client = parseParty('client');
const namespace = 'default';

/** A question for each ability that has one of its own. */
const QUESTIONS: readonly (readonly [Ability, (backend: Backend) => Promise<unknown>])[] = [
  ['enumerate', (backend) => backend.connectTwice(connection('web'))],
  ['from nodes', async (backend) => backend.connect(connection('web.default:80', `node ${await nodeOf(backend)}`))],
  ['from outside', (backend) => backend.connect(connection('203.0.113.9:80', 'an external client'))],
  ['change', (backend) => changed(backend, { scale: 'deployment/web', replicas: 1 })],
  ['change', (backend) => backend.apply({ yaml: '{apiVersion: v1, kind: Namespace, metadata: {name: later}}' })],
  ['faults', (backend) => changed(backend, { ready: 'deployment/web', value: false })],
  ['moments', (backend) => last(backend.moments({ scale: 'deployment/web', replicas: 1 }, namespace))],
  ['files', (backend) => backend.readFile({ from: client, path: '/etc/hosts', namespace })],
  ['health checks', async (backend) => backend.healthCheck({ service: 'web', node: await nodeOf(backend) })],
  ['responses', async (backend) => backend.reply(await firstWay(backend), { method: 'GET', path: '/', host: 'web' })],
  ['commands', (backend) => backend.run({ client, line: 'hostname', namespace })],
  ['kubectl', (backend) => backend.kubectl({ line: 'kubectl get pods', namespace })],
];

async function nodeOf(backend: Backend): Promise<string> {
  return (await backend.objects()).list('Node')[0]?.ref.name ?? '';
}

async function firstWay(backend: Backend) {
  const [branch] = (await backend.connect(connection('web'))).branches;
  if (branch === undefined) throw new Error('a trace without a branch');
  return branch;
}

/** What holds for every backend, whatever it can do. */
export function describeBackend(kind: BackendKind): void {
  describe(`the backend ${kind.name}`, () => {
    let backend: Backend;
    beforeAll(async () => {
      backend = await kind.start({ yaml: MANIFESTS });
    });

    test('has a name, and abilities that there are', () => {
      expect(backend.name).not.toBe('');
      expect([...backend.can].filter((each) => !ABILITIES.includes(each))).toEqual([]);
    });

    test('tells its objects as they are after the controllers came to rest', async () => {
      const view = await backend.objects();
      expect(view.list('Pod', 'default').map(({ object }) => object.status?.phase)).toEqual(Array(3).fill('Running'));
      expect(view.get('Service', 'web', 'default')?.object.spec.clusterIP).toMatch(/./);
      expect(await backend.objects()).toBe(view);
    });

    test.each([
      ['web', 'connected', 'always'],
      ['web.default:80', 'connected', 'always'],
      ['nowhere', 'unresolved', 'never'],
    ] as const)('connects to %s: %s', async (to, outcome, reach) => {
      const trace = await backend.connect(connection(to));
      expect(trace).toMatchObject({ outcome, reach, from: { kind: 'Pod', name: 'client' }, to: { protocol: 'TCP' } });
      const sum = trace.branches.reduce((total, { probability }) => total + probability, 0);
      expect(sum).toBeCloseTo(1);
      expect(trace.branches.map((branch) => branch.outcome)).toEqual(Array(trace.branches.length).fill(outcome));
    });

    test('names the pod that answers as its objects do', async () => {
      const view = await backend.objects();
      for (const { endpoint } of (await backend.connect(connection('web'))).branches) {
        expect(view.get('Pod', endpoint?.name ?? '', endpoint?.namespace)?.object.status?.podIP).toBe(
          endpoint?.ip?.text,
        );
      }
    });

    test('explains a connection, or says that it was only observed', async () => {
      const { branches, evidence } = await backend.connect(connection('web'));
      const explained = backend.can.has('explain');
      expect(evidence).toBe(explained ? undefined : 'observed');
      expect(branches.map(({ hops, via }) => hops.length > 0 && via !== null)).toEqual(
        Array(branches.length).fill(explained),
      );
    });

    test('follows every way where it says so', async () => {
      const { branches } = await backend.connect(connection('web'));
      expect(branches).toHaveLength(backend.can.has('enumerate') ? 2 : 1);
    });

    test('looks names up', async () => {
      const service = (await backend.objects()).get('Service', 'web', 'default');
      const found = await backend.resolve({ from: client, name: 'web', type: 'A', namespace });
      expect(found.answers.map(({ data }) => data)).toEqual([service?.object.spec.clusterIP]);
      expect((await backend.resolve({ from: client, name: 'nowhere', type: 'A', namespace })).answers).toEqual([]);
    });

    test('knows nobody who is not there', async () => {
      const question = backend.connect(connection('web', 'nobody'));
      await expect(question).rejects.toThrow(SetupError);
      await expect(question).rejects.not.toThrow(BackendCannot);
    });

    test.each(QUESTIONS)('answers what needs the ability "%s", or says that it has it not', async (ability, ask) => {
      const fresh = await kind.start({ yaml: MANIFESTS });
      const answered = ask(fresh).then(
        () => 'answered',
        (error: unknown) => (error instanceof BackendCannot ? error.ability : error),
      );
      expect(await answered).toBe(fresh.can.has(ability) ? 'answered' : ability);
      await fresh.end();
    });

    test('is another cluster where it can be', async () => {
      const started = kind.start({ yaml: MANIFESTS, cluster: 'kind' }).then(
        (other) => other.can.has('choose cluster'),
        (error: unknown) => (error instanceof BackendCannot ? error.ability : error),
      );
      expect(await started).toBe(backend.can.has('choose cluster') ? true : 'choose cluster');
    });

    test('hands out the cluster of the library, or has none', () => {
      expect(backend.cluster !== undefined).toBe(backend.can.has('library'));
    });

    test('changes, where it can, and answers with the backend to ask then', async () => {
      if (!backend.can.has('change')) return;
      const fresh = await kind.start({ yaml: MANIFESTS });
      const after = await changed(fresh, { scale: 'deployment/web', replicas: 0 });
      expect((await after.connect(connection('web'))).reach).toBe('never');
      const applied = await after.apply({ yaml: REJECTED });
      expect(applied.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
      await applied.end();
    });

    test('tells what of the manifests is rejected', async () => {
      const rejecting = await kind.start({ yaml: `${MANIFESTS}---\n${REJECTED}` });
      const [error] = rejecting.diagnostics.filter(({ severity }) => severity === 'error');
      expect(error?.message).toMatch(/70000/);
      expect(rejecting.textOf(error?.at?.file ?? '')).toContain('70000');
      expect(backend.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    });

    test('ends', async () => {
      await expect(backend.end()).resolves.toBeUndefined();
    });
  });
}
