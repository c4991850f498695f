import { formatRef } from '../../model/index.ts';
import type { AdminSubject } from '../admin-policies.ts';
import { adminPolicies } from '../admin-policies.ts';
import type { Check } from '../check.ts';
import { documents } from '../example-manifests.ts';
import type { PolicyScene } from '../policy-scene.ts';
import { DIRECTIONS } from '../policy-scene.ts';
import type { Scene } from '../scene.ts';

function adminYaml(name: string, priority: number, subject: string): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: ${name}}
spec:
  priority: ${priority}
  subject: {namespaces: ${subject}}
  ingress:
    - {action: Deny, from: [{namespaces: {matchLabels: {team: guests}}}]}
`;
}

const SHOP = '{matchLabels: {kubernetes.io/metadata.name: default}}';
const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: nginx}]}
`;

export const equalPriority: Check = {
  code: 'equal-priority',
  severity: 'warning',
  title: 'Two admin policies of equal priority are about the same pods',
  why: 'Policies of the admin tier are asked by priority, and the first rule that matches decides. Which of two with equal priority comes first is left to the plugin, so what they say together may differ from cluster to cluster.',
  fix: 'Give each policy a priority of its own.',
  example: {
    given: POD,
    wrong: documents(adminYaml('a', 10, SHOP), adminYaml('b', 10, SHOP)),
    right: documents(adminYaml('a', 10, SHOP), adminYaml('b', 20, SHOP)),
  },
  *find({ view, policies }) {
    const byRank = new Map<string, AdminSubject[]>();
    for (const policy of adminPolicies(view)) {
      if (policy.priority === undefined) continue;
      const key = `${policy.rank} ${policy.priority}`;
      const same = byRank.get(key) ?? [];
      const rival = same.find((other) => meet(policies, other, policy));
      byRank.set(key, [...same, policy]);
      if (rival === undefined) continue;
      yield {
        about: policy.ref,
        path: ['spec', 'priority'],
        message: `${formatRef(rival.ref)} has priority ${policy.priority} too, and both are about the same pods: which of them comes first is not defined`,
        fix: 'give it another priority',
      };
    }
  },
};

/** Reports whether two policies speak of one direction of one pod. */
function meet(policies: PolicyScene, a: AdminSubject, b: AdminSubject): boolean {
  const [one, other] = [policies.uses.get(formatRef(a.ref)), policies.uses.get(formatRef(b.ref))];
  if (one === undefined || other === undefined) return false;
  const sameDirection = DIRECTIONS.some(
    (direction) => one.policy.rules[direction] !== undefined && other.policy.rules[direction] !== undefined,
  );
  const groups = new Set(other.groups);
  return sameDirection && one.groups.some((group) => groups.has(group));
}

export const adminDeniesSystem: Check = {
  code: 'admin-policy-denies-system',
  severity: 'warning',
  title: 'An admin policy denies traffic of kube-system by a selector of every namespace',
  why: "A subject such as `namespaces: {}` takes in kube-system, where the cluster's DNS runs; a rule that denies can cut every workload off from it. What the admin tier denies, no NetworkPolicy can allow again.",
  fix: 'Leave kube-system out: a `matchExpressions` item with key kubernetes.io/metadata.name, operator NotIn, values [kube-system].',
  example: {
    given: POD,
    wrong: adminYaml('guests', 10, '{}'),
    right: adminYaml(
      'guests',
      10,
      '{matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}]}',
    ),
  },
  *find(scene) {
    for (const subject of adminPolicies(scene.view)) {
      if (!deniesSystem(scene, subject)) continue;
      yield {
        about: subject.ref,
        path: subject.path,
        message:
          'the subject takes in the namespace kube-system, and a rule denies: the DNS of the cluster may be cut off',
        fix: 'leave kube-system out by a matchExpressions item: kubernetes.io/metadata.name NotIn [kube-system]',
      };
    }
  },
};

/** A subject that names labels of namespaces is taken at its word. */
function deniesSystem({ policies }: Scene, { ref, scope }: AdminSubject): boolean {
  const use = policies.uses.get(formatRef(ref));
  if (use === undefined || scope.namespaces.kind !== 'matching' || scope.namespaces.selector.text !== '') return false;
  const denies = DIRECTIONS.some((direction) => use.policy.rules[direction]?.some(({ action }) => action === 'deny'));
  return denies && use.groups.some(({ podClass }) => podClass.namespace === 'kube-system');
}
