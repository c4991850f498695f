export { type Client, clientAt } from './client.ts';
export type { HttpProbe } from './context.ts';
export { compile, type Snapshot } from './snapshot.ts';
export { nameserversOf, type Repetition, resolveName, trace, traceTwice } from './trace.ts';
