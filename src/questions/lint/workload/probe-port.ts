import type { Container, FieldPath, Probe } from '../../../engine/model/index.ts';
import { formatRef, runningContainers } from '../../../engine/model/index.ts';
import type { Check, Problem } from '../check.ts';
import { podYaml } from '../example-manifests.ts';
import { declaredPorts } from '../listening-ports.ts';
import type { Scene } from '../scene.ts';
import type { Workload } from '../workloads.ts';

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

export const probePortName: Check = {
  code: 'probe-port-name-missing',
  severity: 'warning',
  title: 'A probe names a port that its container does not declare',
  why: 'The kubelet looks the name up among the ports of the same container. Where it is not there the probe fails every time: the pod never becomes ready, or is restarted again and again.',
  fix: 'Name the container port so, use the name that it has, or write the number.',
  example: {
    wrong: podYaml(
      'web',
      'image: example/app, ports: [{name: http, containerPort: 8080}], readinessProbe: {httpGet: {port: web}}',
    ),
    right: podYaml(
      'web',
      'image: example/app, ports: [{name: http, containerPort: 8080}], readinessProbe: {httpGet: {port: http}}',
    ),
  },
  *find(scene) {
    for (const { workload, container, port, path } of probesOf(scene)) {
      if (typeof port !== 'string' || container.ports?.some(({ name }) => name === port) === true) continue;
      yield {
        about: workload.ref,
        path,
        message: `container ${container.name} of ${formatRef(workload.ref)} declares no port named ${port}, so the probe always fails`,
        fix: 'write the name of one of its ports, or the number',
      };
    }
  },
};

export const undeclaredPort: Check = {
  code: 'undeclared-port',
  severity: 'note',
  title: 'A probe asks a port that the pod does not declare',
  why: "Something listens there, or the probe would fail, but the list of the pod's ports does not say so: whoever writes policies from that list leaves the port out, and it stays open to everybody. Declared ports are documentation that tools read.",
  fix: "Add the port to the container's `ports`.",
  example: {
    wrong: podYaml(
      'web',
      'image: example/app, ports: [{containerPort: 8080}], readinessProbe: {httpGet: {port: 9090}}',
    ),
    right: podYaml(
      'web',
      'image: example/app, ports: [{containerPort: 8080}, {containerPort: 9090}], readinessProbe: {httpGet: {port: 9090}}',
    ),
  },
  *find(scene) {
    for (const { workload, container, port, path } of probesOf(scene)) {
      const declared = declaredPorts(workload.pods[0].object);
      if (typeof port === 'string' || declared.length === 0) continue;
      if (declared.some(({ containerPort }) => containerPort === port)) continue;
      yield {
        about: workload.ref,
        path,
        message: `a probe of container ${container.name} asks port ${port}, which ${formatRef(workload.ref)} does not declare`,
        fix: `add "containerPort: ${port}" to its ports`,
      };
    }
  },
};

interface Asked {
  readonly workload: Workload;
  readonly container: Container;
  readonly port: number | string;
  readonly path: Problem['path'];
}

/** Every probe that asks a port of its own pod, at the workload that somebody wrote. */
function* probesOf({ workloads }: Scene): Generator<Asked> {
  for (const workload of workloads.filter(({ written }) => written)) {
    const { object: pod } = workload.pods[0];
    for (const container of runningContainers(pod)) {
      const path = [...workload.template, ...placeOf(pod.spec.containers, pod.spec.initContainers, container)];
      for (const name of PROBES) {
        const asked = portOf(container[name]);
        if (asked === undefined) continue;
        yield { workload, container, port: asked.port, path: [...path, name, asked.by, 'port'] };
      }
    }
  }
}

function placeOf(
  containers: readonly Container[] | undefined,
  init: readonly Container[] | undefined,
  container: Container,
): FieldPath {
  const index = (containers ?? []).indexOf(container);
  return index >= 0 ? ['spec', 'containers', index] : ['spec', 'initContainers', (init ?? []).indexOf(container)];
}

/** A probe with a host of its own asks something else. */
function portOf(probe: Probe | undefined): { readonly by: string; readonly port: number | string } | undefined {
  const { httpGet, tcpSocket, grpc } = probe ?? {};
  if (((httpGet ?? tcpSocket)?.host ?? '') !== '') return undefined;
  if (httpGet !== undefined) return { by: 'httpGet', port: httpGet.port };
  if (tcpSocket !== undefined) return { by: 'tcpSocket', port: tcpSocket.port };
  return grpc === undefined ? undefined : { by: 'grpc', port: grpc.port };
}
