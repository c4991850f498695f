import type { ClusterView, Container, Pod, Resource, Service } from '../../model/index.ts';
import { compareText, formatSocket } from '../../model/index.ts';
import { clusterIPsOf } from './service-kind.ts';

/**
 * The variables that tell a container where the Services of its namespace were when it started, by name: a Service that
 * came later has none until the pod is made anew. Of other namespaces it learns `default/kubernetes` alone, and without
 * enableServiceLinks nothing else. A variable that the container sets itself
 * has the container's value, and is left out where that is not written in the manifest.
 *
 * kubernetes pkg/kubelet/envvars/envvars.go FromServices, pkg/kubelet/kubelet_pods.go getServiceEnvVarMap.
 */
export function serviceEnvironment(
  view: ClusterView,
  pod: Resource<Pod>,
  container: Container | undefined = pod.object.spec.containers[0],
): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const service of visibleServices(view, pod)) addService(variables, service);
  for (const [name, value] of ownVariables(view, pod, container)) {
    if (!variables.has(name)) continue;
    if (value === undefined) variables.delete(name);
    else variables.set(name, value);
  }
  return new Map([...variables].sort(([a], [b]) => compareText(a, b)));
}

function visibleServices(view: ClusterView, pod: Resource<Pod>): readonly Resource<Service>[] {
  const { ref, object } = pod;
  const own = object.spec.enableServiceLinks === false ? [] : view.servicesAtStart(ref, ref.namespace);
  const apiServer = view.servicesAtStart(ref, 'default').find((service) => service.ref.name === 'kubernetes');
  if (apiServer === undefined || own.some((service) => service.ref.name === 'kubernetes')) return own;
  return [...own, apiServer];
}

function addService(variables: Map<string, string>, service: Resource<Service>): void {
  const [ip] = clusterIPsOf(service.object);
  const ports = service.object.spec.ports ?? [];
  const [first] = ports;
  if (ip === undefined || first === undefined) return;
  const prefix = variableName(service.ref.name);
  const urlOf = (port: { readonly port: number; readonly protocol?: string }): string =>
    `${(port.protocol ?? 'TCP').toLowerCase()}://${formatSocket(ip, port.port)}`;
  variables.set(`${prefix}_SERVICE_HOST`, ip);
  variables.set(`${prefix}_SERVICE_PORT`, String(first.port));
  variables.set(`${prefix}_PORT`, urlOf(first));
  for (const port of ports) {
    if (port.name !== undefined && port.name !== '') {
      variables.set(`${prefix}_SERVICE_PORT_${variableName(port.name)}`, String(port.port));
    }
    const protocol = port.protocol;
    const link = `${prefix}_PORT_${port.port}_${protocol}`;
    variables.set(link, urlOf(port));
    variables.set(`${link}_PROTO`, protocol.toLowerCase());
    variables.set(`${link}_PORT`, String(port.port));
    variables.set(`${link}_ADDR`, ip);
  }
}

function variableName(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}

// `env` comes after `envFrom` and wins over it. A value with a reference is not expanded here.
function ownVariables(
  view: ClusterView,
  pod: Resource<Pod>,
  container: Container | undefined,
): readonly (readonly [string, string | undefined])[] {
  const from = (container?.envFrom ?? []).flatMap((source) => {
    const map = view.get('ConfigMap', source.configMapRef?.name ?? '', pod.ref.namespace);
    const data = Object.entries(map?.object.data ?? {});
    return data.map(([key, value]) => [`${source.prefix ?? ''}${key}`, value] as const);
  });
  const own = (container?.env ?? []).map(({ name, value, valueFrom }) => {
    const unknown = valueFrom !== undefined || value?.includes('$(') === true;
    return [name, unknown ? undefined : (value ?? '')] as const;
  });
  return [...from, ...own];
}
