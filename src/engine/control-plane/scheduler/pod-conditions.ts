import type { Pod, PodStatus, Resource } from '../../model/index.ts';

type Condition = NonNullable<PodStatus['conditions']>[number];

/** The pod's PodScheduled condition. */
export function scheduledCondition(pod: Pod): Condition | undefined {
  return pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
}

/** The pod with that PodScheduled condition; the same resource where it has it already. */
export function withScheduled(pod: Resource<Pod>, condition: Omit<Condition, 'type'>): Resource<Pod> {
  const before = scheduledCondition(pod.object);
  const { status, reason, message } = condition;
  if (before?.status === status && before.reason === reason && before.message === message) return pod;
  const others = pod.object.status?.conditions?.filter(({ type }) => type !== 'PodScheduled') ?? [];
  const conditions = [...others, { type: 'PodScheduled', ...condition }];
  return { ...pod, object: { ...pod.object, status: { ...pod.object.status, conditions } } };
}
