import type { Cluster, ClusterChange } from '../api/index.ts';
import type { Trace } from '../engine/model/index.ts';
import { SetupError } from '../engine/model/index.ts';

/** Something that a connection may have to survive. Each change happens to the cluster as it is, alone. */
export interface Disruption {
  /** As the sentence has it. */
  readonly text: string;
  /** `traces` are the connections of the cluster at rest. */
  changes(cluster: Cluster, traces: readonly Trace[]): readonly ClusterChange[];
}

const ONE: readonly (readonly [RegExp, (name: string) => ClusterChange])[] = [
  [/^node (\S+) is down$/, (node) => ({ node, up: false })],
  [/^node (\S+) is drained$/, (drain) => ({ drain })],
  [/^(.+) rolls out$/, (rollOut) => ({ rollOut })],
  [/^(.+) restarts$/, (restart) => ({ restart })],
];

/**
 * Reads what happens: `any one node is down`, `any one pod restarts`, `deployment web rolls out`, `pod web-0 restarts`,
 * `node kuben05 is down`, `node kuben05 is drained`. Throws a SetupError for anything else.
 */
export function parseDisruption(text: string): Disruption {
  if (text === 'any one node is down') return { text, changes: anyNodeDown };
  if (text === 'any one pod restarts') return { text, changes: anyPodRestarts };
  for (const [pattern, changeOf] of ONE) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined) return { text, changes: () => [changeOf(name)] };
  }
  throw new SetupError(`"${text}" is nothing that Curlew can make happen`, {
    hint: 'write "any one node is down", "any one pod restarts", "deployment web rolls out" or "node a is drained"',
  });
}

function anyNodeDown({ view }: Cluster): readonly ClusterChange[] {
  return view.spec.nodes.filter(({ up }) => up).map(({ name }) => ({ node: name, up: false }));
}

/** The pods that answer, and those of the DNS: no other pod plays a part. */
function anyPodRestarts({ view }: Cluster, traces: readonly Trace[]): readonly ClusterChange[] {
  const answering = traces.flatMap(({ branches }) =>
    branches.flatMap(({ endpoint }) => (endpoint?.kind === 'Pod' ? [`${endpoint.namespace}/${endpoint.name}`] : [])),
  );
  const dns = view
    .labelled('Pod', 'kube-system', { 'k8s-app': 'kube-dns' })
    .map(({ ref }) => `kube-system/${ref.name}`);
  return [...new Set([...answering, ...dns])].sort().map((pod) => ({ restart: `pod ${pod}` }));
}
