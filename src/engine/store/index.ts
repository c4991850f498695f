export { ClusterState } from './state.ts';
