import type { ClusterView, NetworkSpec, Reason, Resource, RuleRef } from '../../model/index.ts';
import { formatRef, isObject, ruleAt, valueAt } from '../../model/index.ts';
import type { DirectionFields, ForeignKind } from './foreign-kind.ts';
import { type Subject, subjectOf } from './subject.ts';

export type Direction = 'ingress' | 'egress';

/** An object that is not modelled, and that somebody in the cluster may act on. */
export interface ForeignObject {
  readonly resource: Resource;
  readonly row: ForeignKind;
  /** The object as a whole, with its place. */
  readonly rule: RuleRef;
}

/** One that restricts or isolates. */
export interface ActingObject extends ForeignObject {
  readonly subject: Subject;
  readonly directions: readonly Direction[];
}

export function actingObject(view: ClusterView, resource: Resource, row: ForeignKind): ActingObject {
  return {
    ...foreignObject(view, resource, row),
    subject: subjectOf(view, resource, row),
    directions: directionsOf(resource, row.directions),
  };
}

export function foreignObject(view: ClusterView, resource: Resource, row: ForeignKind): ForeignObject {
  return { resource, row, rule: ruleAt(view, resource.ref) };
}

const BOTH: readonly Direction[] = ['ingress', 'egress'];

function directionsOf({ object }: Resource, fields: DirectionFields | undefined): readonly Direction[] {
  if (fields === undefined) return BOTH;
  if (typeof fields === 'string') return [fields];
  const spec = valueAt(object, ['spec']);
  // Without a `spec` its rules stand elsewhere (Cilium's `specs`), and may speak of both.
  if (!isObject(spec)) return BOTH;
  const spoken = BOTH.filter((direction) => fields[direction].some((field) => spec[field] !== undefined));
  return spoken.length === 0 ? BOTH : spoken;
}

/**
 * Reports whether somebody in the cluster acts on objects of a row. A plugin that stands for any other may be the one that
 * does.
 */
export function isActedOn(
  { plugins, beside = [], whereEnforced }: ForeignKind,
  { plugin, pluginIsStandIn, policies }: NetworkSpec,
): boolean {
  const enforces = policies.enforced.length > 0;
  if (whereEnforced === true && !enforces) return false;
  if (plugins === undefined || pluginIsStandIn === true) return true;
  return plugins.includes(plugin) || (beside.includes(plugin) && enforces);
}

/** Why nobody can tell what becomes of a connection that the object may act on. */
export function unknownBecause({ resource, row }: ForeignObject, whom: string): Reason {
  const name = formatRef(resource.ref);
  switch (row.effect) {
    case 'isolates':
      return { code: 'foreign-network', text: `${name} may put ${whom} on a network of its own, and is not modelled` };
    case 'runs':
    case 'undeclared':
      return { code: 'foreign-pods', text: `${name} may run pods ${whom}, and is not modelled` };
    case 'leads-in':
      return { code: 'foreign-way-in', text: `${name} may lead to ${whom} from outside, and is not modelled` };
    default:
      return { code: 'foreign-policy', text: `${name} may act on ${whom}, and is not modelled` };
  }
}
