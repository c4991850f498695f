import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/** Runs in a process of its own, so that the peak memory is that of one load. */
const PROGRAM = `
const { Cluster } = await import(${JSON.stringify(join(ROOT, 'dist/curlew.js'))});
const [deployments, replicas] = process.argv.slice(1).map(Number);
const documents = [];
for (let index = 0; index < deployments; index++) {
  const labels = { app: 'app-' + index };
  const metadata = { name: 'app-' + index, namespace: 'ns-' + (index % 20) };
  const containers = [{ name: 'web', image: 'nginx', ports: [{ containerPort: 80 }] }];
  const spec = { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } };
  documents.push({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec });
  documents.push({ apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port: 80 }] } });
}
const yaml = documents.map((document) => block(document, 0)).join('---\\n');
const nodes = Array.from({ length: Math.ceil((deployments * replicas) / 100) + 1 }, (_, index) => ({
  name: 'node-' + String(index).padStart(4, '0'), address: '10.0.' + (index >> 8) + '.' + ((index & 255) || 256 - 1),
}));
const wide = { podCIDR: '10.128.0.0/9', serviceCIDR: '10.64.0.0/12' };
const unique = nodes.map((node, index) => ({ ...node, address: '192.168.' + (index >> 8) + '.' + (index & 255) }));
const started = performance.now();
const cluster = await Cluster.load({ yaml, cluster: { network: wide, nodes: unique } });
const seconds = (performance.now() - started) / 1000;
const running = cluster.get('Pod').filter((pod) => pod.status?.phase === 'Running').length;
console.log(JSON.stringify({ seconds, running, peak: process.resourceUsage().maxRSS / 1024 }));

function block(value, depth) {
  const indent = '  '.repeat(depth);
  return Object.entries(value).map(([key, each]) => {
    if (Array.isArray(each)) return indent + key + ':\\n' + each.map((item) => indent + '  -\\n' + block(item, depth + 2)).join('');
    if (typeof each === 'object') return indent + key + ':\\n' + block(each, depth + 1);
    return indent + key + ': ' + each + '\\n';
  }).join('');
}
`;

/** Loading manifests and letting the cluster come to rest, at three sizes: the growth shows in seconds for each 1,000 pods. */
export function benchSettle(): readonly string[] {
  return [
    [100, 10],
    [500, 10],
    [2_000, 10],
    [5_000, 10],
  ].map(([deployments = 0, replicas = 0]) => {
    const args = ['--input-type=module', '-e', PROGRAM, String(deployments), String(replicas)];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const { seconds, running, peak } = JSON.parse(stdout) as { seconds: number; running: number; peak: number };
    const pods = deployments * replicas;
    const each = ((seconds * 1_000_000) / pods).toFixed(0);
    return `load and settle, ${pods} pods in ${deployments} Services: ${seconds.toFixed(2)} s (${each} ms for 1,000 pods), peak ${Math.round(peak)} MiB, ${running} pods run`;
  });
}
