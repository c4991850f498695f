export { compileRoutes } from './compile.ts';
export { hostPortAt, nodeAddress, ownerOf } from './owner.ts';
export type { HostPort, Owner, RouteTable } from './table.ts';
