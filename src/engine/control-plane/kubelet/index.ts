export { type Ending, endingsOf } from './ending.ts';
export { type Listening, listeningOf, type PortConflict, parsePort, type UnknownContainer } from './listeners.ts';
export { reconcilePods } from './reconcile.ts';
export { crashedStatus, hasStopped, lastStatus, stoppedIn } from './stopped.ts';
