import { type Cluster, type From, observing } from '../api/index.ts';
import type { DnsQuery, Resolution, Trace } from '../engine/model/index.ts';
import { qualifiedName } from '../engine/model/index.ts';
import { currentCoverage } from '../questions/coverage/index.ts';

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

/** Who looks a name up, and in which cluster. */
interface Asker {
  readonly cluster: Cluster;
  readonly from: From;
  readonly namespace?: string;
}

const lookedUpBy = new WeakMap<Resolution, Asker>();

/** Remembers who looked a name up, for the day that an expectation judges the look-up. */
export function lookedUp(asker: Asker, resolution: Resolution): void {
  if (currentCoverage() !== undefined) lookedUpBy.set(resolution, asker);
}

/** Counts a look-up that an expectation judges: its way to the nameserver, and the Service that it found. */
export function judgedLookUp(resolution: Resolution, asker: Asker | undefined = lookedUpBy.get(resolution)): void {
  const coverage = currentCoverage();
  if (coverage === undefined || asker === undefined) return;
  const { view } = asker.cluster;
  coverage.lookUp(view, resolution);
  for (const way of waysToServers(asker, resolution.queries)) coverage.exercise(view, way);
}

/** A look-up is lost where a policy drops its question, so the policies that let it through have decided too. */
function waysToDns(cluster: Cluster, { branches, to }: Trace): readonly Trace[] {
  const pods = branches.flatMap(({ hops: [first] }) => (first?.stage === 'resolve' && first.place.pod) || []);
  return [...new Map(pods.map((pod) => [qualifiedName(pod), pod])).values()].flatMap(({ namespace, name }) => {
    const from = { pod: name, ...(namespace === undefined ? {} : { namespace }) };
    return waysToServers({ cluster, from }, cluster.lookUp({ from, name: to.host }).queries);
  });
}

function waysToServers({ cluster, ...client }: Asker, queries: readonly DnsQuery[]): readonly Trace[] {
  const servers = new Set(queries.map(({ server }) => server).filter((server) => server !== '/etc/hosts'));
  return [...servers].map((host) => cluster.trace({ ...client, to: { host, port: 53, protocol: 'UDP' } }));
}
