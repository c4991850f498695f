import type { ClusterView, CompiledSelector, Labels, Pod, Resource } from '../../engine/model/index.ts';
import { formatRef, namespaceLabels, selects } from '../../engine/model/index.ts';
import type {
  CompiledPolicy,
  Direction,
  PodClass,
  PodScope,
  PolicyTable,
  TierStep,
} from '../../engine/network/policy/index.ts';
import { compilePolicies } from '../../engine/network/policy/index.ts';
import type { Workload } from './workloads.ts';

export const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** A pod that stands for those of its workload that policies cannot tell from it. */
export interface Actor {
  readonly workload: Workload;
  readonly pod: Resource<Pod>;
}

/** All that policies cannot tell apart. */
export interface PodGroup {
  readonly podClass: PodClass;
  readonly actors: readonly Actor[];
}

/** A policy that selects some pods. */
export interface PolicyUse {
  readonly policy: CompiledPolicy;
  readonly groups: readonly PodGroup[];
}

/** The policies of a cluster as they are written, whatever its plugin enforces, and whom they are about. */
export class PolicyScene {
  readonly table: PolicyTable;
  readonly groups: readonly PodGroup[];
  /** Pods that no selector matches: with most plugins those that share their node's network. */
  readonly onHost: readonly Actor[];
  readonly #view: ClusterView;
  readonly #scopes = new Map<string, readonly PodGroup[]>();
  #byWorkload: ReadonlyMap<Workload, readonly PodGroup[]> | undefined;
  #uses: ReadonlyMap<string, PolicyUse> | undefined;

  constructor(view: ClusterView, workloads: readonly Workload[]) {
    this.#view = view;
    this.table = compilePolicies(view);
    const actors = workloads.flatMap((workload) => actorsOf(this.table, workload));
    this.onHost = actors.filter(({ pod }) => this.table.classes.of(pod) === undefined);
    this.groups = groupsOf(this.table, actors);
  }

  /** By `formatRef`; policies that select no pod are not in it. */
  get uses(): ReadonlyMap<string, PolicyUse> {
    this.#uses ??= usesOf(this);
    return this.#uses;
  }

  steps(group: PodGroup, direction: Direction): readonly TierStep[] {
    return this.table.written.stepsFor(group.podClass, direction);
  }

  /** The tier whose policies isolate a group, so that what none of its rules allows is denied; `undefined` where none does. */
  isolatingStep(group: PodGroup, direction: Direction): TierStep | undefined {
    return this.steps(group, direction).find(({ tier, isolating }) => tier.atEnd === 'deny' && isolating.length > 0);
  }

  /** The groups that the pods of a workload are in; none for those on the host network. */
  groupsOf(workload: Workload): readonly PodGroup[] {
    this.#byWorkload ??= byWorkload(this.groups);
    return this.#byWorkload.get(workload) ?? [];
  }

  /** The groups that a subject or peer selects. */
  inScope(scope: PodScope): readonly PodGroup[] {
    const key = `${namespacesText(scope)} ${scope.pods.text}`;
    const known = this.#scopes.get(key);
    if (known !== undefined) return known;
    const found = this.groups.filter(({ podClass: { namespace, namespaceLabels, labels } }) =>
      isInScope(scope, { namespace, namespaceLabels, labels }),
    );
    this.#scopes.set(key, found);
    return found;
  }

  /** The namespaces that a scope speaks of, by name. */
  namespacesIn({ namespaces }: PodScope): readonly string[] {
    if (namespaces.kind === 'own') return [namespaces.namespace];
    return this.#view
      .list('Namespace')
      .filter(({ ref }) => selects(namespaces.selector, this.namespaceLabels(ref.name)))
      .map(({ ref }) => ref.name);
  }

  hostPodsIn(scope: PodScope): readonly Actor[] {
    return this.onHost.filter(({ pod }) => {
      const namespace = pod.ref.namespace;
      const labels = pod.object.metadata.labels;
      return isInScope(scope, { namespace, namespaceLabels: this.namespaceLabels(namespace), labels });
    });
  }

  namespaceLabels(name: string): Labels {
    return namespaceLabels(this.#view, name);
  }
}

function isInScope(
  { namespaces, pods }: PodScope,
  pod: { readonly namespace: string; readonly namespaceLabels: Labels; readonly labels: Labels | undefined },
): boolean {
  const inNamespace =
    namespaces.kind === 'own'
      ? namespaces.namespace === pod.namespace
      : selects(namespaces.selector, pod.namespaceLabels);
  return inNamespace && selects(pods, pod.labels);
}

export function namespacesText({ namespaces }: PodScope): string {
  return namespaces.kind === 'own' ? `=${namespaces.namespace}` : `{${namespaces.selector.text}}`;
}

/** One pod for each class that a workload's pods are in; the first for those on the host network. */
function actorsOf(table: PolicyTable, workload: Workload): readonly Actor[] {
  const seen = new Map<PodClass | undefined, Actor>();
  for (const pod of workload.pods) {
    const podClass = table.classes.of(pod);
    if (!seen.has(podClass)) seen.set(podClass, { workload, pod });
  }
  return [...seen.values()];
}

function groupsOf(table: PolicyTable, actors: readonly Actor[]): readonly PodGroup[] {
  const groups = new Map<PodClass, Actor[]>();
  for (const actor of actors) {
    const podClass = table.classes.of(actor.pod);
    if (podClass === undefined) continue;
    const group = groups.get(podClass);
    if (group === undefined) groups.set(podClass, [actor]);
    else group.push(actor);
  }
  return [...groups].map(([podClass, members]) => ({ podClass, actors: members }));
}

function byWorkload(groups: readonly PodGroup[]): ReadonlyMap<Workload, readonly PodGroup[]> {
  const found = new Map<Workload, PodGroup[]>();
  for (const group of groups) {
    for (const { workload } of group.actors) {
      const own = found.get(workload);
      if (own === undefined) found.set(workload, [group]);
      else own.push(group);
    }
  }
  return found;
}

function usesOf(scene: PolicyScene): ReadonlyMap<string, PolicyUse> {
  const uses = new Map<string, { policy: CompiledPolicy; groups: Set<PodGroup> }>();
  for (const group of scene.groups) {
    for (const direction of DIRECTIONS) {
      for (const policy of scene.steps(group, direction).flatMap((step) => step.policies)) {
        const use = uses.get(formatRef(policy.ref)) ?? { policy, groups: new Set() };
        use.groups.add(group);
        uses.set(formatRef(policy.ref), use);
      }
    }
  }
  return new Map([...uses].map(([key, { policy, groups }]) => [key, { policy, groups: [...groups] }]));
}

/** Reports whether a selector selects everything. */
export function isEmptySelector(selector: CompiledSelector): boolean {
  return selector.requirements.length === 0;
}
