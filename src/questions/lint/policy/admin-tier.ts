import type { Cidr, ObjectRef } from '../../../engine/model/index.ts';
import { formatRef, overlaps, parseCidr } from '../../../engine/model/index.ts';
import {
  type CompiledPolicy,
  isTied,
  type PeerRule,
  type PodScope,
  rulesOf,
} from '../../../engine/network/policy/index.ts';
import type { Check, Problem } from '../check.ts';
import { documents } from '../example-manifests.ts';
import { type Budget, type Disagreement, disagreementOf } from '../order-matters.ts';
import type { PolicyUse } from '../policy-scene.ts';
import { DIRECTIONS } from '../policy-scene.ts';
import type { Scene } from '../scene.ts';

function adminYaml(name: string, priority: number, subject: string, action = 'Deny'): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: ${name}}
spec:
  priority: ${priority}
  subject: {namespaces: ${subject}}
  ingress:
    - {action: ${action}, from: [{namespaces: {}}]}
`;
}

const SHOP = '{matchLabels: {kubernetes.io/metadata.name: default}}';
const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: nginx}]}
`;

/** Questions that one run of lint asks to find out whether the order of policies matters. */
const QUESTIONS = 200_000;

export const equalPriority: Check = {
  code: 'equal-priority',
  severity: 'warning',
  title: 'Two admin policies of equal priority are about the same pods',
  why: 'Policies of the admin tier are asked by priority, and the first rule that matches decides. Which of two with equal priority comes first is left to the plugin, so what they say together may differ from cluster to cluster. It is a note where, for the pods and nodes that are in the manifests, both decide alike whatever they are asked about.',
  fix: 'Give each policy a priority of its own.',
  example: {
    given: POD,
    wrong: documents(adminYaml('a', 10, SHOP), adminYaml('b', 10, SHOP, 'Allow')),
    right: documents(adminYaml('a', 10, SHOP), adminYaml('b', 20, SHOP, 'Allow')),
  },
  *find(scene) {
    const budget = { left: QUESTIONS };
    const asked: CompiledPolicy[] = [];
    for (const policy of scene.policies.table.written.policies) {
      const same = asked.filter((each) => isTied(each, policy));
      asked.push(policy);
      const rival = rivalOf(scene, same, { policy, budget });
      if (rival !== undefined) yield problemOf(policy, rival);
    }
  },
};

/** A policy of the same tier and order that is about the same pods, and what the two disagree about. */
interface Rivalry {
  readonly other: CompiledPolicy;
  readonly found: Disagreement | 'unknown' | undefined;
}

interface Newcomer {
  readonly policy: CompiledPolicy;
  readonly budget: Budget;
}

/** The first one with which a policy disagrees; the first at all where it agrees with every one. */
function rivalOf(scene: Scene, same: readonly CompiledPolicy[], { policy, budget }: Newcomer): Rivalry | undefined {
  const { uses } = scene.policies;
  const own = uses.get(formatRef(policy.ref));
  let agreed: Rivalry | undefined;
  for (const other of same) {
    const use = uses.get(formatRef(other.ref));
    if (own === undefined || use === undefined || !meet(use, own)) continue;
    const found = disagreementOf(scene, [use, own], budget);
    if (found !== undefined) return { other, found };
    agreed ??= { other, found };
  }
  return agreed;
}

const DONE = { allow: 'allows', deny: 'denies', pass: 'passes on' } as const;

function problemOf({ ref, order }: CompiledPolicy, { other, found }: Rivalry): Problem {
  const start = `${formatRef(other.ref)} has priority ${order} too, and both are about the same pods: which of them comes first is not defined`;
  const at = { about: ref, path: ['spec', 'priority'], fix: 'give it another priority' };
  if (found === undefined) {
    return { ...at, severity: 'note', message: `${start}, though here both decide alike` };
  }
  if (found === 'unknown') return { ...at, message: start };
  const what = `this one ${DONE[found.other]} ${found.connection}, the other ${DONE[found.one]} it`;
  return { ...at, message: `${start}; ${what}` };
}

/** Reports whether two policies speak of one direction of one pod. */
function meet(one: PolicyUse, other: PolicyUse): boolean {
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
    for (const { ref, subject, tier } of scene.policies.table.written.policies) {
      if (tier.combine !== 'first-match' || !deniesSystem(scene, { ref, scope: subject.scope })) continue;
      yield {
        about: ref,
        path: subject.place.path,
        message:
          'the subject takes in the namespace kube-system, and a rule denies: the DNS of the cluster may be cut off',
        fix: 'leave kube-system out by a matchExpressions item: kubernetes.io/metadata.name NotIn [kube-system]',
      };
    }
  },
};

/** A subject that names labels of namespaces is taken at its word. */
function deniesSystem(
  { view, policies }: Scene,
  { ref, scope }: { readonly ref: ObjectRef; readonly scope: PodScope },
): boolean {
  const use = policies.uses.get(formatRef(ref));
  if (use === undefined || scope.namespaces.kind !== 'matching' || scope.namespaces.selector.text !== '') return false;
  const pods = view.spec.network.podCIDRs.flatMap((text) => parseCidr(text) ?? []);
  const denies = rulesOf(use.policy)
    .filter(({ verdict }) => verdict === 'deny')
    .some(({ peers }) => peers.some((peer) => mayBeInside(peer, pods)));
  return denies && use.groups.some(({ podClass }) => podClass.namespace === 'kube-system');
}

/** Addresses outside, such as those of a cloud's metadata, are denied to every namespace on purpose. */
function mayBeInside(peer: PeerRule, pods: readonly Cidr[]): boolean {
  if (peer.kind !== 'blocks') return peer.kind !== 'domain-names';
  return peer.cidrs.some((cidr) => pods.some((range) => overlaps(range, cidr)));
}
