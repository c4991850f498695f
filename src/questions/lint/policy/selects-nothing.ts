import type { ObjectRef } from '../../../engine/model/index.ts';
import { formatRef } from '../../../engine/model/index.ts';
import type { PolicySubject } from '../../../engine/network/policy/index.ts';
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
    const { uses, table } = scene.policies;
    for (const { ref, subject } of table.written.policies) {
      if (uses.has(formatRef(ref))) continue;
      const { namespaces } = subject.scope;
      if (namespaces.kind === 'own') yield* inNamespace(scene, { ref, subject, namespace: namespaces.namespace });
      else yield* inCluster(scene, { ref, subject });
    }
  },
};

interface Idle {
  readonly ref: ObjectRef;
  readonly subject: PolicySubject;
}

/** A selector of every pod is a rule for pods to come. */
function* inNamespace(
  scene: Scene,
  { ref, subject: { scope, place }, namespace }: Idle & { readonly namespace: string },
): Generator<Problem> {
  if (isEmptySelector(scope.pods) || scene.policies.hostPodsIn(scope).length > 0) return;
  const { because, severity } = missOf(scope.pods, namespace, scene.workloads);
  yield {
    about: ref,
    path: place.path,
    message: `${place.path.at(-1)} ${scope.pods.text} selects no pod in namespace ${namespace}${because}`,
    fix: 'write the labels of the pod template, and the namespace of its pods',
    severity,
  };
}

function* inCluster(scene: Scene, { ref, subject: { scope, place } }: Idle): Generator<Problem> {
  if (scene.policies.hostPodsIn(scope).length > 0) return;
  const namespaces = new Set(scene.policies.namespacesIn(scope));
  const here = scene.workloads.filter((workload) => namespaces.has(workload.ref.namespace));
  const near = nearestText(scope.pods, here);
  const what = namespaces.size === 0 ? 'namespace' : 'pod';
  yield {
    about: ref,
    path: place.path,
    message: `the subject selects no ${what}${near === undefined || what === 'namespace' ? '' : `: ${near}`}`,
    fix: `write the labels that the ${what}s have, or add the manifests that the policy is about`,
    severity: here.length === 0 ? 'note' : 'warning',
  };
}
