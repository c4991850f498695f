export { type Listening, listeningOf, type PortConflict, parseListens, parsePort } from './listeners.ts';
export { reconcilePods } from './reconcile.ts';
