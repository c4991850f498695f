import { firstNames, SetupError } from '../engine/model/index.ts';
import type { Snapshot } from '../engine/network/datapath/index.ts';
import { type HealthCheck, healthCheck } from '../engine/network/kube-proxy/index.ts';

/** Whose health check node port is asked. */
export interface HealthQuestion {
  readonly service: string;
  /** `default` unless said otherwise. */
  readonly namespace?: string;
  readonly node: string;
}

/** The answer at the health check node port of a Service; see `Cluster.healthCheck`. */
export function healthOf(
  { view, services }: Snapshot,
  { service, namespace = 'default', node }: HealthQuestion,
): HealthCheck | undefined {
  if (view.get('Node', node) === undefined) {
    const names = view.list('Node').map(({ ref }) => ref.name);
    throw new SetupError(`no node named "${node}"`, { hint: `there are: ${firstNames(names)}` });
  }
  const found = view.get('Service', service, namespace);
  if (found === undefined) {
    const names = view.list('Service', namespace).map(({ ref }) => ref.name);
    throw new SetupError(`no service named "${service}" in namespace ${namespace}`, {
      hint: `there are: ${firstNames(names) || 'none'}`,
    });
  }
  const port = found.object.spec.healthCheckNodePort;
  return port === undefined || view.nodeSpec(node)?.up === false ? undefined : healthCheck(services, node, port);
}
