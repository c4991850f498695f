import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const SERVICE_COUNT = 5_000;

/** Printing kube-proxy's rules for 5,000 Services on one node, from a cluster at rest. */
export async function benchRules(): Promise<readonly string[]> {
  const { Cluster } = (await import(join(ROOT, 'dist/curlew.js'))) as typeof import('../../doors/curlew.ts');
  const objects = Array.from({ length: SERVICE_COUNT }, (_, index) => {
    const labels = { app: `app-${index}` };
    const metadata = { name: `app-${index}`, namespace: `ns-${index % 20}` };
    const containers = [{ name: 'web', image: 'nginx', ports: [{ containerPort: 80 }] }];
    return [
      { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, labels }, spec: { containers } },
      { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port: 80 }] } },
    ];
  }).flat();
  const nodes = Array.from({ length: 60 }, (_, index) => ({
    name: `node-${index + 10}`,
    address: `192.168.1.${index + 1}`,
  }));
  const cluster = await Cluster.of({ objects, cluster: { nodes } });
  return (['iptables', 'nftables'] as const).map((format) => {
    const started = performance.now();
    const lines = cluster.rules({ node: 'node-10', format }).split('\n').length;
    const seconds = (performance.now() - started) / 1000;
    return `rules, ${SERVICE_COUNT.toLocaleString('en')} Services as ${format}: ${seconds.toFixed(2)} s for ${lines.toLocaleString('en')} lines`;
  });
}
