export { compileRoutes } from './compile.ts';
export { hostPortAt, nodeAddress, ownerOf } from './owner.ts';
export type { HostPort, LoadBalancer, Owner, RouteTable } from './table.ts';
