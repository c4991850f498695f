import type { Cidr } from '../../engine/model/index.ts';
import { contains, overlaps } from '../../engine/model/index.ts';
import { type AddressBlocks, type Candidate, type PeerRule, PortSets } from '../../engine/network/policy/index.ts';
import type { PodGroup, PolicyScene } from './policy-scene.ts';
import { portsCover } from './port-cover.ts';

/** Comparisons that one run of lint may make; what is left then is taken as needed. */
const BUDGET = 5_000_000;

/** Finds out whether other rules allow all that a rule allows, to the pods and the networks that are there. */
export class RuleCover {
  readonly #policies: PolicyScene;
  readonly #members = new WeakMap<readonly PodGroup[], ReadonlySet<PodGroup>>();
  readonly #sets = new PortSets();
  #spent = 0;

  constructor(policies: PolicyScene) {
    this.#policies = policies;
  }

  /**
   * Reports whether `others` allow every connection of one peer of a rule. A peer that matches nobody here is never
   * covered: it may match where the rest of the manifests is.
   */
  covers(others: readonly Candidate[], { rule, peer }: Candidate): boolean {
    this.#spent += others.length;
    if (this.#spent > BUDGET) return false;
    switch (peer.kind) {
      case 'everyone':
        return this.#coversPorts(others, ({ kind }) => kind === 'everyone', rule);
      case 'blocks':
        return this.#coversPorts(others, (other) => other.kind === 'everyone' || isInside(peer, other), rule);
      case 'pods':
        return this.#coversPods(others, { rule, peer }, this.#policies.inScope(peer.scope));
      default:
        return false;
    }
  }

  #coversPods(
    others: readonly Candidate[],
    { rule }: Pick<Candidate, 'rule' | 'peer'>,
    groups: readonly PodGroup[],
  ): boolean {
    if (groups.length === 0) return false;
    return groups.every((group) => {
      this.#spent += others.length;
      return this.#coversPorts(others, (other) => other.kind === 'everyone' || this.#selects(other, group), rule);
    });
  }

  #selects(peer: PeerRule, group: PodGroup): boolean {
    if (peer.kind !== 'pods') return false;
    const groups = this.#policies.inScope(peer.scope);
    let members = this.#members.get(groups);
    if (members === undefined) {
      members = new Set(groups);
      this.#members.set(groups, members);
    }
    return members.has(group);
  }

  #coversPorts(
    others: readonly Candidate[],
    admitsPeer: (peer: PeerRule) => boolean,
    wanted: Candidate['rule'],
  ): boolean {
    const ports = others.filter(({ peer }) => admitsPeer(peer)).flatMap(({ rule }) => rule.traffic);
    return ports.length > 0 && portsCover(this.#sets, ports, wanted.traffic);
  }
}

/** Whether a plugin matches pods and nodes by blocks plays no part: it does so for both of these, or for neither. */
export function isInside(inner: AddressBlocks, outer: PeerRule): boolean {
  if (outer.kind !== 'blocks') return false;
  return inner.cidrs.every((cidr) =>
    outer.cidrs.some(
      (wide) =>
        holds(wide, cidr) &&
        outer.except.every((hole) => !overlaps(hole, cidr) || inner.except.some((own) => holds(own, hole))),
    ),
  );
}

function holds(outer: Cidr, { family, first, last }: Cidr): boolean {
  return contains(outer, { family, value: first }) && contains(outer, { family, value: last });
}
