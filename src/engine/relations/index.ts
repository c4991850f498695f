export { podsOf } from './pods-of.ts';
export {
  compareWorkloads,
  isFromManifests,
  type NamespacedRef,
  templatePod,
  type Workload,
  workloadOf,
  workloadsOf,
} from './workloads.ts';
