import type { Requirement } from '../../../engine/model/index.ts';
import { compileSelector, formatRef } from '../../../engine/model/index.ts';
import type { PeerRule, PodScope } from '../../../engine/network/policy/index.ts';
import type { Check, Problem } from '../check.ts';
import { documents, podYaml, policyYaml } from '../example-manifests.ts';
import { nearestText } from '../nearest.ts';
import { usedRules } from '../policy-rules.ts';
import type { PolicyScene } from '../policy-scene.ts';
import type { Scene } from '../scene.ts';

type PodsPeer = Extract<PeerRule, { kind: 'pods' }>;

export const peerMatchesNothing: Check = {
  code: 'peer-matches-nothing',
  severity: 'warning',
  title: 'A peer of a policy rule matches no pod',
  why: "A rule whose `podSelector` and `namespaceSelector` match no pod allows nobody, so the client that it was written for is locked out. A `podSelector` alone looks in the policy's own namespace; to reach pods elsewhere, `namespaceSelector` must stand beside it in the same list item. It is a note where the manifests do not hold the namespace or its workloads, since they may live elsewhere.",
  fix: "Write the labels that the client's pod template and its Namespace really have. Every Namespace has the label `kubernetes.io/metadata.name`.",
  example: {
    given: documents(podYaml('db', 'image: postgres'), podYaml('api')),
    wrong: policyYaml('db', 'ingress:\n  - from: [{podSelector: {matchLabels: {app: backend}}}]\n'),
    right: policyYaml('db', 'ingress:\n  - from: [{podSelector: {matchLabels: {app: api}}}]\n'),
  },
  *find(scene) {
    for (const { policy, rule } of usedRules(scene.policies)) {
      for (const peer of rule.peers) {
        if (peer.kind === 'pods' && isUnmatched(scene.policies, peer.scope)) {
          yield { about: policy.ref, path: peer.place.path, ...explain(scene, peer) };
        }
      }
    }
  },
};

function isUnmatched(policies: PolicyScene, scope: PodScope): boolean {
  return policies.inScope(scope).length === 0 && policies.hostPodsIn(scope).length === 0;
}

function explain(scene: Scene, { scope }: PodsPeer): Pick<Problem, 'message' | 'fix' | 'severity'> {
  const namespaces = new Set(scene.policies.namespacesIn(scope));
  const pods = scope.pods.text === '' ? 'any label' : scope.pods.text;
  if (namespaces.size === 0) {
    const selector = scope.namespaces.kind === 'matching' ? scope.namespaces.selector.text : '';
    return {
      message: `no namespace of these manifests has ${selector}, so the peer matches no pod`,
      fix: 'add the Namespace manifest with its labels, or select it by kubernetes.io/metadata.name',
      severity: 'note',
    };
  }
  const here = scene.workloads.filter(({ ref }) => namespaces.has(ref.namespace));
  const where = namespaces.size === 1 ? `namespace ${[...namespaces].join()}` : 'the namespaces that it selects';
  if (here.length === 0) {
    return {
      message: `the peer matches no pod: these manifests have no workload in ${where}`,
      fix: 'give lint the manifests of the clients as well',
      severity: 'note',
    };
  }
  const other = elsewhere(scene, scope);
  const near = other ?? nearestText(scope.pods, here);
  return {
    message: `no pod in ${where} has ${pods}${near === undefined ? '' : `: ${near}`}`,
    fix:
      other === undefined
        ? 'write the labels of the pod template'
        : 'put namespaceSelector and podSelector into one list item: without a namespaceSelector only the own namespace is meant',
    severity: 'warning',
  };
}

/** A podSelector that stands alone, and whose pods are in another namespace. */
function elsewhere({ policies }: Scene, { namespaces, pods }: PodScope): string | undefined {
  if (namespaces.kind !== 'own' || !pods.requirements.some(wantsLabel)) return undefined;
  const groups = policies.inScope({ namespaces: { kind: 'matching', selector: compileSelector({}) }, pods });
  const actor = groups.flatMap(({ actors }) => actors).find(({ workload }) => workload.written);
  return actor === undefined
    ? undefined
    : `${formatRef(actor.workload.ref)} has, in namespace ${actor.pod.ref.namespace}`;
}

/** What only leaves labels out is met by almost every pod there is. */
function wantsLabel({ operator }: Requirement): boolean {
  return operator === 'In' || operator === 'Exists';
}
