export { routesOf } from './compile.ts';
export { addressTowards, hostPortAt, nodeAddress, ownerOf } from './owner.ts';
export type { HostPort, LoadBalancer, Owner, RouteTable } from './table.ts';
