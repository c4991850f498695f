import { Cluster } from '../../api/index.ts';
import { Bindings, type Comparison, compare, type KnownTokens, knownTokens, type Verdict } from './index.ts';

const MANIFESTS = `
{apiVersion: v1, kind: Pod, metadata: {name: client}, spec: {containers: [{name: c, image: busybox, command: [sleep, "1d"]}]}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 2, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: NodePort, selector: {app: web}, ports: [{port: 80}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: fixed}, spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 31080}]}}
`;

/** A cluster of kind with a pod `client`, a Deployment `web` of two pods, and two Services in front of it. */
const CLUSTER: Cluster = Cluster.of({ yaml: MANIFESTS, cluster: 'kind' });
const KNOWN: KnownTokens = knownTokens(CLUSTER.view);

/** Tokens of that cluster, by the names that rows call them: `{pod1}`, `{ip1}` … */
export const TOKENS: Readonly<Record<string, string>> = tokens();

function tokens(): Readonly<Record<string, string>> {
  const { view } = CLUSTER;
  const pods = view
    .list('Pod', 'default')
    .map(({ ref, object }) => ({ name: ref.name, ip: object.status?.podIP ?? '', node: object.spec.nodeName ?? '' }));
  const [client, one, two] = pods;
  const service = view.get('Service', 'web', 'default')?.object.spec;
  return {
    client: client?.ip ?? '',
    pod1: one?.name ?? '',
    pod2: two?.name ?? '',
    ip1: one?.ip ?? '',
    ip2: two?.ip ?? '',
    node1: one?.node ?? '',
    node2: two?.node ?? '',
    rs: one?.name.replace(/-\w+$/, '') ?? '',
    vip: service?.clusterIP ?? '',
    port: String(service?.ports?.[0]?.nodePort ?? ''),
    vip2: view.get('Service', 'fixed', 'default')?.object.spec?.clusterIP ?? '',
    dns: view.get('Service', 'kube-dns', 'kube-system')?.object.spec?.clusterIP ?? '',
  };
}

/** Puts the cluster's tokens into what it printed. */
export function filled(text: string): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => TOKENS[name] ?? whole);
}

/** Compares as a page would, whose output begins in line 10. */
export function judged(command: string, page: string, actual: string, more: Partial<Comparison> = {}): Verdict {
  const lines = page
    .replace(/^\n/, '')
    .replace(/\n\s*$/, '')
    .split('\n');
  return compare({
    printed: lines.map((text, index) => ({ line: 10 + index, text })),
    actual: filled(actual.replace(/^\n/, '')),
    commands: command.split(' ; ').map((each) => each.split(' ')),
    bindings: Bindings.NONE,
    known: KNOWN,
    ...more,
  });
}

/** The lines that differ and why, as rows of tests have them. */
export function differencesOf({ differences }: Verdict): readonly string[] {
  return differences.map(({ line, why }) => `${line}: ${why}`);
}
