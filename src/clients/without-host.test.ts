import { createContext, runInContext } from 'node:vm';
import { type BuildResult, build } from 'esbuild';
import { expect, test } from 'vitest';
import { Cluster, findClients } from '../api/index.ts';
import { formatTrace } from '../report/index.ts';
import { runProgram } from './net-tools/index.ts';

/*
 * The API and the clients, with all that is below them, bundled as for a browser, run where there is nothing but the
 * language itself and what web-globals.d.ts declares.
 */
const PROGRAM = `
export { Cluster, findClients } from './api/index.ts';
export { formatTrace } from './report/index.ts';
export { runWords } from './clients/kubectl/index.ts';
export { runProgram } from './clients/net-tools/index.ts';
`;

const MANIFESTS = `
{apiVersion: v1, kind: Pod, metadata: {name: client}, spec: {containers: [{name: c, image: busybox, command: [sleep, "1d"]}]}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
`;

const PAGE = `runProgram(cluster, {
  client: findClients(cluster.view, { kind: 'workload', name: 'client' }, 'default')[0],
  argv: ['wget', '-qO-', 'http://web'],
})[0].stdout`;

const MAIN = `(async () => {
  const { runProgram, findClients } = bundle;
  const cluster = bundle.Cluster.of({ yaml: manifests, cluster: 'kind' });
  const definition = '{apiVersion: v1, kind: ConfigMap, metadata: {name: cm}}';
  const { stdout } = await bundle.runWords(cluster, ['create', '-f', '-'], { stdin: definition });
  return {
    trace: bundle.formatTrace(cluster.connect({ from: 'client', to: 'web:80' })),
    rules: cluster.rules({ node: 'kind-worker' }),
    created: stdout,
    page: ${PAGE},
  };
})()`;

async function bundled(): Promise<string> {
  const result: BuildResult<{ write: false }> = await build({
    stdin: { contents: PROGRAM, resolveDir: `${import.meta.dirname}/..`, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'bundle',
    logLevel: 'error',
  });
  return result.outputFiles.map(({ text }) => text).join('');
}

test('the engine and its clients run in a bare context, and say there what they say here', {
  timeout: 60_000,
}, async () => {
  const context = createContext({ TextEncoder, manifests: MANIFESTS });
  runInContext(await bundled(), context);
  const here = Cluster.of({ yaml: MANIFESTS, cluster: 'kind' });
  const [client] = findClients(here.view, { kind: 'workload', name: 'client' }, 'default');
  if (client === undefined) throw new Error('no client');
  expect(await runInContext(MAIN, context)).toEqual({
    trace: formatTrace(here.connect({ from: 'client', to: 'web:80' })),
    rules: here.rules({ node: 'kind-worker' }),
    created: 'configmap/cm created\n',
    page: runProgram(here, { client, argv: ['wget', '-qO-', 'http://web'] })[0].stdout,
  });
  expect(here.rules({ node: 'kind-worker' })).toContain('KUBE-SVC-');
});
