import type { PodScope } from '../../../engine/network/policy/index.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, policyYaml } from '../example-manifests.ts';
import { workloadNames } from '../nearest.ts';
import { usedRules } from '../policy-rules.ts';
import type { Actor, PolicyScene } from '../policy-scene.ts';
import { isEmptySelector } from '../policy-scene.ts';

const ON_HOST = documents(podYaml('agent', undefined, 'hostNetwork: true, '), podYaml('web'));

export const policyNamesHostNetwork: Check = {
  code: 'policy-names-host-network',
  severity: 'warning',
  title: 'A policy selects pods that share the network of their node',
  why: "A pod with `hostNetwork: true` has the address of its node, and plugins cannot tell its traffic from the node's own. Policies do not isolate such pods, and peers that select them by labels match nothing. Peers that select every pod are mentioned only if all of these are on the host network.",
  fix: "As a peer, name the nodes' addresses by `ipBlock`. What such a pod accepts must be restricted by the node's own firewall, or the pod must leave the host network.",
  example: {
    given: ON_HOST,
    wrong: policyYaml('agent', 'ingress: []\n'),
    right: policyYaml('web', 'ingress: []\n'),
  },
  *find(scene) {
    const { policies } = scene;
    if (policies.onHost.length === 0) return;
    for (const { ref, subject } of policies.table.written.policies) {
      const { scope, place } = subject;
      if (scope.namespaces.kind !== 'own' || isEmptySelector(scope.pods)) continue;
      const hit = policies.hostPodsIn(scope);
      if (hit.length === 0) continue;
      yield {
        about: ref,
        path: place.path,
        message: `the policy has no effect on ${namesOf(hit)}, whose pods are on the host network`,
        fix: 'remove hostNetwork from the pods, or restrict them at the node',
      };
    }
    for (const { policy, rule } of usedRules(policies)) {
      for (const peer of rule.peers) {
        if (peer.kind !== 'pods' || isMeantForOthers(policies, peer.scope)) continue;
        const hit = policies.hostPodsIn(peer.scope);
        if (hit.length === 0) continue;
        yield {
          about: policy.ref,
          path: peer.place.path,
          message: `the peer does not match ${namesOf(hit)}: pods on the host network come with the address of their node`,
          fix: 'name the addresses of the nodes by ipBlock',
        };
      }
    }
  },
};

/** A peer that selects every pod is meant for those on the host network only if no others are there. */
function isMeantForOthers(policies: PolicyScene, scope: PodScope): boolean {
  return isEmptySelector(scope.pods) && (scope.namespaces.kind === 'own' || policies.inScope(scope).length > 0);
}

function namesOf(actors: readonly Actor[]): string {
  return workloadNames([...new Set(actors.map(({ workload }) => workload))]);
}
