import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SetupError } from '../engine/model/index.ts';
import { Cluster } from './cluster.ts';

const POD = '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: nginx}]}}';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'curlew-load-'));
});
afterEach(() => rm(cwd, { recursive: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(cwd, path, '..'), { recursive: true });
  await writeFile(join(cwd, path), text);
}

describe('the cluster', () => {
  const nodesOf = (cluster: Cluster) => cluster.get('Node').map(({ metadata }) => metadata.name);
  const CLUSTER = 'apiVersion: curlew.dev/v1\nkind: Cluster\nmetadata: {name: own}\nspec:\n  nodes: [{name: mine}]\n';

  test('is the default where nobody says another', async () => {
    expect(nodesOf(await Cluster.load({ yaml: POD }))).toEqual(['control-plane', 'worker-1', 'worker-2']);
  });

  test('is a profile, by its name', async () => {
    expect(nodesOf(await Cluster.load({ yaml: POD, cluster: 'flannel' }))).toEqual(['kubem00', 'kuben05', 'kuben06']);
  });

  test('is a file, of the working directory or of the second folder', async () => {
    await write('clusters/own.yaml', CLUSTER);
    expect(nodesOf(await Cluster.load({ yaml: POD, cluster: 'clusters/own.yaml', cwd }))).toEqual(['mine']);
    expect(nodesOf(await Cluster.load({ yaml: POD, cluster: 'own.yaml', cwd, beside: join(cwd, 'clusters') }))).toEqual(
      ['mine'],
    );
  });

  test('is a file of a second folder that counts from the working directory', async () => {
    await write('clusters/own.yaml', CLUSTER);
    expect(nodesOf(await Cluster.load({ yaml: POD, cluster: 'own.yaml', cwd, beside: 'clusters' }))).toEqual(['mine']);
  });

  test('is the one that lies beside the manifests, which what is asked for overrides', async () => {
    await write('app/pod.yaml', POD);
    await write('app/curlew.yaml', 'cluster: flannel\n');
    expect(nodesOf(await Cluster.load({ manifests: ['app'], cwd }))).toContain('kuben05');
    expect(nodesOf(await Cluster.load({ manifests: ['app'], cwd, cluster: 'default' }))).toContain('worker-1');
    await write('app/curlew.yaml', CLUSTER);
    expect(nodesOf(await Cluster.load({ manifests: ['app'], cwd }))).toEqual(['mine']);
  });

  test('decides by its version what is valid, wherever it was found', async () => {
    // Strict since 1.36 (StrictIPCIDRValidation).
    await write(
      'app/service.yaml',
      '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {clusterIP: 10.96.0.050, ports: [{port: 80}]}}',
    );
    const rejected = async (version: string) => {
      await write('app/curlew.yaml', CLUSTER.replace('spec:', `spec:\n  kubernetesVersion: "${version}"`));
      const { diagnostics } = await Cluster.load({ manifests: ['app'], cwd });
      return diagnostics.some(({ severity, message }) => severity === 'error' && message.includes('leading'));
    };
    expect([await rejected('1.35'), await rejected('1.36')]).toEqual([false, true]);
  });

  test('is a value', async () => {
    expect(nodesOf(await Cluster.load({ yaml: POD, cluster: { nodes: [{ name: 'a' }] } }))).toEqual(['a']);
  });

  test('is a text, which knows where it stands', async () => {
    expect(nodesOf(await Cluster.load({ yaml: POD, cluster: { name: 'a.feature', text: CLUSTER } }))).toEqual(['mine']);
    const bad = { name: 'a.feature', text: CLUSTER.replace('name: mine', 'nam: mine'), linesBefore: 10 };
    await expect(Cluster.load({ yaml: POD, cluster: bad })).rejects.toThrow(/a\.feature:1\d:/);
  });

  test('takes other nodes and more hosts outside', async () => {
    const cluster = { externalHosts: [{ name: 'one.example.com', addresses: ['203.0.113.1'] }] };
    const override = {
      nodes: [{ name: 'n' }],
      externalHosts: [{ name: 'two.example.com', addresses: ['203.0.113.2'] }],
    };
    const loaded = await Cluster.load({ yaml: POD, cluster, override });
    expect(nodesOf(loaded)).toEqual(['n']);
    const outcomes = ['one', 'two', 'three'].map(
      (name) => loaded.connect({ from: 'web', to: `${name}.example.com` }).outcome,
    );
    expect(outcomes).toEqual(['connected', 'connected', 'unknown']);
  });

  test.each([
    ['nothing.yaml', undefined, /no profile and no Cluster file named "nothing.yaml"/],
    [
      'bad.yaml',
      'apiVersion: curlew.dev/v1\nkind: Cluster\nmetadata: {name: x}\nspec: {nodes: [{nam: a}]}\n',
      /bad.yaml:4:/,
    ],
    ['bad.yaml', 'spec: [\n', /bad.yaml:/],
    ['bad.yaml', 'cluster: nobody\n', /bad.yaml:1:10: no profile named "nobody"/],
    ['bad.yaml', 'cluster: flanel\n', /did you mean "flannel"/],
    ['bad.yaml', '', /must hold one Cluster/],
  ])('%s that cannot be used is refused with the place', async (name, text, message) => {
    if (text !== undefined) await write(name, text);
    const loading = Cluster.load({ yaml: POD, cluster: name, cwd });
    await expect(loading).rejects.toThrow(message);
    await expect(loading).rejects.toBeInstanceOf(SetupError);
  });
});

test('two Services that claim one cluster IP: the error stands at the claim of the second', async () => {
  const service = (name: string) => `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  clusterIP: 10.96.0.50
  ports: [{port: 80}]
`;
  const { diagnostics } = await Cluster.load({ yaml: `${service('a')}---\n${service('b')}` });
  expect(diagnostics).toMatchObject([
    { severity: 'error', message: expect.stringContaining('already allocated'), at: { line: 12, column: 14 } },
  ]);
});

describe('manifests', () => {
  test('are files, folders with their subfolders, and globs', async () => {
    await write('app/pod.yaml', POD);
    await write(
      'app/deep/svc.yaml',
      '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}',
    );
    const count = async (path: string) => {
      const cluster = await Cluster.load({ manifests: [path], cwd });
      return [...cluster.get('Pod', 'default'), ...cluster.get('Service', 'default')].length;
    };
    expect([await count('app'), await count('app/pod.yaml'), await count('app/**/*.yaml')]).toEqual([3, 2, 3]);
  });

  test('are looked for beside the feature file, where the working directory has none', async () => {
    await write('features/app/pod.yaml', POD);
    const cluster = await Cluster.load({ manifests: ['app'], cwd, beside: join(cwd, 'features') });
    expect(cluster.get('Pod', 'default')).toHaveLength(1);
    await expect(Cluster.load({ manifests: ['app'], cwd })).rejects.toThrow(SetupError);
  });

  test('come from standard input, as texts and as objects', async () => {
    const objects = [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }];
    const cluster = await Cluster.load({
      manifests: ['-'],
      stdin: POD,
      texts: [{ name: 'a.feature', text: POD.replace('web', 'api') }],
      objects,
    });
    expect(cluster.get('Pod', 'default').map(({ metadata }) => metadata.name)).toEqual(['api', 'web']);
    expect(cluster.get('Namespace').map(({ metadata }) => metadata.name)).toContain('shop');
  });

  test('that are wrong are left out, and all that is wrong is told: errors first, then warnings, then notes', async () => {
    const yaml = `${POD}
---
{apiVersion: v1, kind: Service, metadata: {name: bad, namespace: shop}, spec: {ports: [{port: 70000}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: two, namespace: new}, spec: {containers: [{name: a, image: nginx}, {name: b, image: httpd}]}}
`;
    const cluster = await Cluster.load({ yaml });
    const severities = cluster.diagnostics.map(({ severity }) => severity);
    expect(severities).toEqual([...severities].sort((a, b) => 'ewn'.indexOf(a.charAt(0)) - 'ewn'.indexOf(b.charAt(0))));
    expect(new Set(severities)).toEqual(new Set(['error', 'warning', 'note']));
    expect(cluster.diagnostics[0]).toMatchObject({ at: { file: 'yaml', line: 3 } });
    expect(cluster.get('Service', 'shop')).toEqual([]);
    expect(cluster.textOf('yaml')).toBe(yaml);
    expect(cluster.textOf('other.yaml')).toBeUndefined();
  });
});

describe('a file that the kubelet manages', () => {
  test('is there in pods, and nowhere else', async () => {
    const cluster = await Cluster.load({ yaml: POD });
    expect(cluster.readFile({ from: 'web', path: '/etc/resolv.conf' })).toContain('nameserver 10.96.0.10');
    expect(cluster.readFile({ from: 'web', path: '/etc/hostname' })).toBe('web\n');
    expect(cluster.readFile({ from: 'web', path: '/etc/hosts' })).toContain('\tweb\n');
    expect(() => cluster.readFile({ from: 'web', path: '/etc/passwd' })).toThrow(/not modelled/);
    expect(() => cluster.readFile({ from: 'node worker-1', path: '/etc/hosts' })).toThrow(/only pods/);
  });
});

test('what becomes of a cluster of files reads files too', async () => {
  await write('more/pod.yaml', POD.replace('web', 'api'));
  const changed = await Cluster.of({ yaml: POD }).change([{ restart: 'web' }]);
  const applied = await changed.apply({ manifests: ['more'], cwd });
  expect(applied).toBeInstanceOf(Cluster);
  expect(applied.get('Pod', 'default').map(({ metadata }) => metadata.name)).toEqual(['api', 'web']);
});
