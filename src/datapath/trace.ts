import type { Outcome, Protocol, Reach, Reason, Trace } from '../model/index.ts';
import { isFinished, qualifiedName } from '../model/index.ts';
import { addressesOf, type Client, homeNode, partyOf } from './client.ts';
import { branchOf, type Flight, fail } from './flight.ts';
import type { Snapshot } from './snapshot.ts';
import { stages } from './stages.ts';

/** One question: does CLIENT get an answer from HOST:PORT? `host` is a name or an address. */
export interface Probe {
  readonly client: Client;
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/** Follows every way that the connection may take, and says for each what the client sees and why. Total and pure. */
export function trace(snapshot: Snapshot, probe: Probe): Trace {
  const start = depart(snapshot, probe);
  let flights: readonly Flight[] = [start];
  for (const stage of stages) {
    flights = flights.flatMap((flight) => (flight.end === undefined ? stage.run(snapshot, flight) : [flight]));
  }
  const branches = flights.map(branchOf);
  const outcomes = new Set(branches.map(({ outcome }) => outcome));
  return {
    from: partyOf(snapshot, probe.client),
    to: { host: probe.host, port: probe.port, protocol: probe.protocol },
    reach: reachOf(outcomes),
    outcome: outcomes.size === 1 ? (branches[0]?.outcome ?? 'unknown') : 'flaky',
    branches,
  };
}

function reachOf(outcomes: ReadonlySet<Outcome>): Reach {
  if (outcomes.has('unknown')) return 'unknown';
  if (!outcomes.has('connected')) return 'never';
  return outcomes.size === 1 ? 'always' : 'sometimes';
}

function depart(snapshot: Snapshot, { client, host, port, protocol }: Probe): Flight {
  const party = partyOf(snapshot, client);
  const node = homeNode(client);
  const pod = client.kind === 'pod' ? { pod: qualifiedName(client.pod.ref) } : {};
  const flight: Flight = {
    client,
    probability: 1,
    host,
    packet: { source: party.ip ?? '', destination: '', port, protocol },
    place: { ...pod, ...(node === undefined ? {} : { node }) },
    via: null,
    translated: null,
    asked: undefined,
    masquerade: false,
    masqueraded: false,
    entering: false,
    owner: undefined,
    hops: [],
    nearMisses: [],
    end: undefined,
  };
  const hindrance = whyItCannotStart(snapshot, client);
  if (hindrance === undefined) return flight;
  return fail(flight, 'unreachable', { stage: 'resolve', action: 'fail', reason: hindrance });
}

function whyItCannotStart(snapshot: Snapshot, client: Client): Reason | undefined {
  const node = homeNode(client);
  if (node !== undefined && snapshot.view.nodeSpec(node)?.up === false) {
    return { code: 'node-down', text: `the client's node ${node} is down` };
  }
  if (client.kind !== 'pod') return undefined;
  const { status } = client.pod.object;
  const name = `pod ${qualifiedName(client.pod.ref)}`;
  if (isFinished(client.pod.object) || addressesOf(snapshot, client).length === 0) {
    const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled');
    const why = scheduled?.status === 'False' ? (scheduled.message ?? scheduled.reason) : status?.message;
    const text = `${name} is ${status?.phase ?? 'Pending'}${why === undefined ? '' : `: ${why}`}`;
    return { code: 'client-not-running', text };
  }
  const container = status?.containerStatuses?.find(({ name: each }) => each === client.container);
  const waiting = container?.state?.waiting;
  if (waiting === undefined) return undefined;
  const text = `container ${client.container} of ${name} does not run: ${waiting.reason}: ${waiting.message}`;
  return { code: 'client-not-running', text };
}
