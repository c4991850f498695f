export { routesOf } from './compile.ts';
export { addressTowards, hostPortAt, isIn, nodeAddress, ownerOf } from './owner.ts';
export type { HostPort, LoadBalancer, Owner, RouteTable } from './table.ts';
