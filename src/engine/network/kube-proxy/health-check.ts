import type { ObjectRef, Reason, RuleRef } from '../../model/index.ts';
import type { ServiceTable } from './table.ts';

/** What kube-proxy answers to `GET /healthz` on a healthCheckNodePort: load balancers send only to nodes that say 200. */
export interface HealthCheck {
  readonly service: ObjectRef;
  readonly status: 200 | 503;
  /** The node's ready endpoints, counted once for each address; the header X-Load-Balancing-Endpoint-Weight. */
  readonly localEndpoints: number;
  readonly reason: Reason;
  readonly rule: RuleRef;
}

/**
 * The answer of a node's kube-proxy at a health check node port; `undefined` where nothing listens. A dual-stack Service
 * is counted in its first family.
 *
 * kubernetes pkg/proxy/healthcheck/service_health.go.
 */
export function healthCheck(table: ServiceTable, nodeName: string, port: number): HealthCheck | undefined {
  const node = table.node(nodeName);
  const ports = table.index.byHealthCheckPort.get(port) ?? [];
  const [first] = ports;
  if (node?.proxied !== true || first === undefined) return undefined;
  const ips = ports
    .filter(({ family, service }) => family === first.family && service === first.service)
    .flatMap((each) => table.endpoints(each))
    .filter(({ ready, nodeName: host }) => ready && host === node.name)
    .map(({ ip }) => ip.text);
  const localEndpoints = new Set(ips).size;
  const { ref } = first.service;
  const count =
    localEndpoints === 1 ? '1 ready endpoint' : `${localEndpoints === 0 ? 'no' : localEndpoints} ready endpoints`;
  return {
    service: ref,
    status: localEndpoints > 0 ? 200 : 503,
    localEndpoints,
    reason: {
      code: localEndpoints > 0 ? 'health-check-healthy' : 'health-check-unhealthy',
      text: `node ${node.name} has ${count} of Service ${ref.namespace}/${ref.name}`,
    },
    rule: table.rule(ref, ['spec', 'healthCheckNodePort']),
  };
}
