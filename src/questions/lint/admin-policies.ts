import type { ClusterView, FieldPath, LabelSelector, ObjectRef, Resource } from '../../engine/model/index.ts';
import { compileSelector } from '../../engine/model/index.ts';
import type { PodScope } from '../../engine/network/policy/index.ts';

/** The fields that lint reads of a policy of the network-policy-api. */
interface AdminPolicy {
  readonly spec?: {
    readonly tier?: string;
    readonly priority?: number;
    readonly subject?: {
      readonly namespaces?: LabelSelector;
      readonly pods?: { readonly namespaceSelector?: LabelSelector; readonly podSelector?: LabelSelector };
    };
  };
}

/** The subject of a policy of the network-policy-api, and where it stands in the order of precedence. */
export interface AdminSubject {
  readonly ref: ObjectRef;
  readonly path: FieldPath;
  readonly scope: PodScope;
  /** Policies of one rank and priority come in an order that Kubernetes leaves open. */
  readonly rank: string;
  readonly priority: number | undefined;
}

const KINDS = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'] as const;

/** The policies that are cluster-scoped, by kind and name; without those whose subject says nothing. */
export function adminPolicies(view: ClusterView): readonly AdminSubject[] {
  return KINDS.flatMap((kind) => (view.listAny(kind) as readonly Resource<AdminPolicy>[]).flatMap(subjectOf));
}

function subjectOf({ ref, object }: Resource<AdminPolicy>): readonly AdminSubject[] {
  const { subject, priority, tier = '' } = object.spec ?? {};
  const at = { ref, rank: `${ref.kind} ${tier}`, priority };
  if (subject?.namespaces !== undefined) {
    return [{ ...at, path: ['spec', 'subject', 'namespaces'], scope: scopeOf(subject.namespaces, {}) }];
  }
  if (subject?.pods === undefined) return [];
  const { namespaceSelector = {}, podSelector = {} } = subject.pods;
  return [{ ...at, path: ['spec', 'subject', 'pods'], scope: scopeOf(namespaceSelector, podSelector) }];
}

function scopeOf(namespaces: LabelSelector, pods: LabelSelector): PodScope {
  return { namespaces: { kind: 'matching', selector: compileSelector(namespaces) }, pods: compileSelector(pods) };
}
