import type { Container, ContainerPort, Pod, PodSpec, PodTemplateSpec } from '../written.ts';
import { defaultContainer } from './container.ts';
import { each, fillAbsent, fillZero, update } from './fill.ts';
import { defaultVolume } from './volume.ts';

const POD_SPEC_TEXTS = {
  dnsPolicy: 'ClusterFirst',
  restartPolicy: 'Always',
  schedulerName: 'default-scheduler',
};
const POD_SPEC = { securityContext: {}, terminationGracePeriodSeconds: 30 };
const NO_REQUESTS = { requests: {} };
const POD_ONLY = { enableServiceLinks: true };

/** Defaults of a Pod: those of every pod spec, and those that templates leave open (pkg/apis/core/v1/defaults.go). */
export function defaultPod(pod: Pod): Pod {
  return update(pod, 'spec', (spec) => {
    let result = fillAbsent(spec, POD_ONLY);
    result = update(result, 'containers', (containers) => each(containers, requestLimits));
    result = update(result, 'initContainers', (containers) => each(containers, requestLimits));
    if (result.hostNetwork === true) {
      result = update(result, 'containers', (containers) => each(containers, defaultHostPorts));
      result = update(result, 'initContainers', (containers) => each(containers, defaultHostPorts));
    }
    return defaultPodSpec(result);
  });
}

/** Defaults of the template in a workload. */
export function defaultPodTemplate(template: PodTemplateSpec): PodTemplateSpec {
  return update(template, 'spec', defaultPodSpec);
}

function defaultPodSpec(spec: PodSpec): PodSpec {
  let result = fillAbsent(fillZero(spec, POD_SPEC_TEXTS), POD_SPEC);
  result = update(result, 'volumes', (volumes) => each(volumes, defaultVolume));
  result = update(result, 'containers', (containers) => each(containers, defaultContainer));
  return update(result, 'initContainers', (containers) => each(containers, defaultContainer));
}

/** What is limited and not requested is requested up to its limit. */
function requestLimits(container: Container): Container {
  return update(container, 'resources', (resources) => {
    const { limits } = resources;
    if (limits === undefined) return resources;
    return update(fillAbsent(resources, NO_REQUESTS), 'requests', (requests) => fillAbsent(requests, limits));
  });
}

/** A pod in its node's network has each container port on the node. */
function defaultHostPorts(container: Container): Container {
  return update(container, 'ports', (ports) =>
    each(ports, (port): ContainerPort => fillZero(port, { hostPort: port.containerPort })),
  );
}
