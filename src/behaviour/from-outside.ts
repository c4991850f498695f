import type { Cluster } from '../api/index.ts';
import type { Branch, Trace } from '../engine/model/index.ts';
import { judged } from './judged.ts';
import { outsideClients } from './outside-clients.ts';
import type { WayIn } from './ways-in.ts';

/** Whom somebody outside may want, where they may try, and which ways of a connection end there. */
export interface Goal<Way extends Attempt = Attempt> {
  readonly ways: readonly Way[];
  readonly meets: (branch: Branch) => boolean;
}

/** An address to connect to, and how the sentence writes it. */
export interface Attempt {
  readonly text: string;
  readonly target: string | WayIn['target'];
}

/** What became of a client's attempt: `partly` where not every way of the connection ends at the goal. */
export interface Tried<Way extends Attempt = Attempt> {
  readonly from: string;
  readonly way: Way;
  readonly trace: Trace;
  readonly arrives: 'always' | 'partly' | 'never' | 'unknown';
}

/** Has each kind of client outside try each way. */
export function tryFromOutside<Way extends Attempt>(
  cluster: Cluster,
  { ways, meets }: Goal<Way>,
): readonly Tried<Way>[] {
  const clients = ways.length === 0 ? [] : outsideClients(cluster.view);
  return clients.flatMap((from) =>
    ways.map((way) => {
      const trace = cluster.trace({ from, to: way.target });
      judged(trace, cluster);
      return { from, way, trace, arrives: arrivalOf(trace, meets) };
    }),
  );
}

function arrivalOf({ reach, branches }: Trace, meets: Goal['meets']): Tried['arrives'] {
  if (reach === 'unknown') return 'unknown';
  const arrived = branches.filter((branch) => branch.outcome === 'connected' && meets(branch)).length;
  if (arrived === 0) return 'never';
  return arrived === branches.length ? 'always' : 'partly';
}
