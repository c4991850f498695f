import type { Branch, Trace } from '../../engine/model/index.ts';
import type { Connection } from '../backend.ts';
import { type Backend, BackendCannot, type BackendKind, simulated, unable } from '../index.ts';

const NAME = 'observed';

/** A backend that tries a connection once, and knows what came of it alone; it can do nothing else. */
export function observed(): BackendKind {
  const inner = simulated();
  return {
    name: NAME,
    async start(given) {
      if (given.cluster !== undefined || given.override !== undefined) throw new BackendCannot('choose cluster', NAME);
      return observing(await inner.start(given));
    },
  };
}

function observing(inner: Backend): Backend {
  return {
    ...unable(NAME),
    name: NAME,
    can: new Set(),
    diagnostics: inner.diagnostics,
    textOf: (file) => inner.textOf(file),
    objects: () => inner.objects(),
    async connect(connection) {
      refuseFrom(connection);
      return seen(await inner.connect(connection));
    },
    resolve: (lookUp) => inner.resolve(lookUp),
    end: () => inner.end(),
  };
}

function refuseFrom({ from }: Connection): void {
  if (from.kind === 'node') throw new BackendCannot('from nodes', NAME);
  if (from.kind === 'external') throw new BackendCannot('from outside', NAME);
}

/** What somebody sees who tries once, and is lucky or not. */
function seen(trace: Trace): Trace {
  const [first] = trace.branches;
  if (first === undefined) throw new Error('a trace without a branch');
  const branch: Branch = {
    client: first.client,
    probability: 1,
    outcome: first.outcome,
    via: null,
    endpoint: first.endpoint,
    translated: null,
    masqueraded: false,
    sourceSeen: null,
    reply: null,
    hops: [],
  };
  const reach = first.outcome === 'connected' ? 'always' : first.outcome === 'unknown' ? 'unknown' : 'never';
  return { ...trace, reach, outcome: first.outcome, branches: [branch], evidence: 'observed' };
}
