import type { ClusterView, FieldPath, PolicyReading, Resource } from '../../../model/index.ts';
import type { HostNetworkNamespace } from '../compile/host-network-namespace.ts';
import type { PortNames } from '../compile/port-names.ts';
import type { SelectorPool } from '../compile/selector-pool.ts';
import type { PolicyChange } from './change.ts';
import type { CompiledPolicy } from './policy.ts';
import type { Direction } from './question.ts';

/** Policies of one API: how their kinds are read, changed and checked. All other code reads the compiled contract. */
export interface PolicyDialect {
  /** The kinds that it reads, in the order in which they come first among policies of the same order. */
  readonly kinds: readonly string[];
  /** What an object of one of these kinds means; its structure and values are admitted. */
  compile(policy: Resource, context: CompileContext): readonly CompiledPolicy[];
  /** Everything that the object may say otherwise, one thing at a time, in the order in which it is written. */
  changes(policy: Resource, around: Surroundings): readonly PolicyChange[];
  /** Rules that are written and do not count, since the object does not speak of their direction. */
  ignoredRules(policy: Resource): readonly IgnoredRules[];
}

/** What policies are compiled by, for all dialects alike. */
export interface CompileContext {
  readonly view: ClusterView;
  /** How the cluster's plugin reads what Kubernetes leaves open. */
  readonly reading: PolicyReading;
  readonly pool: SelectorPool;
  readonly hostNetwork: HostNetworkNamespace;
  readonly portNames: PortNames;
}

/** What else a policy's meaning rests on. */
export interface Surroundings {
  /** The orders of the other policies of its tier, those without order left out. */
  readonly orders: readonly number[];
}

/** A list of rules that does not count. */
export interface IgnoredRules {
  readonly direction: Direction;
  readonly path: FieldPath;
  readonly isEmpty: boolean;
  /** The directions that the object speaks of, as it writes them, and how it would write the one that it leaves out. */
  readonly spokenOf: readonly string[];
  readonly leftOut: string;
  /** The field that lists them. */
  readonly listedIn: string;
}
