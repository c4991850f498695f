import type { Container, Pod, PodSpec, Resource, Toleration } from '../../model/index.ts';
import { canonicalJson } from '../../model/index.ts';
import type { PodTerms } from './affinity-term.ts';
import type { HostPort } from './host-ports.ts';
import { hostPortsOf } from './host-ports.ts';
import type { PodGroup } from './pod-groups.ts';
import type { Resources } from './resources.ts';
import { podRequests, scoredRequests } from './resources.ts';

/** What the scheduler reads out of a pod's spec; one for all pods whose specs agree in it. */
export interface PodTemplate {
  readonly spec: PodSpec;
  readonly requests: Resources;
  readonly scoredRequests: Resources;
  readonly hostPorts: readonly HostPort[];
  readonly tolerations: readonly Toleration[];
}

/** A pod as the scheduler sees it. */
export interface PodInfo {
  readonly resource: Resource<Pod>;
  readonly template: PodTemplate;
  readonly group: PodGroup;
  readonly terms: PodTerms;
  readonly priority: number;
  readonly preempts: boolean;
}

/** Finds the template of each spec; equal ones are the same object, so that answers can be kept with it. */
export class PodTemplates {
  readonly #bySpec = new Map<PodSpec | undefined, PodTemplate>();
  readonly #byText = new Map<string, PodTemplate>();

  of(spec: PodSpec | undefined): PodTemplate {
    const known = this.#bySpec.get(spec);
    if (known !== undefined) return known;
    const text = canonicalJson(relevantParts(spec));
    const template = this.#byText.get(text) ?? templateOf(spec ?? { containers: [] });
    this.#bySpec.set(spec, template);
    this.#byText.set(text, template);
    return template;
  }
}

function templateOf(written: PodSpec): PodTemplate {
  const spec = { ...written, containers: written.containers };
  return {
    spec,
    requests: podRequests(spec),
    scoredRequests: scoredRequests(spec),
    hostPorts: hostPortsOf(spec),
    tolerations: spec.tolerations ?? [],
  };
}

function relevantParts(spec: (PodSpec & { readonly resources?: Container['resources'] }) | undefined): unknown {
  if (spec === undefined) return undefined;
  const { affinity, hostNetwork, nodeName, nodeSelector, overhead, resources, tolerations, topologySpreadConstraints } =
    spec;
  const container = (each: Container) => [each.resources, each.ports, each.restartPolicy];
  return {
    ...{ affinity, hostNetwork, nodeName, nodeSelector, overhead, resources, tolerations, topologySpreadConstraints },
    containers: spec.containers.map(container),
    initContainers: spec.initContainers?.map(container),
  };
}
