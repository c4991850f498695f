export { type Listening, listeningOf, type PortConflict, parsePort, type UnknownContainer } from './listeners.ts';
export { reconcilePods } from './reconcile.ts';
