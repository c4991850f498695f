import { expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { runCommand } from '../shell/index.ts';

const pod = (name: string, image: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, labels: {app: ${name}}}, spec: {containers: [{name: c, image: "${image}"}]}}`;
const CLUSTER = Cluster.of({
  cluster: 'default',
  yaml: [
    pod('web', 'nginx'),
    pod('guarded', 'nginx'),
    pod('agnhost', 'registry.k8s.io/e2e-test-images/agnhost:2.53'),
    pod('plus', 'radial/busyboxplus:curl'),
    pod('google', 'gcr.io/google_containers/busybox:1.24'),
    pod('color', 'jpetazzo/color'),
    '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}',
    '{apiVersion: v1, kind: Service, metadata: {name: guarded}, spec: {selector: {app: guarded}, ports: [{port: 80}]}}',
    '{apiVersion: v1, kind: Service, metadata: {name: color}, spec: {selector: {app: color}, ports: [{port: 80}]}}',
    '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny}, spec: {podSelector: {matchLabels: {app: guarded}}}}',
  ].join('\n---\n'),
});

const TITLE = /<title>Welcome to nginx!<\/title>/;

test.each<[string, string, string, RegExp, number]>([
  ['it connects', 'agnhost', '/agnhost connect web:80 --timeout=3s --protocol=tcp', /^$/, 0],
  ['by its name alone', 'agnhost', 'agnhost connect web:80', /^$/, 0],
  ['a policy drops it', 'agnhost', '/agnhost connect guarded:80 --timeout=3s', /^TIMEOUT\n$/, 1],
  ['nobody listens', 'agnhost', '/agnhost connect localhost:81', /^REFUSED\n$/, 1],
  ['no such name', 'agnhost', '/agnhost connect nope:80', /^DNS: lookup nope: /, 1],
  ['no port', 'agnhost', '/agnhost connect web', /^UNKNOWN: address web: missing port in address\n$/, 1],
  ['agnhost has curl', 'agnhost', 'curl -s web', TITLE, 0],
  ['agnhost has dig', 'agnhost', 'dig +short web.default.svc.cluster.local', /^10\.96\.\d+\.\d+\n$/, 0],
  ['busyboxplus has curl', 'plus', 'curl -s web', TITLE, 0],
  ['busyboxplus has wget', 'plus', 'wget -qO- web', TITLE, 0],
  ["Google's busybox has no curl", 'google', 'curl -s web', /not found/, 127],
  ["Google's busybox is an old one", 'google', 'nslookup web', /Address 1: 10\.96\./, 0],
  [
    'color names the pod that answers',
    'agnhost',
    'curl -s color',
    /This is pod default\/color on linux\/amd64, serving \/ for /,
    0,
  ],
])('%s', async (_, client, command, said, status) => {
  const result = await runCommand(CLUSTER, { client, command });
  expect(result.stdout + result.stderr).toMatch(said);
  expect(result.status).toBe(status);
});

test.each(['agnhost connect web:80 --protocol=udp', 'agnhost netexec'])('%s is not simulated', async (command) => {
  await expect(runCommand(CLUSTER, { client: 'agnhost', command })).rejects.toThrow(/is not simulated/);
});
