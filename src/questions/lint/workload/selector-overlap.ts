import type { LabelSelector } from '../../../engine/model/index.ts';
import { compileSelector, formatRef, selects } from '../../../engine/model/index.ts';
import type { Check } from '../check.ts';
import type { Workload } from '../workloads.ts';

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

const deployment = (name: string, app: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${app}}}
  template:
    metadata: {labels: {app: ${app}}}
    spec: {containers: [{name: ${name}, image: example/${name}}]}
`;

export const workloadSelectorsOverlap: Check = {
  code: 'workload-selectors-overlap',
  severity: 'warning',
  title: "Two workloads of a namespace select each other's pods",
  why: 'The selector of a workload must select its own pods alone. Where two overlap, everything that goes by these labels (Services, policies, autoscalers, disruption budgets, kubectl) takes the pods of both for one application, and controllers may count pods that are not theirs.',
  fix: 'Give each workload a label of its own, in its selector and its pod template.',
  example: {
    given: deployment('web', 'shop'),
    wrong: deployment('api', 'shop'),
    right: deployment('api', 'shop-api'),
  },
  *find(scene) {
    const controllers = scene.workloads.filter(({ ref, written }) => written && KINDS.includes(ref.kind));
    const byLabels = new Map<string, Workload[]>();
    for (const workload of controllers) {
      for (const key of keysOf(workload)) {
        const rivals = byLabels.get(key) ?? [];
        byLabels.set(key, [...rivals, workload]);
      }
    }
    const said = new Set<string>();
    for (const rivals of byLabels.values()) {
      for (const [index, workload] of rivals.entries()) {
        const rival = rivals.slice(0, index).find((other) => claims(other, workload) && claims(workload, other));
        if (rival === undefined || said.has(formatRef(workload.ref))) continue;
        said.add(formatRef(workload.ref));
        yield {
          about: workload.ref,
          path: ['spec', 'selector'],
          message: `its selector selects the pods of ${formatRef(rival.ref)} too, and the other way round`,
          fix: 'add a label to selector and template that only one of them has',
        };
      }
    }
  },
};

/** Workloads that overlap share a label of a template, in a namespace. */
function keysOf({ ref, pods: [pod], object }: Workload): readonly string[] {
  const wanted = selectorOf(object).matchLabels ?? {};
  const labels = Object.entries(pod.object.metadata.labels ?? {}).filter(([key, value]) => wanted[key] === value);
  return labels.map(([key, value]) => `${ref.namespace} ${key}=${value}`);
}

function claims({ object }: Workload, { pods: [pod] }: Workload): boolean {
  return selects(compileSelector(selectorOf(object)), pod.object.metadata.labels);
}

function selectorOf(object: Workload['object']): LabelSelector {
  return (object as { readonly spec?: { readonly selector?: LabelSelector } }).spec?.selector ?? {};
}
