import type { ClusterView, Container, Pod, Resource } from '../../engine/model/index.ts';
import { podIPs } from '../../engine/model/index.ts';
import { hostnameOf, serviceEnvironment } from '../../engine/network/dns/index.ts';

/** The variables of a container, and those whose values are not in the manifests. */
export interface Environment {
  readonly variables: ReadonlyMap<string, string>;
  readonly unknown: readonly string[];
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The environment of a container's processes: what the kubelet sets, the container's own variables with their references
 * expanded, and what every runtime adds. What the image sets is not known, but for the PATH that nearly all share.
 *
 * kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables.
 */
export function environmentOf(view: ClusterView, pod: Resource<Pod>, container: Container): Environment {
  const services = serviceEnvironment(view, pod, { name: container.name });
  const variables = new Map([
    ['PATH', PATH],
    ['HOSTNAME', hostnameOf(view, pod).kernel],
  ]);
  const unknown: string[] = [];
  for (const [name, value] of ownVariables(view, pod, container, services)) {
    if (value === undefined) unknown.push(name);
    else variables.set(name, value);
  }
  for (const [name, value] of services) if (!variables.has(name) && !unknown.includes(name)) variables.set(name, value);
  if (!variables.has('HOME')) variables.set('HOME', '/root');
  return { variables, unknown };
}

function ownVariables(
  view: ClusterView,
  pod: Resource<Pod>,
  container: Container,
  services: ReadonlyMap<string, string>,
): ReadonlyMap<string, string | undefined> {
  const own = new Map<string, string | undefined>();
  for (const { prefix = '', configMapRef } of container.envFrom ?? []) {
    const map = view.get('ConfigMap', configMapRef?.name ?? '', pod.ref.namespace);
    for (const [key, value] of Object.entries(map?.object.data ?? {})) own.set(`${prefix}${key}`, value);
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    if (valueFrom === undefined)
      own.set(
        name,
        expand(value ?? '', (key) => own.get(key) ?? services.get(key)),
      );
    else if (valueFrom.configMapKeyRef !== undefined) {
      const { name: map = '', key } = valueFrom.configMapKeyRef;
      own.set(name, view.get('ConfigMap', map, pod.ref.namespace)?.object.data?.[key]);
    } else own.set(name, podField(pod, valueFrom.fieldRef?.fieldPath));
  }
  return own;
}

/** `$(NAME)` is another variable, `$$` a dollar; what is not defined stays (kubernetes third_party/forked/golang/expansion). */
function expand(text: string, variable: (name: string) => string | undefined): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (found, name) => (name === undefined ? '$' : (variable(name) ?? found)));
}

function podField({ ref, object }: Resource<Pod>, path: string | undefined): string | undefined {
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path ?? '');
  if (keyed !== null) return object.metadata[keyed[1] === 'labels' ? 'labels' : 'annotations']?.[keyed[2] ?? ''] ?? '';
  switch (path) {
    case 'metadata.name':
      return ref.name;
    case 'metadata.namespace':
      return ref.namespace;
    case 'metadata.uid':
      return object.metadata.uid;
    case 'spec.nodeName':
      return object.spec.nodeName;
    case 'spec.serviceAccountName':
      return object.spec.serviceAccountName ?? 'default';
    case 'status.podIP':
      return podIPs(object)[0];
    case 'status.podIPs':
      return podIPs(object).join(',');
    case 'status.hostIP':
      return object.status?.hostIP;
    default:
      return undefined;
  }
}
