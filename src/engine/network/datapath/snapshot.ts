import type { ClusterView, Diagnostic } from '../../model/index.ts';
import type { Zone } from '../dns/index.ts';
import { compileZone } from '../dns/index.ts';
import { compileForeign, type ForeignTable } from '../foreign/index.ts';
import type { GatewayTable } from '../gateway/index.ts';
import { compileGateways } from '../gateway/index.ts';
import type { ServiceTable } from '../kube-proxy/index.ts';
import { compileServices } from '../kube-proxy/index.ts';
import type { PolicyTable } from '../policy/index.ts';
import { compilePolicies } from '../policy/index.ts';
import type { RouteTable } from '../routing/index.ts';
import { routesOf } from '../routing/index.ts';

/** Every component's table for one state of the cluster. Immutable, and shared by all connections through it. */
export interface Snapshot {
  readonly view: ClusterView;
  readonly routes: RouteTable;
  readonly services: ServiceTable;
  readonly zone: Zone;
  readonly policies: PolicyTable;
  readonly gateways: GatewayTable;
  /** What nobody here understands, and may change an answer. */
  readonly foreign: ForeignTable;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles the tables that packets are judged by, once for each state. */
export function compile(view: ClusterView): Snapshot {
  const services = compileServices(view);
  const zone = compileZone(view);
  const gateways = compileGateways(view);
  const foreign = compileForeign(view);
  return {
    view,
    routes: routesOf(view),
    services: services.table,
    zone: zone.table,
    policies: compilePolicies(view),
    gateways: gateways.table,
    foreign,
    diagnostics: [services, zone, gateways, foreign].flatMap(({ diagnostics }) => diagnostics),
  };
}
