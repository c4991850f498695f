import { currentCoverage } from '../coverage/index.ts';
import { type Cluster, observing } from '../library/index.ts';
import type { Trace } from '../model/index.ts';

/** Whose connections they are. */
const askedOf = new WeakMap<Trace, Cluster>();

/** Remembers which cluster was asked, for the day that an expectation judges the connections. */
export function asked(cluster: Cluster, traces: readonly Trace[]): void {
  if (currentCoverage() !== undefined) for (const trace of traces) askedOf.set(trace, cluster);
}

/** Runs a command; where coverage is counted, `traces` are the connections that it asked for. */
export async function askedDuring<T>(
  action: () => T | Promise<T>,
): Promise<{ readonly result: T; readonly traces: readonly Trace[] }> {
  if (currentCoverage() === undefined) return { result: await action(), traces: [] };
  const traces: Trace[] = [];
  const see = (cluster: Cluster, trace: Trace): void => {
    asked(cluster, [trace]);
    traces.push(trace);
  };
  return { result: await observing(see, action), traces };
}

/** Counts a connection that an expectation judges, and the questions to the cluster's DNS that it began with. */
export function judged(trace: Trace, cluster: Cluster | undefined = askedOf.get(trace)): void {
  const coverage = currentCoverage();
  if (coverage === undefined || cluster === undefined) return;
  coverage.exercise(cluster.view, trace);
  for (const way of waysToDns(cluster, trace)) coverage.exercise(cluster.view, way);
}

/** A look-up is lost where a policy drops its question, so the policies that let it through have decided too. */
function waysToDns(cluster: Cluster, { branches, to }: Trace): readonly Trace[] {
  const pods = new Set(branches.flatMap(({ hops: [first] }) => (first?.stage === 'resolve' && first.place.pod) || []));
  return [...pods].flatMap((pod) => {
    const [namespace = '', name = ''] = pod.split('/');
    const from = { pod: name, namespace };
    const servers = new Set(cluster.resolve({ from, name: to.host }).queries.map(({ server }) => server));
    return [...servers]
      .filter((server) => server !== '/etc/hosts')
      .map((host) => cluster.connect({ from, to: { host, port: 53, protocol: 'UDP' } }));
  });
}
