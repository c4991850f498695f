import type { Backend } from '../../backends/index.ts';
import type { Branch, Trace } from '../../engine/model/index.ts';
import type { Target } from '../../grammar/index.ts';
import { outsideClients } from './outside-clients.ts';

/** Whom somebody outside may want, where they may try, and which ways of a connection end there. */
export interface Goal<Way extends Attempt = Attempt> {
  readonly ways: readonly Way[];
  readonly meets: (branch: Branch) => boolean;
}

/** An address to connect to, and how the sentence writes it. */
export interface Attempt {
  readonly text: string;
  readonly target: Target;
}

/** What became of a client's attempt: `partly` where not every way of the connection ends at the goal. */
export interface Tried<Way extends Attempt = Attempt> {
  /** Who tried, as reports call them. */
  readonly from: string;
  readonly way: Way;
  readonly trace: Trace;
  readonly arrives: 'always' | 'partly' | 'never' | 'unknown';
}

/** Has each kind of client outside try each way. */
export async function tryFromOutside<Way extends Attempt>(
  backend: Backend,
  { ways, meets }: Goal<Way>,
): Promise<readonly Tried<Way>[]> {
  if (ways.length === 0) return [];
  const tried: Tried<Way>[] = [];
  for (const client of outsideClients(await backend.objects())) {
    for (const way of ways) {
      const trace = await backend.connect({ from: client.means, to: way.target, namespace: 'default' });
      tried.push({ from: client.text, way, trace, arrives: arrivalOf(trace, meets) });
    }
  }
  return tried;
}

function arrivalOf({ reach, branches }: Trace, meets: Goal['meets']): Tried['arrives'] {
  if (reach === 'unknown') return 'unknown';
  const arrived = branches.filter((branch) => branch.outcome === 'connected' && meets(branch)).length;
  if (arrived === 0) return 'never';
  return arrived === branches.length ? 'always' : 'partly';
}
