export { podsOf } from './pods-of.ts';
export {
  compareWorkloads,
  isFromManifests,
  templatePod,
  type Workload,
  workloadOf,
  workloadsOf,
} from './workloads.ts';
