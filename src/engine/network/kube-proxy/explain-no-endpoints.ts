import type { Considered, Labels } from '../../model/index.ts';
import { type Explanation, formatLabels, qualifiedName } from '../../model/index.ts';
import { explainManualEndpoints } from './explain-manual-endpoints.ts';
import { explainSelectedPods } from './explain-selected-pods.ts';
import type { MissingEndpoints } from './missing-endpoints.ts';
import { nearestPods } from './nearest-pods.ts';
import type { ProxiedPort } from './proxied-port.ts';
import type { ServiceTable } from './table.ts';
import { workloadsSelected } from './workloads-selected.ts';

/** How many near misses an explanation lists at most. */
const SHOWN = 5;

/** Says why a Service port has no endpoints, as far back as the manifests tell. */
export function explainNoEndpoints(table: ServiceTable, port: ProxiedPort): Explanation {
  const { ref } = port.service;
  const { why, path, considered } = missingEndpoints(table, port);
  return {
    reason: { code: 'no-endpoints', text: `Service ${qualifiedName(ref)} has no endpoints: ${why}` },
    rule: table.rule(ref, path),
    considered: considered.slice(0, SHOWN),
  };
}

function missingEndpoints(table: ServiceTable, port: ProxiedPort): MissingEndpoints {
  const selector = port.service.object.spec.selector;
  // The API server stores an empty selector as none at all.
  if (selector === undefined || Object.keys(selector).length === 0) return explainManualEndpoints(table, port);
  const pods = table.view.labelled('Pod', port.service.ref.namespace, selector);
  return pods.length > 0 ? explainSelectedPods(table, port, pods) : nothingSelected(table, port, selector);
}

function nothingSelected(table: ServiceTable, port: ProxiedPort, selector: Labels): MissingEndpoints {
  const namespace = port.service.ref.namespace;
  const workloads = workloadsSelected(table.view, namespace, selector);
  const pods = nearestPods(table.view, namespace, selector);
  const [nearest] = pods;
  const typo = workloads.length === 0 && nearest !== undefined && nearest.distance < Object.keys(selector).length;
  const hint = typo ? nearest.mismatch : workloads[0]?.mismatch;
  return {
    why: `no pod in namespace ${namespace} has ${formatLabels(selector)}${hint === undefined ? '' : ` (${hint})`}`,
    path: ['spec', 'selector', ...(typo && nearest.key !== undefined ? [nearest.key] : [])],
    considered: [
      ...workloads.map(({ ref, mismatch }): Considered => ({ rule: table.rule(ref, ['spec', 'replicas']), mismatch })),
      ...pods.map(({ pod, path, mismatch }): Considered => ({ rule: table.rule(pod.ref, path), mismatch })),
    ],
  };
}
