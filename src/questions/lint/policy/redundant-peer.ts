import { formatFieldPath } from '../../../engine/model/index.ts';
import type { PeerRule } from '../../../engine/network/policy/index.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, policyYaml } from '../example-manifests.ts';
import { usedRules } from '../policy-rules.ts';
import { isEmptySelector, namespacesText } from '../policy-scene.ts';
import { isInside } from '../rule-cover.ts';

const NOT_TESTING =
  '{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [testing]}]}}';

export const redundantPeer: Check = {
  code: 'redundant-peer',
  severity: 'warning',
  title: 'A peer changes nothing: another peer of the same list holds all that it holds',
  why: 'The peers of one list add up. One that leaves somebody out (`NotIn`, a narrower block) beside one that holds everybody leaves nobody out.',
  fix: 'Remove the wider peer if access is to be restricted, or the narrower one if it is not.',
  example: {
    given: documents(podYaml('db', 'image: postgres'), podYaml('api')),
    wrong: policyYaml('db', `ingress:\n  - from: [${NOT_TESTING}, {namespaceSelector: {}}]\n`),
    right: policyYaml('db', `ingress:\n  - from: [${NOT_TESTING}]\n`),
  },
  *find({ policies }) {
    for (const { policy, rule } of usedRules(policies)) {
      if (policy.tier.combine !== 'any-allow') continue;
      for (const [index, peer] of rule.peers.entries()) {
        const wider = rule.peers.find((other, at) => isWider(other, peer) && (at < index || !isWider(peer, other)));
        if (wider === undefined) continue;
        yield {
          about: policy.ref,
          path: peer.place.path,
          message: `all that this peer holds is held by ${formatFieldPath(wider.place.path)} already: peers of a list add up`,
          fix: 'remove this peer, or the wider one',
        };
      }
    }
  },
};

/** Reports whether a peer holds all that another one holds, by what is written. */
function isWider(wide: PeerRule, peer: PeerRule): boolean {
  if (wide === peer) return false;
  if (wide.kind === 'blocks' && peer.kind === 'blocks') return isInside(peer, wide);
  if (wide.kind !== 'pods' || peer.kind !== 'pods') return false;
  const ofPods = isEmptySelector(wide.scope.pods) || wide.scope.pods.text === peer.scope.pods.text;
  const { namespaces } = wide.scope;
  const ofNamespaces =
    (namespaces.kind === 'matching' && isEmptySelector(namespaces.selector)) ||
    namespacesText(wide.scope) === namespacesText(peer.scope);
  return ofPods && ofNamespaces;
}
