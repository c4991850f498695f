import type { SentPacket } from '../../../model/index.ts';
import { qualifiedName } from '../../../model/index.ts';
import { healthCheck } from '../../kube-proxy/index.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * What listens at a port of a node that no pod listens at: the daemons of every node, and the API server.
 *
 * https://kubernetes.io/docs/reference/networking/ports-and-protocols/
 */
export function daemonAt(snapshot: Snapshot, node: string, { port, protocol }: SentPacket): string | undefined {
  if (protocol !== 'TCP') return undefined;
  if (port === 10250) return 'the kubelet';
  if (port === 10256 && snapshot.view.nodeSpec(node)?.kubeProxy !== false) return 'kube-proxy (its health check)';
  if (port === snapshot.view.spec.apiServer.port && isApiServer(snapshot, node)) return 'the API server';
  const check = healthCheck(snapshot.services, node, port);
  return check === undefined
    ? undefined
    : `kube-proxy (health check of Service ${qualifiedName(check.service)}: ${check.status})`;
}

/** The API server itself keeps the slice of the Service `kubernetes`. */
function isApiServer({ view, routes }: Snapshot, node: string): boolean {
  const endpoints = view.get('EndpointSlice', 'kubernetes', 'default')?.object.endpoints ?? [];
  const own = routes.nodeAddresses.get(node) ?? [];
  return endpoints.some(({ addresses }) => addresses.some((ip) => own.some(({ text }) => text === ip)));
}
