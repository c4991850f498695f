import { listeningOf } from '../../engine/control-plane/kubelet/index.ts';
import type { ClusterView, ContainerPort, Pod, Protocol } from '../../engine/model/index.ts';
import { runningContainers } from '../../engine/model/index.ts';

/** The port of a pod, as somebody declared it. */
export function declaredPorts(pod: Pod): readonly ContainerPort[] {
  return runningContainers(pod).flatMap(({ ports }) => ports ?? []);
}

/** Reports whether a process of the pod listens on a port, as far as its manifest and its images tell. */
export function listensOn(view: ClusterView, pod: Pod, port: number, protocol: Protocol): boolean {
  return listeningOf(view.spec, pod).listeners.some(
    (each) => each.port === port && each.protocol === protocol && each.loopback === undefined,
  );
}

/** `8080/TCP, 9090/TCP (metrics)`: what is known to listen, and all of it; `undefined` where nothing is known of a container. */
export function listenersText(view: ClusterView, pod: Pod): string | undefined {
  const { listeners, unknown } = listeningOf(view.spec, pod);
  if (unknown !== undefined) return undefined;
  const names = new Map(
    declaredPorts(pod).map(({ containerPort, protocol, name }) => [`${containerPort}/${protocol}`, name]),
  );
  const texts = listeners.map(({ port, protocol }) => {
    const name = names.get(`${port}/${protocol}`);
    return name === undefined ? `${port}/${protocol}` : `${port}/${protocol} (${name})`;
  });
  return [...new Set(texts)].join(', ');
}
