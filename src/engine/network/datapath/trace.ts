import type { Branch, Outcome, PacketProtocol, Reach, Reason, Trace } from '../../model/index.ts';
import { isFinished, qualifiedName } from '../../model/index.ts';
import { addressesOf, type Client, homeNode, partyOf } from './client.ts';
import { branchOf, type Flight, fail, type Memory } from './flight.ts';
import type { Snapshot } from './snapshot.ts';
import { stages } from './stages.ts';
import { type HttpProbe, throughGateway } from './through-gateway.ts';

/** One question: does CLIENT get an answer from HOST:PORT? `host` is a name or an address. */
export interface Probe {
  readonly client: Client;
  readonly host: string;
  readonly port: number;
  readonly protocol: PacketProtocol;
  /** The request that follows; without one the connection ends where it is accepted, be it at a gateway. */
  readonly http?: HttpProbe;
  /** Where earlier connections with session affinity went; nowhere unless said otherwise. */
  readonly memory?: Memory;
}

const NO_MEMORY: Memory = new Map();

/** As many gateways as one request is followed through. */
const GATEWAYS = 3;

/** Follows every way that the connection may take, and says for each what the client sees and why. Total and pure. */
export function trace(snapshot: Snapshot, probe: Probe): Trace {
  return traceOf(snapshot, probe, waysOf(snapshot, probe, GATEWAYS));
}

/** A connection, and what the next one from the same client does: one trace for each branch that the first may take. */
export interface Repetition {
  readonly first: Trace;
  readonly next: readonly Trace[];
}

/** Follows two connections, one after the other, while kube-proxy remembers those with session affinity. */
export function traceTwice(snapshot: Snapshot, probe: Probe): Repetition {
  const ways = waysOf(snapshot, probe, GATEWAYS);
  const first = traceOf(snapshot, probe, ways);
  const next = ways.map(({ memory }) => (memory.size === 0 ? first : trace(snapshot, { ...probe, memory })));
  return { first, next };
}

function traceOf(snapshot: Snapshot, probe: Probe, ways: readonly Way[]): Trace {
  const branches = ways.map(({ branch }) => branch);
  const outcomes = new Set(branches.map(({ outcome }) => outcome));
  return {
    from: partyOf(snapshot, probe.client),
    to: { host: probe.host, port: probe.port, protocol: probe.protocol },
    reach: reachOf(outcomes),
    outcome: outcomes.size === 1 ? (branches[0]?.outcome ?? 'unknown') : 'flaky',
    branches,
  };
}

/** A branch, and what kube-proxy remembers of the client once it was taken. */
interface Way {
  readonly branch: Branch;
  readonly memory: Memory;
}

function waysOf(snapshot: Snapshot, probe: Probe, gateways: number): readonly Way[] {
  const flights: Flight[] = [];
  fly(snapshot, depart(snapshot, probe), 0, flights);
  const { http, client } = probe;
  const asking = partyOf(snapshot, client);
  if (http === undefined) return flights.map((flight) => ({ branch: branchOf(flight, asking), memory: flight.memory }));
  const follow =
    gateways === 0 ? undefined : (next: Probe) => waysOf(snapshot, next, gateways - 1).map(({ branch }) => branch);
  return flights.flatMap((flight) =>
    throughGateway(snapshot, { branch: branchOf(flight, asking), http, follow }).map((branch) => ({
      branch,
      memory: flight.memory,
    })),
  );
}

/** Takes a flight through the stages from number `next` on; `landed` collects the ways in which it ends, in order. */
function fly(snapshot: Snapshot, flight: Flight, next: number, landed: Flight[]): void {
  const stage = stages[next];
  if (stage === undefined || flight.end !== undefined) landed.push(flight);
  else for (const each of stage.run(snapshot, flight)) fly(snapshot, each, next + 1, landed);
}

function reachOf(outcomes: ReadonlySet<Outcome>): Reach {
  if (outcomes.has('unknown')) return 'unknown';
  if (!outcomes.has('connected')) return 'never';
  return outcomes.size === 1 ? 'always' : 'sometimes';
}

function depart(snapshot: Snapshot, { client, host, port, protocol, memory = NO_MEMORY }: Probe): Flight {
  const party = partyOf(snapshot, client);
  const node = homeNode(client);
  const pod = client.kind === 'pod' ? { pod: client.pod.ref } : {};
  const flight: Flight = {
    client,
    probability: 1,
    host,
    packet: { host, source: party.ip, destination: undefined, port, protocol },
    place: { ...pod, ...(node === undefined ? {} : { node }) },
    via: null,
    translated: null,
    asked: undefined,
    masquerade: false,
    masqueraded: false,
    entering: false,
    owner: undefined,
    trail: undefined,
    memory,
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
