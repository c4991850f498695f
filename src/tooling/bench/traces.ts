import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const POD_COUNT = 1_000;
const SERVICE_COUNT = 200;
const TRACE_COUNT = 40_000;

/** Connections a second on a cluster of 1,000 pods and 200 Services, names resolved and policies asked. */
export async function benchTraces(): Promise<readonly string[]> {
  const { Cluster } = (await import(join(ROOT, 'dist/curlew.js'))) as typeof import('../../doors/curlew.ts');
  const each = POD_COUNT / SERVICE_COUNT;
  const objects = Array.from({ length: SERVICE_COUNT }, (_, index) => {
    const labels = { app: `app-${index}` };
    const metadata = { name: `app-${index}`, namespace: `ns-${index % 10}` };
    const containers = [{ name: 'web', image: 'nginx', ports: [{ containerPort: 80 }] }];
    return [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          replicas: each,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers } },
        },
      },
      { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port: 80 }] } },
    ];
  }).flat();
  const nodes = Array.from({ length: 12 }, (_, index) => ({
    name: `node-${index + 10}`,
    address: `192.168.1.${index + 1}`,
  }));
  const cluster = await Cluster.of({ objects, cluster: { nodes } });
  const clients = cluster
    .get('Pod')
    .flatMap(({ metadata }) =>
      metadata.namespace.startsWith('ns-') ? [{ pod: metadata.name, namespace: metadata.namespace }] : [],
    );
  const ask = (count: number) => {
    for (let index = 0; index < count; index++) {
      const target = (index * 7) % SERVICE_COUNT;
      const from = clients[index % clients.length];
      if (from === undefined) throw new Error('no clients');
      const trace = cluster.trace({ from, to: `app-${target}.ns-${target % 10}:80` });
      if (trace.reach !== 'always') throw new Error(`${trace.to.host}: ${trace.outcome}`);
    }
  };
  ask(2_000);
  const started = performance.now();
  ask(TRACE_COUNT);
  const rate = TRACE_COUNT / ((performance.now() - started) / 1000);
  return [
    `trace, ${POD_COUNT} pods and ${SERVICE_COUNT} Services, ${each} ways each: ${Math.round(rate).toLocaleString('en')} connections a second`,
  ];
}
