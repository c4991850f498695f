import type { Backend } from '../backends/index.ts';
import type { Trace } from '../engine/model/index.ts';
import { type From, queryOf, type Target } from '../grammar/index.ts';

interface Connections {
  readonly clients: readonly From[];
  readonly targets: readonly Target[];
  readonly namespace: string;
}

/** Connects from each client to each target, one after the other. */
export async function connectEach(backend: Backend, { clients, targets, namespace }: Connections): Promise<Trace[]> {
  const traces: Trace[] = [];
  for (const from of clients) {
    for (const to of targets) traces.push(await backend.connect({ from: queryOf(from), to, namespace }));
  }
  return traces;
}
