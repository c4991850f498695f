export { assignNodeCIDRs } from './assign-node-cidrs.ts';
export { assignPodIPs } from './assign-pod-ips.ts';
export { assignServiceAddresses } from './assign-service-addresses.ts';
export type { IpamResult, IpamState } from './ipam-state.ts';
export { freshIpam } from './ipam-state.ts';
