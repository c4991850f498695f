export type { StoredChange } from './changes.ts';
export { ClusterState } from './state.ts';
