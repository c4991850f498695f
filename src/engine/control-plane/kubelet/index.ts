export { type Listening, listeningOf, type PortConflict, parsePort } from './listeners.ts';
export { reconcilePods } from './reconcile.ts';
