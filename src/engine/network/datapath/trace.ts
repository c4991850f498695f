import {
  type Outcome,
  outcomeOf,
  type Reach,
  type RecordType,
  type Resolution,
  type Trace,
} from '../../model/index.ts';
import type { Ask } from '../dns/index.ts';
import type { Client } from './client.ts';
import type { Asker, Context, Probe } from './context.ts';
import { departureOf, hindered } from './departure.ts';
import type { Way } from './hook.ts';
import { BEGINNINGS, GATEWAY } from './hooks.ts';
import { askOverNetwork } from './names/ask-nameservers.ts';
import { lookUp } from './names/look-up.ts';
import type { Snapshot } from './snapshot.ts';
import { walk } from './walk.ts';

/** As many gateways as one request is followed through. */
const GATEWAYS = 3;

/** Follows every way that the connection may take, and says for each what the client sees and why. Total and pure. */
export function trace(snapshot: Snapshot, probe: Probe): Trace {
  return followed(contextOf(snapshot), probe).trace;
}

/** A connection, and what the next one from the same client does: one trace for each branch that the first may take. */
export interface Repetition {
  readonly first: Trace;
  readonly next: readonly Trace[];
}

/** Follows two connections, one after the other, while kube-proxy remembers those with session affinity. */
export function traceTwice(snapshot: Snapshot, probe: Probe): Repetition {
  const { trace: first, ways } = followed(contextOf(snapshot), probe);
  const next = ways.map(({ affinity }) => (affinity.size === 0 ? first : trace(snapshot, { ...probe, affinity })));
  return { first, next };
}

/** Looks a name up as the client would. For a PTR an address serves as well as its name in `in-addr.arpa`. */
export function resolveName(snapshot: Snapshot, client: Client, name: string, type: RecordType): Resolution {
  return lookUp(contextOf(snapshot), client, name, type);
}

/** Puts a client's questions to nameservers, over the cluster's network. */
export function nameserversOf(snapshot: Snapshot, client: Asker): Ask {
  return askOverNetwork(contextOf(snapshot), client, new Map());
}

function contextOf(snapshot: Snapshot, gateways = GATEWAYS): Context {
  return {
    snapshot,
    ask: (client, host) => followed(contextOf(snapshot), { client, host, port: 53, protocol: 'UDP' }, 'question').trace,
    follow: gateways === 0 ? undefined : (probe) => followed(contextOf(snapshot, gateways - 1), probe).trace,
  };
}

interface Followed {
  readonly trace: Trace;
  readonly ways: readonly Way[];
}

function followed(context: Context, probe: Probe, kind: keyof typeof BEGINNINGS = 'connection'): Followed {
  const departure = departureOf(context.snapshot, probe);
  const hindrance = hindered(context.snapshot, departure);
  const ended = walk(context, hindrance === undefined ? BEGINNINGS[kind](context, departure) : [hindrance]);
  const ways = onward(context, probe, ended);
  const branches = ways.map(({ branch }) => branch);
  const outcomes = new Set(branches.map(({ outcome }) => outcome));
  const trace: Trace = {
    from: departure.connection.party,
    to: { host: probe.host, port: probe.port, protocol: probe.protocol },
    reach: reachOf(outcomes),
    outcome: outcomeOf(branches),
    branches,
  };
  return { trace, ways };
}

/** With a request, the ways go on where a gateway accepted it. */
function onward(context: Context, { http }: Probe, ways: readonly Way[]): readonly Way[] {
  if (http === undefined) return ways;
  return ways.flatMap(({ branch: first, affinity }) =>
    GATEWAY.run(context, { branch: first, http }).map((branch) => ({ branch, affinity })),
  );
}

function reachOf(outcomes: ReadonlySet<Outcome>): Reach {
  if (outcomes.has('unknown')) return 'unknown';
  if (!outcomes.has('connected')) return 'never';
  return outcomes.size === 1 ? 'always' : 'sometimes';
}
