import type { CompiledSelector, Requirement } from '../../engine/model/index.ts';
import { compareText, formatRef, selects, unmetRequirement } from '../../engine/model/index.ts';
import type { Workload } from './workloads.ts';

/** A name for each workload, `Deployment shop/web`, up to three and how many more. */
export function workloadNames(workloads: readonly Workload[]): string {
  const names = workloads.map(({ ref }) => formatRef(ref)).sort(compareText);
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** Why a selector selects no pod of a namespace, and whether that is likely a mistake. */
export interface Miss {
  /** `: Deployment shop/web has app=webb`; empty where nothing comes near. */
  readonly because: string;
  /** A note where the manifests hold nothing that could have been meant. */
  readonly severity: 'warning' | 'note';
}

/** Looks for what a selector may have meant: pods of another namespace that it would select, or labels that come near. */
export function missOf(selector: CompiledSelector, namespace: string, workloads: readonly Workload[]): Miss {
  const here = workloads.filter(({ ref }) => ref.namespace === namespace);
  const elsewhere = workloads.filter(
    ({ ref, written, pods: [pod] }) =>
      written && ref.namespace !== namespace && selects(selector, pod.object.metadata.labels),
  );
  if (elsewhere.length > 0) {
    return { because: `: ${workloadNames(elsewhere)} has such pods, in another namespace`, severity: 'warning' };
  }
  if (here.length === 0) return { because: ': these manifests have no workload there', severity: 'note' };
  const near = nearestText(selector, here);
  return { because: near === undefined ? '' : `: ${near}`, severity: 'warning' };
}

/** Says which workload comes nearest to a selector that selects none: `Deployment shop/web has app=webb`. */
export function nearestText(selector: CompiledSelector, workloads: readonly Workload[]): string | undefined {
  const [best] = workloads
    .map((workload) => ({ workload, text: formatRef(workload.ref), ...distanceOf(selector, workload) }))
    .filter(({ distance }) => distance < selector.requirements.length)
    .sort((a, b) => a.distance - b.distance || compareText(a.text, b.text));
  return best === undefined ? undefined : `${best.text} has ${best.has}`;
}

function distanceOf(selector: CompiledSelector, { pods: [pod] }: Workload): { distance: number; has: string } {
  const labels = pod.object.metadata.labels ?? {};
  const misses = selector.requirements
    .filter((requirement) => unmetRequirement({ requirements: [requirement], text: '' }, labels) !== undefined)
    .map((requirement) => unmetLabel(requirement, labels));
  return {
    distance: misses.reduce((sum, { distance }) => sum + distance, 0),
    has: misses.map(({ has }) => has).join(' and '),
  };
}

/** A typo in the value is near, the same value under another key not quite, a label that is missing far. */
function unmetLabel({ key, operator, values }: Requirement, labels: Readonly<Record<string, string>>) {
  const value = labels[key];
  if (value !== undefined) {
    const likeness = operator === 'In' ? Math.max(0, ...values.map((wanted) => alike(value, wanted))) : 0;
    return { has: `${key}=${value}`, distance: 0.9 - 0.8 * likeness };
  }
  const twin = Object.keys(labels)
    .sort(compareText)
    .find((other) => values.includes(labels[other] ?? ''));
  if (twin !== undefined) return { has: `${twin}=${labels[twin]}, not ${key}`, distance: 0.5 };
  return { has: `no label ${key}`, distance: 1 };
}

/** From 0 to 1: how much of two texts is the same at both ends. */
function alike(a: string, b: string): number {
  const longest = Math.max(a.length, b.length, 1);
  const shortest = Math.min(a.length, b.length);
  let start = 0;
  while (start < shortest && a[start] === b[start]) start++;
  let end = 0;
  while (end < shortest - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return (start + end) / longest;
}
