import type { Protocol } from '../../../engine/model/index.ts';
import { formatRef, targetOn } from '../../../engine/model/index.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, policyYaml, serviceYaml } from '../example-manifests.ts';
import { policyAdmits } from '../policy-rules.ts';
import type { PodGroup, PolicyScene } from '../policy-scene.ts';

export const targetBlocked: Check = {
  code: 'target-blocked',
  severity: 'warning',
  title: 'Policies let no pod reach the port that a Service leads to',
  why: 'The pods behind the Service are isolated for ingress, and no rule of any policy that selects them admits the target port, from whomever. Connections to the Service time out, but for those that enter at the node of the pod, which no policy keeps from it. Typical causes are a default-deny policy without the policy that should allow, and a rule for the wrong port.',
  fix: 'Add an ingress rule for the target port.',
  example: {
    given: documents(podYaml('db', 'image: postgres'), serviceYaml('db', 'selector: {app: db}, ports: [{port: 5432}]')),
    wrong: policyYaml('db', 'ingress: []\n'),
    right: policyYaml('db', 'ingress:\n  - ports: [{port: 5432}]\n'),
  },
  *find(scene) {
    for (const service of scene.written('Service')) {
      for (const [index, port] of (service.object.spec.ports ?? []).entries()) {
        for (const workload of scene.selectedBy(service)) {
          const [pod] = workload.pods;
          const target = targetOn(pod.object, port);
          if (target === undefined) continue;
          const protocol = port.protocol as Protocol;
          const all = scene.policies.groupsOf(workload);
          if (all.length === 0 || !all.every((group) => isClosed(scene.policies, group, target, protocol))) continue;
          yield {
            about: service.ref,
            path: ['spec', 'ports', index],
            message: `policies let no pod reach ${formatRef(workload.ref)} on ${target}/${protocol}, to which this port leads: ${isolating(scene.policies, all)}`,
            fix: `allow ingress to port ${target} in a policy that selects ${formatRef(workload.ref)}`,
          };
        }
      }
    }
  },
};

function isClosed(policies: PolicyScene, group: PodGroup, port: number, protocol: Protocol): boolean {
  const last = policies.isolatingStep(group, 'ingress');
  if (last === undefined) return false;
  const asked = policies.steps(group, 'ingress').filter(({ tier }) => tier.order <= last.tier.order);
  return group.actors.every(({ pod: destination }) =>
    asked
      .flatMap((step) => step.policies)
      .every((policy) => !policyAdmits(policy, 'ingress', { destination, port, protocol })),
  );
}

function isolating(policies: PolicyScene, groups: readonly PodGroup[]): string {
  const all = groups.flatMap((group) => policies.isolatingStep(group, 'ingress')?.isolating ?? []);
  const names = [...new Set(all.map(({ ref }) => formatRef(ref)))];
  const isolate = names.length === 1 ? 'isolates' : 'isolate';
  return `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''} ${isolate} it`;
}
