import type { Container, PodSpec } from '../../model/index.ts';
import { parseQuantity } from '../../model/index.ts';

/** Amounts by resource name: cpu in thousandths of a core, all else in whole units. */
export type Resources = ReadonlyMap<string, number>;

type Quantities = Readonly<Record<string, string>>;

/** What scoring assumes for a container that requests no cpu or memory. pkg/scheduler/util/pod_resources.go */
const ASSUMED: Resources = new Map([
  ['cpu', 100],
  ['memory', 200 * 1024 * 1024],
]);

/** Reads quantities, rounded up as the scheduler does; what is no quantity is left out. */
export function resourcesOf(quantities: Quantities | undefined): Resources {
  const amounts = new Map<string, number>();
  for (const [name, text] of Object.entries(quantities ?? {})) {
    const billionths = parseQuantity(text);
    if (billionths === undefined) continue;
    const unit = name === 'cpu' ? 1_000_000n : 1_000_000_000n;
    amounts.set(name, Number((billionths + unit - 1n) / unit));
  }
  return amounts;
}

/**
 * What a pod requests: the sum of containers and sidecars, or the most that its start needs, plus overhead.
 *
 * An init container runs beside the sidecars started before it. Requests of the pod itself replace those of its
 * containers. staging/src/k8s.io/component-helpers/resource/helpers.go (PodRequests)
 */
export function podRequests(spec: PodSpec): Resources {
  return totalRequests(spec, new Map());
}

/** As `podRequests`, with cpu and memory assumed for containers that name none: for scores only. */
export function scoredRequests(spec: PodSpec): Resources {
  return totalRequests(spec, ASSUMED);
}

function totalRequests(spec: PodSpec & { readonly resources?: Container['resources'] }, assumed: Resources): Resources {
  let running: Resources = new Map();
  for (const container of spec.containers) running = sum(running, containerRequests(container, assumed));
  let sidecars: Resources = new Map();
  let starting: Resources = new Map();
  for (const container of spec.initContainers ?? []) {
    const requests = containerRequests(container, assumed);
    const during = sum(sidecars, requests);
    if (container.restartPolicy === 'Always') {
      running = sum(running, requests);
      sidecars = during;
    }
    starting = most(starting, during);
  }
  const ofPod = resourcesOf(spec.resources?.requests);
  return sum(new Map([...most(running, starting), ...ofPod]), resourcesOf(spec.overhead));
}

/** A limit without a request is the request too, as the API server defaults it. */
function containerRequests({ resources }: Container, assumed: Resources): Resources {
  const requests = resourcesOf({ ...resources?.limits, ...resources?.requests });
  return assumed.size === 0 ? requests : new Map([...assumed, ...requests]);
}

function sum(a: Resources, b: Resources): Resources {
  if (b.size === 0) return a;
  const total = new Map(a);
  for (const [name, amount] of b) total.set(name, (total.get(name) ?? 0) + amount);
  return total;
}

function most(a: Resources, b: Resources): Resources {
  if (b.size === 0) return a;
  const highest = new Map(a);
  for (const [name, amount] of b) highest.set(name, Math.max(highest.get(name) ?? 0, amount));
  return highest;
}
