export type { Client } from './client.ts';
export { askOverNetwork } from './nameserver.ts';
export { resolveName } from './resolve-name.ts';
export { compile, type Snapshot } from './snapshot.ts';
export type { HttpProbe } from './through-gateway.ts';
export { type Probe, type Repetition, trace, traceTwice } from './trace.ts';
