import type { Pod } from '../../../engine/model/index.ts';
import { isReady, isTerminating, podIPs, qualifiedName } from '../../../engine/model/index.ts';
import type { Check } from '../check.ts';
import { podYaml, serviceYaml } from '../example-manifests.ts';
import { workloadNames } from '../nearest.ts';

const SERVICE = serviceYaml('web', 'selector: {app: web}, ports: [{port: 80}]');

export const serviceWithoutEndpoints: Check = {
  code: 'service-without-endpoints',
  severity: 'warning',
  title: 'A Service selects pods, and none of them is ready',
  why: 'Only pods that have an address and are ready become endpoints. While there is none, connections to the Service are refused. Pods stay pending where no node takes them, and unready where a container cannot start or its probe fails; workloads may also be scaled to zero.',
  fix: 'See why the pods are not ready: `curlew get pods -o wide` and the other findings about them.',
  example: {
    wrong: `${podYaml('web', 'image: nginx', 'nodeSelector: {disk: fast}, ')}---\n${SERVICE}`,
    right: `${podYaml('web', 'image: nginx')}---\n${SERVICE}`,
  },
  *find(scene) {
    for (const service of scene.written('Service')) {
      if (service.object.spec.publishNotReadyAddresses === true) continue;
      const workloads = scene.selectedBy(service);
      if (workloads.length === 0) continue;
      const pods = workloads.flatMap((workload) => (workload.live === 0 ? [] : workload.pods));
      if (pods.some(({ object }) => obstacleOf(object) === undefined)) continue;
      const [first] = pods;
      const because =
        first === undefined
          ? `${workloadNames(workloads)} has no pods now`
          : `pod ${qualifiedName(first.ref)} ${obstacleOf(first.object)}`;
      yield {
        about: service.ref,
        path: ['spec', 'selector'],
        message: `none of the pods that the Service selects is an endpoint: ${because}`,
        fix: 'see to it that a pod of it becomes ready',
        ...(first === undefined ? { severity: 'note' as const } : {}),
      };
    }
  },
};

function obstacleOf(pod: Pod): string | undefined {
  const { nodeName = '' } = pod.spec;
  if (nodeName === '') return 'is pending: no node takes it';
  if (podIPs(pod).length === 0) return 'has no address';
  if (isTerminating(pod)) return 'is terminating';
  return isReady(pod) ? undefined : 'is not ready';
}
