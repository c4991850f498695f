export {
  isFromManifests,
  type NamespacedRef,
  templatePod,
  type Workload,
  workloadOf,
  workloadsOf,
} from './workloads.ts';
