export { compileGateways } from './compile-gateways.ts';
export type { Controller } from './controller.ts';
export { ingressAddresses, publishIngressStatus } from './ingress-addresses.ts';
export { admitIngress } from './ingress-class.ts';
export type { Match, ProxyRequest } from './match.ts';
export { type ProxyBranch, type Proxying, proxy } from './proxy.ts';
export type { GatewayTable } from './table.ts';
export { unservedFor, whyUnserved } from './unserved.ts';
