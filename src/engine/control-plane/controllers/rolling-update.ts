/** How many pods a ReplicaSet is to have, and how many of them are available. */
export interface ReplicaCount {
  readonly name: string;
  readonly replicas: number;
  readonly available: number;
}

/** A Deployment's rollout at one moment. `old` is ordered oldest first; `fresh` is absent until it is made. */
export interface Rollout {
  readonly desired: number;
  readonly maxSurge: number;
  readonly maxUnavailable: number;
  readonly fresh?: ReplicaCount;
  readonly old: readonly ReplicaCount[];
}

/** The sizes to give next: of the new ReplicaSet (absent: not now), and of those old ones that change. */
export interface RolloutStep {
  readonly fresh?: number;
  readonly old: ReadonlyMap<string, number>;
}

/**
 * The next step of a rolling update (kubernetes pkg/controller/deployment/rolling.go).
 *
 * Every step stays inside maxSurge and maxUnavailable, so a rollout whose pods never become ready stops where the real
 * one does.
 */
export function rollForward(rollout: Rollout): RolloutStep {
  const { desired, fresh, old } = rollout;
  const oldTotal = sum(old, ({ replicas }) => replicas);
  if (oldTotal === 0) return { fresh: desired, old: new Map() };
  const size = fresh?.replicas ?? 0;
  const room = desired + rollout.maxSurge - oldTotal - size;
  const grown = size + Math.max(0, Math.min(desired - size, room));
  return { fresh: Math.min(grown, desired), old: shrunk(rollout, oldTotal) };
}

/**
 * The next step of the Recreate strategy: no new pod before the old ones are gone (kubernetes
 * pkg/controller/deployment/recreate.go).
 */
export function recreate(rollout: Pick<Rollout, 'desired' | 'old'>, isDrained: boolean): RolloutStep {
  const old = new Map(rollout.old.map(({ name }) => [name, 0]));
  return isDrained && rollout.old.every(({ replicas }) => replicas === 0) ? { fresh: rollout.desired, old } : { old };
}

/** Takes away the old pods that are broken first, then others while enough stay available. */
function shrunk(rollout: Rollout, oldTotal: number): ReadonlyMap<string, number> {
  const { desired, maxUnavailable, fresh, old } = rollout;
  const minAvailable = desired - maxUnavailable;
  const available = fresh?.available ?? 0;
  let allowance = oldTotal + available - minAvailable;
  const sizes = new Map<string, number>();
  if (allowance <= 0) return sizes;
  for (const each of old) {
    const broken = Math.min(each.replicas - each.available, allowance);
    allowance -= broken;
    if (broken > 0) sizes.set(each.name, each.replicas - broken);
  }
  let spare = available + sum(old, (each) => each.available) - minAvailable;
  for (const each of old) {
    const size = sizes.get(each.name) ?? each.replicas;
    const taken = Math.max(0, Math.min(size, spare));
    spare -= taken;
    if (taken > 0) sizes.set(each.name, size - taken);
  }
  return sizes;
}

/** Resolves `maxSurge` and `maxUnavailable`: 25 % by default, of which surge rounds up, and never both zero. */
export function rolloutLimits(
  strategy: { readonly maxSurge?: number | string; readonly maxUnavailable?: number | string } | undefined,
  desired: number,
): { readonly maxSurge: number; readonly maxUnavailable: number } {
  const maxSurge = Math.ceil(scaled(strategy?.maxSurge ?? '25%', desired));
  const maxUnavailable = Math.min(desired, Math.floor(scaled(strategy?.maxUnavailable ?? '25%', desired)));
  return { maxSurge, maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable };
}

function scaled(value: number | string, total: number): number {
  return typeof value === 'number' ? value : (Number.parseFloat(value) * total) / 100;
}

function sum(counts: readonly ReplicaCount[], of: (count: ReplicaCount) => number): number {
  return counts.reduce((total, count) => total + of(count), 0);
}
