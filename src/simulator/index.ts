export { namespaceObject } from './builtins.ts';
export { applyObjects, changeCluster, type Simulation, startCluster } from './simulation.ts';
