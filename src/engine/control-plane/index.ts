export { crashedStatus } from './kubelet/index.ts';
export { moments } from './moments.ts';
export {
  applyObjects,
  changeCluster,
  rest,
  type Simulation,
  startCluster,
  writeChanges,
  writeObjects,
} from './simulation.ts';
