import type { Pod, Protocol, Resource, Service, ServicePort } from '../../../engine/model/index.ts';
import { formatRef, namedPort } from '../../../engine/model/index.ts';
import type { Check } from '../check.ts';
import { podYaml, serviceYaml } from '../example-manifests.ts';
import { declaredPorts, listenersText, listensOn } from '../listening-ports.ts';
import type { Scene } from '../scene.ts';
import type { Workload } from '../workloads.ts';

/** A port of a Service and a workload to which it leads. */
interface Lead {
  readonly service: Resource<Service>;
  readonly port: ServicePort;
  readonly index: number;
  readonly protocol: Protocol;
  readonly workload: Workload;
  readonly pod: Pod;
}

export const targetPortName: Check = {
  code: 'target-port-name-missing',
  severity: 'warning',
  title: 'A Service names a target port that its pods do not declare',
  why: "A `targetPort` that is a name is looked up among the container ports of each pod, with the protocol of the Service's port. A pod without such a port is no endpoint for it, though it is running and ready.",
  fix: 'Name the container port so, use the name that it has, or write the number.',
  example: {
    given: podYaml('web', 'image: nginx, ports: [{name: http, containerPort: 80}]'),
    wrong: serviceYaml('web', 'selector: {app: web}, ports: [{port: 80, targetPort: web}]'),
    right: serviceYaml('web', 'selector: {app: web}, ports: [{port: 80, targetPort: http}]'),
  },
  *find(scene) {
    for (const { service, port, index, protocol, workload, pod } of leadsOf(scene)) {
      const { targetPort } = port;
      if (typeof targetPort !== 'string' || namedPort(pod, targetPort, protocol) !== undefined) continue;
      const declared = declaredPorts(pod).map(
        ({ name, containerPort, protocol: own }) => `${name ?? 'unnamed'} (${containerPort}/${own})`,
      );
      const offer = declared.length === 0 ? 'declares no ports' : `has ${declared.join(', ')}`;
      yield {
        about: service.ref,
        path: ['spec', 'ports', index, 'targetPort'],
        message: `${formatRef(workload.ref)} declares no ${protocol} port named ${targetPort}: it ${offer}`,
        fix: 'write the name or the number of a container port',
      };
    }
  },
};

export const targetPortClosed: Check = {
  code: 'target-port-closed',
  severity: 'warning',
  title: 'A Service leads to a port on which its pods do not listen',
  why: 'Connections to the Service are sent to `targetPort`, which is the same as `port` where it is not written. If no process of the pod listens there, every connection is refused. What listens is taken from declared container ports, probes, known images and the annotation `curlew.dev/listens`; where nothing at all is known of a container, this is a note.',
  fix: "Write the port on which the process listens as `targetPort`, or declare it in the container's `ports`.",
  example: {
    given: podYaml('web', 'image: example/app, ports: [{containerPort: 8080}]'),
    wrong: serviceYaml('web', 'selector: {app: web}, ports: [{port: 80}]'),
    right: serviceYaml('web', 'selector: {app: web}, ports: [{port: 80, targetPort: 8080}]'),
  },
  *find(scene) {
    for (const { service, port, index, protocol, workload, pod } of leadsOf(scene)) {
      const target = port.targetPort;
      if (typeof target === 'string' || listensOn(scene.view, pod, target, protocol)) continue;
      const known = listenersText(scene.view, pod);
      const who = formatRef(workload.ref);
      yield {
        about: service.ref,
        path: ['spec', 'ports', index, 'targetPort'],
        ...(known === undefined
          ? {
              message: `nothing says on which ports ${who} listens: whether connections to ${target}/${protocol} are refused is not known`,
              fix: `declare "containerPort: ${target}" in its pod template`,
              severity: 'note' as const,
            }
          : {
              message: `${who} does not listen on ${target}/${protocol}${known === '' ? '' : `, only on ${known}`}`,
              fix: 'write the port on which it listens as targetPort',
            }),
      };
    }
  },
};

/** Every port of every written Service with every workload that it selects. */
function* leadsOf(scene: Scene): Generator<Lead> {
  for (const service of scene.written('Service')) {
    for (const [index, port] of (service.object.spec.ports ?? []).entries()) {
      for (const workload of scene.selectedBy(service)) {
        const protocol = port.protocol as Protocol;
        yield { service, port, index, protocol, workload, pod: workload.pods[0].object };
      }
    }
  }
}
