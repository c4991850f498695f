import type { Service, ServicePort, ServiceSpec } from '../written.ts';
import { each, fillAbsent, fillZero, update } from './fill.ts';

const TIMEOUT = { clientIP: { timeoutSeconds: 10_800 } };

/**
 * Defaults of a Service; addresses, families and node ports are allocated, not defaulted.
 *
 * SetDefaults_Service in pkg/apis/core/v1/defaults.go
 */
export function defaultService(service: Service): Service {
  const result = update(fillAbsent(service, { spec: {} }), 'spec', defaultSpec);
  if (result.spec?.type !== 'LoadBalancer') return result;
  return update(result, 'status', (status) =>
    update(status, 'loadBalancer', (loadBalancer) =>
      update(loadBalancer, 'ingress', (list) =>
        each(list, (ingress) => ((ingress.ip ?? '') === '' ? ingress : fillAbsent(ingress, { ipMode: 'VIP' }))),
      ),
    ),
  );
}

function defaultSpec(spec: ServiceSpec): ServiceSpec {
  let result = fillZero(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
  result = defaultAffinity(result);
  result = update(result, 'ports', (ports) => each(ports, defaultPort));
  const { type, externalIPs = [] } = result;
  const takesNodePorts = type === 'NodePort' || type === 'LoadBalancer';
  if (takesNodePorts || (type === 'ClusterIP' && externalIPs.length > 0)) {
    result = fillZero(result, { externalTrafficPolicy: 'Cluster' });
  }
  if (takesNodePorts || type === 'ClusterIP') result = fillAbsent(result, { internalTrafficPolicy: 'Cluster' });
  return type === 'LoadBalancer' ? fillAbsent(result, { allocateLoadBalancerNodePorts: true }) : result;
}

function defaultAffinity(spec: ServiceSpec): ServiceSpec {
  const { sessionAffinityConfig: config, ...rest } = spec;
  if (spec.sessionAffinity === 'None') return config === undefined ? spec : rest;
  if (spec.sessionAffinity !== 'ClientIP' || config?.clientIP?.timeoutSeconds !== undefined) return spec;
  return { ...spec, sessionAffinityConfig: TIMEOUT };
}

function defaultPort(port: ServicePort): ServicePort {
  return fillZero(port, { protocol: 'TCP', targetPort: port.port });
}
