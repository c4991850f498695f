import { formatFieldPath, formatRef } from '../../../engine/model/index.ts';
import type {
  Candidate,
  CompiledPolicy,
  Direction,
  PolicyRule,
  PolicyTable,
} from '../../../engine/network/policy/index.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, policyYaml } from '../example-manifests.ts';
import { policyMeaning } from '../policy-meaning.ts';
import type { PolicyUse } from '../policy-scene.ts';
import { DIRECTIONS } from '../policy-scene.ts';
import { RuleCover } from '../rule-cover.ts';
import type { Scene } from '../scene.ts';
import { allowsEverything } from './allow-all.ts';

const GIVEN = documents(podYaml('db', 'image: postgres'), podYaml('api'), podYaml('web'));
const FROM_API = '- from: [{podSelector: {matchLabels: {app: api}}}]';
const NAMED = (name: string, app: string): string =>
  policyYaml(name, `ingress:\n  - from: [{podSelector: {matchLabels: {app: ${app}}}}]\n`, 'db');

export const duplicatePolicy: Check = {
  code: 'duplicate-policy',
  severity: 'note',
  title: 'Two policies of a namespace say the same',
  why: 'They differ in their names alone. Whoever changes one of them later, to close a port, say, wonders why nothing changes: policies add up.',
  fix: 'Remove one of them.',
  example: {
    given: GIVEN,
    wrong: documents(NAMED('a', 'api'), NAMED('b', 'api')),
    right: documents(NAMED('a', 'api'), NAMED('b', 'web')),
  },
  *find(scene) {
    for (const [copy, first] of duplicates(scene.policies.table)) {
      yield {
        about: copy.ref,
        path: [],
        message: `${formatRef(copy.ref)} says the same as ${formatRef(first.ref)}`,
        fix: 'remove one of them',
      };
    }
  },
};

export const redundantPolicy: Check = {
  code: 'redundant-policy',
  severity: 'note',
  title: 'A policy changes nothing: other policies allow all that it allows',
  why: 'The pods that it selects are isolated by other policies too, and these allow every connection that it allows. Removing it changes no verdict in this cluster. It was compared with all that is in the manifests, not with pods to come.',
  fix: 'Remove the policy, or narrow the one that makes it superfluous.',
  example: {
    given: GIVEN,
    wrong: documents(policyYaml('all', 'ingress:\n  - from: [{podSelector: {}}]\n', 'db'), NAMED('b', 'api')),
    right: documents(policyYaml('all', 'ingress:\n  - from: [{podSelector: {}}]\n', 'web'), NAMED('b', 'api')),
  },
  *find(scene) {
    for (const { policy } of redundancies(scene).policies) {
      yield {
        about: policy.ref,
        path: [],
        message: `without ${formatRef(policy.ref)} nothing changes: other policies isolate its pods and allow all that it allows`,
        fix: 'remove it, or narrow the others',
      };
    }
  },
};

export const redundantRule: Check = {
  code: 'redundant-rule',
  severity: 'note',
  title: 'A rule changes nothing: other rules allow all that it allows',
  why: 'Every connection that the rule allows is allowed by other rules for the same pods. Removing it changes no verdict in this cluster. A rule that looks strict beside a wide one restricts nothing.',
  fix: 'Remove the rule, or narrow the one that makes it superfluous.',
  example: {
    given: GIVEN,
    wrong: policyYaml('db', `ingress:\n  - from: [{podSelector: {}}]\n  ${FROM_API}\n    ports: [{port: 5432}]\n`),
    right: policyYaml('db', `ingress:\n  ${FROM_API}\n    ports: [{port: 5432}]\n`),
  },
  *find(scene) {
    for (const { rule, by } of redundancies(scene).rules) {
      const already = by === undefined ? 'other rules' : `${formatRef(by.place.ref)} ${formatFieldPath(by.place.path)}`;
      yield {
        about: rule.place.ref,
        path: rule.place.path,
        message: `all that this rule allows is allowed by ${already} already`,
        fix: 'remove it, or narrow the other',
      };
    }
  },
};

/** Each policy that says the same as one before it, by name; where all rules add up it changes nothing. */
function duplicates({ written }: PolicyTable): ReadonlyMap<CompiledPolicy, CompiledPolicy> {
  const first = new Map<string, CompiledPolicy>();
  const copies = new Map<CompiledPolicy, CompiledPolicy>();
  for (const policy of written.policies.filter(({ tier }) => tier.combine === 'any-allow')) {
    const key = policyMeaning(policy);
    const same = first.get(key);
    if (same === undefined) first.set(key, policy);
    else copies.set(policy, same);
  }
  return copies;
}

interface Redundancies {
  readonly policies: readonly PolicyUse[];
  readonly rules: readonly { readonly rule: PolicyRule; readonly by: PolicyRule | undefined }[];
}

const remembered = new WeakMap<Scene, Redundancies>();

/** What could be removed all at once: from the last name to the first, each compared with what is left. */
function redundancies(scene: Scene): Redundancies {
  const known = remembered.get(scene);
  if (known !== undefined) return known;
  const found = new Search(scene).run();
  remembered.set(scene, found);
  return found;
}

class Search {
  readonly #scene: Scene;
  readonly #cover: RuleCover;
  readonly #gone = new Set<PolicyRule | string>();

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#cover = new RuleCover(scene.policies);
  }

  run(): Redundancies {
    const policies: PolicyUse[] = [];
    const rules: { rule: PolicyRule; by: PolicyRule | undefined }[] = [];
    const copies = new Set([...duplicates(this.#scene.policies.table).keys()].map(({ ref }) => formatRef(ref)));
    const uses = [...this.#scene.policies.uses.values()].filter(({ policy }) => policy.tier.combine === 'any-allow');
    for (const { policy } of uses.filter((use) => copies.has(formatRef(use.policy.ref)))) this.#remove(policy);
    for (const use of uses.sort((a, b) => (formatRef(a.policy.ref) < formatRef(b.policy.ref) ? 1 : -1))) {
      if (this.#gone.has(formatRef(use.policy.ref)) || allRules(use.policy).some(({ rule }) => allowsEverything(rule)))
        continue;
      if (this.#isPolicyRedundant(use)) {
        policies.push(use);
        this.#remove(use.policy);
        continue;
      }
      for (const { direction, rule } of allRules(use.policy).reverse()) {
        if (!this.#isRedundant(use, direction, [rule])) continue;
        this.#gone.add(rule);
        rules.push({ rule, by: this.#soleCover(use, direction, rule) });
      }
    }
    return { policies, rules };
  }

  #remove(policy: CompiledPolicy): void {
    this.#gone.add(formatRef(policy.ref));
    for (const { rule } of allRules(policy)) this.#gone.add(rule);
  }

  /** A policy that only isolates is a guard for pods to come: it is never superfluous. */
  #isPolicyRedundant(use: PolicyUse): boolean {
    return DIRECTIONS.every((direction) => {
      const rules = use.policy.rules[direction];
      if (rules === undefined) return true;
      const isolated = use.groups.every((group) =>
        this.#scene.policies
          .isolatingStep(group, direction)
          ?.isolating.some((other) => other !== use.policy && !this.#gone.has(formatRef(other.ref))),
      );
      return rules.length > 0 && isolated && this.#isRedundant(use, direction, rules);
    });
  }

  #isRedundant(use: PolicyUse, direction: Direction, rules: readonly PolicyRule[]): boolean {
    return use.groups.every((group) => {
      const candidates = this.#scene.policies.isolatingStep(group, direction)?.candidates ?? [];
      const others = candidates.filter(({ rule }) => !rules.includes(rule) && !this.#gone.has(rule));
      return others.length > 0 && this.#coversAll(others, candidates, rules);
    });
  }

  #coversAll(others: readonly Candidate[], candidates: readonly Candidate[], rules: readonly PolicyRule[]): boolean {
    return candidates.filter(({ rule }) => rules.includes(rule)).every((each) => this.#cover.covers(others, each));
  }

  /** The one rule that makes another superfluous, where there is one. */
  #soleCover(use: PolicyUse, direction: Direction, rule: PolicyRule): PolicyRule | undefined {
    const [group] = use.groups;
    if (group === undefined) return undefined;
    const candidates = this.#scene.policies.isolatingStep(group, direction)?.candidates ?? [];
    const left = [...new Set(candidates.map((each) => each.rule))].filter((other) => !this.#gone.has(other));
    return left.find((other) =>
      this.#coversAll(
        candidates.filter((each) => each.rule === other),
        candidates,
        [rule],
      ),
    );
  }
}

function allRules(policy: CompiledPolicy): { direction: Direction; rule: PolicyRule }[] {
  return DIRECTIONS.flatMap((direction) => (policy.rules[direction] ?? []).map((rule) => ({ direction, rule })));
}
