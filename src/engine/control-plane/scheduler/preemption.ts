import { compareRefs } from '../../model/index.ts';
import { fitError } from './fit-error.ts';
import type { NodeInfo } from './node-info.ts';
import type { Feasibility, Placement } from './place.ts';
import type { NodeRejection } from './plugin.ts';
import type { PodInfo } from './pod-info.ts';

/** The node that is cleared for a pod, and the pods that go; or why that is no help. */
export type Preemption =
  | { readonly kind: 'victims'; readonly node: NodeInfo; readonly victims: readonly PodInfo[] }
  | { readonly kind: 'none'; readonly message: string };

const NOT_HELPFUL: NodeRejection = { reasons: ['Preemption is not helpful for scheduling'], resolvable: false };
const NO_VICTIMS: NodeRejection = { reasons: ['No preemption victims found for incoming pod'], resolvable: false };

interface Candidate {
  readonly node: NodeInfo;
  /** The most important first. */
  readonly victims: readonly PodInfo[];
}

/**
 * Looks for pods of lower priority whose end would make room for a pod that fits nowhere. The model is left as it was.
 *
 * Victims are chosen node by node; PodDisruptionBudgets and running times are not known here. Where several nodes are
 * equally good the first is taken. pkg/scheduler/framework/preemption/preemption.go
 */
export function preempt(placement: Placement, pod: PodInfo, { rejections }: Feasibility): Preemption {
  const { nodes } = placement.model;
  if (!pod.preempts) return { kind: 'none', message: 'not eligible due to preemptionPolicy=Never.' };
  const candidates: Candidate[] = [];
  const reasons: NodeRejection[] = [];
  for (const node of nodes) {
    const outcome = rejections.get(node)?.resolvable === true ? victimsOn(placement, pod, node) : NOT_HELPFUL;
    if ('victims' in outcome) candidates.push(outcome);
    else reasons.push(outcome);
  }
  const best = candidates.sort(byHarm)[0];
  if (best !== undefined) return { kind: 'victims', ...best };
  return { kind: 'none', message: fitError(nodes.length, reasons) };
}

/** Takes all lower pods off the node, then lets the most important come back while the pod still fits. */
function victimsOn(placement: Placement, pod: PodInfo, node: NodeInfo): Candidate | NodeRejection {
  const { model } = placement;
  const lower = [...node.pods].filter((other) => other.priority < pod.priority).sort(byImportance);
  if (lower.length === 0) return NO_VICTIMS;
  for (const other of lower) model.remove(other, node);
  const rejection = placement.checkFor(pod)(node);
  const victims: PodInfo[] = [];
  for (const other of lower) {
    model.add(other, node);
    if (rejection !== undefined || placement.checkFor(pod)(node) === undefined) continue;
    model.remove(other, node);
    victims.push(other);
  }
  for (const victim of victims) model.add(victim, node);
  return rejection ?? { node, victims };
}

/** Among equals the longest running is the most important; without clocks, the first by name. */
function byImportance(a: PodInfo, b: PodInfo): number {
  return b.priority - a.priority || compareRefs(a.resource.ref, b.resource.ref);
}

/** pickOneNodeForPreemption: the lowest highest victim, then the lowest sum of priorities, then the fewest. */
function byHarm(a: Candidate, b: Candidate): number {
  const highest = ({ victims }: Candidate) => victims[0]?.priority ?? 0;
  // As there, every priority is lifted above zero, so that fewer negative ones count as less.
  const sum = ({ victims }: Candidate) => victims.reduce((total, { priority }) => total + priority + 2 ** 31, 0);
  return (
    highest(a) - highest(b) || sum(a) - sum(b) || a.victims.length - b.victims.length || a.node.index - b.node.index
  );
}
