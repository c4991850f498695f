import { formatRef } from '../../../engine/model/index.ts';
import type { Direction } from '../../../engine/network/policy/index.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, policyYaml } from '../example-manifests.ts';
import type { PodGroup, PolicyScene } from '../policy-scene.ts';
import { DIRECTIONS } from '../policy-scene.ts';
import type { Workload } from '../workloads.ts';

export const unprotectedWorkload: Check = {
  code: 'unprotected-workload',
  severity: 'note',
  title: 'No policy restricts a workload, though others are restricted',
  why: 'A pod that no policy selects accepts every connection, and may open every connection. In a cluster that uses policies, that is more often forgotten than meant. Directions in which the cluster restricts nobody are not mentioned. A pod on the host network cannot be restricted by any policy.',
  fix: 'Add a policy for it, or a default policy with `podSelector: {}` to its namespace.',
  example: {
    given: documents(podYaml('db', 'image: postgres'), podYaml('cache', 'image: redis')),
    wrong: policyYaml('db', ''),
    right: documents(policyYaml('db', ''), policyYaml('cache', '')),
  },
  *find({ policies, workloads }) {
    const used = DIRECTIONS.filter((direction) =>
      policies.groups.some((group) => restricts(policies, group, direction)),
    );
    if (used.length === 0) return;
    for (const workload of workloads.filter(({ written }) => written)) {
      if (isOnHost(policies, workload)) {
        yield {
          about: workload.ref,
          path: [...workload.template, 'spec', 'hostNetwork'],
          message: `no policy can restrict ${formatRef(workload.ref)}: its pods are on the host network`,
          fix: 'remove hostNetwork from the pods, or restrict them at the node',
        };
        continue;
      }
      const groups = policies.groupsOf(workload);
      const open = used.filter((direction) => groups.some((group) => !restricts(policies, group, direction)));
      if (open.length === 0) continue;
      yield {
        about: workload.ref,
        path: [],
        message: `no policy restricts the ${open.join(' and ')} of ${formatRef(workload.ref)}`,
        fix: 'add a NetworkPolicy that selects it',
      };
    }
  },
};

function isOnHost({ onHost }: PolicyScene, workload: Workload): boolean {
  return onHost.some((actor) => actor.workload === workload);
}

/** A policy that does not isolate restricts only where it denies. */
export function restricts(policies: PolicyScene, group: PodGroup, direction: Direction): boolean {
  return policies
    .steps(group, direction)
    .some(
      ({ isolating, candidates }) => isolating.length > 0 || candidates.some(({ rule }) => rule.verdict === 'deny'),
    );
}
