import type { NetworkPolicy, Resource } from '../../../engine/model/index.ts';
import { compileSelector, formatRef } from '../../../engine/model/index.ts';
import type { AdminSubject } from '../admin-policies.ts';
import { adminPolicies } from '../admin-policies.ts';
import type { Check, Problem } from '../check.ts';
import { podYaml, policyYaml } from '../example-manifests.ts';
import { missOf, nearestText } from '../nearest.ts';
import { isEmptySelector } from '../policy-scene.ts';
import type { Scene } from '../scene.ts';

export const policySelectsNothing: Check = {
  code: 'policy-selects-nothing',
  severity: 'warning',
  title: 'A policy selects no pod',
  why: 'A policy protects the pods that its selector selects. One that selects none protects nothing, and nobody notices: the API server accepts it, and everything keeps working. Most often a label was renamed in the workload, or misspelt in the policy. It is a note where the manifests hold no workload at all in the namespaces that the policy speaks of.',
  fix: 'Make the selector match the labels of the pod template (not those of the Deployment itself).',
  example: {
    given: podYaml('db', 'image: postgres'),
    wrong: policyYaml('protect-db', '', 'database'),
    right: policyYaml('protect-db', '', 'db'),
  },
  *find(scene) {
    const { uses } = scene.policies;
    for (const policy of scene.written('NetworkPolicy')) {
      if (!uses.has(formatRef(policy.ref))) yield* ofNetworkPolicy(scene, policy);
    }
    for (const subject of adminPolicies(scene.view)) {
      if (!uses.has(formatRef(subject.ref))) yield* ofAdminPolicy(scene, subject);
    }
  },
};

/** A selector of every pod is a rule for pods to come. */
function* ofNetworkPolicy(scene: Scene, { ref, object }: Resource<NetworkPolicy>): Generator<Problem> {
  const namespace = ref.namespace ?? 'default';
  const pods = compileSelector(object.spec?.podSelector ?? {});
  const scope = { namespaces: { kind: 'own', namespace }, pods } as const;
  if (isEmptySelector(pods) || scene.policies.hostPodsIn(scope).length > 0) return;
  const { because, severity } = missOf(pods, namespace, scene.workloads);
  yield {
    about: ref,
    path: ['spec', 'podSelector'],
    message: `podSelector ${pods.text} selects no pod in namespace ${namespace}${because}`,
    fix: 'write the labels of the pod template, and the namespace of its pods',
    severity,
  };
}

function* ofAdminPolicy(scene: Scene, { ref, path, scope }: AdminSubject): Generator<Problem> {
  if (scene.policies.hostPodsIn(scope).length > 0) return;
  const namespaces = new Set(scene.policies.namespacesIn(scope));
  const here = scene.workloads.filter((workload) => namespaces.has(workload.ref.namespace ?? 'default'));
  const near = nearestText(scope.pods, here);
  const what = namespaces.size === 0 ? 'namespace' : 'pod';
  yield {
    about: ref,
    path,
    message: `the subject selects no ${what}${near === undefined || what === 'namespace' ? '' : `: ${near}`}`,
    fix: `write the labels that the ${what}s have, or add the manifests that the policy is about`,
    severity: here.length === 0 ? 'note' : 'warning',
  };
}
