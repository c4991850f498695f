import type { ClusterView } from './cluster-view.ts';
import type { ObjectRef } from './resource.ts';
import { formatRef } from './resource.ts';
import type { FieldPath, SourceLocation } from './source.ts';
import { formatFieldPath, formatLocation } from './source.ts';

/** Why: a stable kebab-case code for tests and tools, and a sentence in the present tense for people. */
export interface Reason {
  readonly code: string;
  readonly text: string;
}

/** The field of an object that decided; an empty path stands for the object as a whole. */
export interface RuleRef {
  readonly ref: ObjectRef;
  readonly path: FieldPath;
  /** Its place in the manifests; `undefined` where the user did not write the object. It is found when it is read. */
  readonly location: SourceLocation | undefined;
}

/** A rule that the user wrote. */
export interface WrittenRule extends RuleRef {
  readonly location: SourceLocation;
}

/** The rule with its place, where the user wrote it. */
export function writtenRule({ ref, path, location }: RuleRef): WrittenRule | undefined {
  return location === undefined ? undefined : { ref, path, location };
}

/** Something written that took part in a decision. */
export interface Decider {
  /**
   * `decides`: it matched, and nothing behind it was asked. `passes`: it matched, and what comes behind it was asked.
   * `isolates`: it lets nothing through but what some rule allows, and no rule did.
   */
  readonly part: 'decides' | 'passes' | 'isolates';
  /** The field that a reader is shown: of a policy's rule the peer that matched. It is one of `fields`. */
  readonly rule: RuleRef;
  /** All of its fields that took part, from the object as a whole inwards: the policy, the rule, the peer, each port. */
  readonly fields: readonly RuleRef[];
}

/** A rule that was looked at, and why it does not decide. */
export interface Considered {
  readonly rule: RuleRef;
  readonly mismatch: string;
}

/**
 * The answer of every component: what it did, why, by which rule, and which rules nearly applied.
 *
 * `rule` is absent only for built-in behaviour. `considered` is ordered nearest first. `decidedBy` names all that is written
 * and led to it, in the order in which it was asked; absent where nothing written did. Whoever explains, counts or compares
 * decisions reads it, and decides nothing again.
 */
export interface Decision<A extends string = string> {
  readonly action: A;
  readonly reason: Reason;
  readonly rule?: RuleRef | undefined;
  readonly considered: readonly Considered[];
  readonly decidedBy?: readonly Decider[] | undefined;
}

/** Names a field of an object as a rule. Its place in the manifests is looked for once, when somebody reads it. */
export function ruleAt(view: ClusterView, ref: ObjectRef, path: FieldPath = []): RuleRef {
  return new RuleInView(view, ref, path);
}

/** The rules of one view, each made once, so that its place is looked for once, whoever names it again. */
export class RulesInView {
  readonly #view: ClusterView;
  readonly #known = new Map<string, RuleRef>();

  constructor(view: ClusterView) {
    this.#view = view;
  }

  /** A field of an object as a rule. */
  at(ref: ObjectRef, path: FieldPath): RuleRef {
    const key = ruleKey({ ref, path });
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const rule = ruleAt(this.#view, ref, path);
    this.#known.set(key, rule);
    return rule;
  }
}

/** What decides by one field of an object: the object, and the field where it is not the object itself. */
export function deciderAt(rule: RuleRef, whole: RuleRef): Decider {
  return { part: 'decides', rule, fields: rule.path.length === 0 ? [rule] : [whole, rule] };
}

/** As `ruleAt`, for a field whose place is known to be, or not to be, another one than the view would tell. */
export function ruleWithin(ref: ObjectRef, path: FieldPath, location: SourceLocation | undefined): RuleRef {
  return { ref, path, location };
}

/** A text that no other field of the same cluster has, to find things by; it is never read. */
export function ruleKey({ ref, path }: Pick<RuleRef, 'ref' | 'path'>): string {
  return `${formatRef(ref)} ${formatFieldPath(path)}`;
}

/** As `ruleKey`, and no other field of any files has it. */
export function placedKey(rule: RuleRef): string {
  return rule.location === undefined ? ruleKey(rule) : `${formatLocation(rule.location)} ${ruleKey(rule)}`;
}

/** The view is private, so that whoever compares or prints a rule sees the rule alone. */
class RuleInView implements RuleRef {
  readonly ref: ObjectRef;
  readonly path: FieldPath;
  readonly #view: ClusterView;
  #location: SourceLocation | undefined;
  #isFound = false;

  constructor(view: ClusterView, ref: ObjectRef, path: FieldPath) {
    this.ref = ref;
    this.path = path;
    this.#view = view;
  }

  get location(): SourceLocation | undefined {
    if (!this.#isFound) {
      this.#location = this.#view.locate(this.ref, this.path);
      this.#isFound = true;
    }
    return this.#location;
  }
}
