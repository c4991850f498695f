import type { ClusterView, Pod, Resource } from '../../engine/model/index.ts';
import { podIPs } from '../../engine/model/index.ts';

const known = new WeakMap<ClusterView, ReadonlyMap<string, Resource<Pod>>>();

/** The pod of an address; pods on the host network have their node's, and are no pods to policies. */
export function podAt(view: ClusterView, ip: string): Resource<Pod> | undefined {
  const found = known.get(view) ?? podsByAddress(view);
  known.set(view, found);
  return found.get(ip);
}

function podsByAddress(view: ClusterView): ReadonlyMap<string, Resource<Pod>> {
  const pods = view.list('Pod').filter(({ object }) => object.spec?.hostNetwork !== true);
  return new Map(pods.flatMap((pod) => podIPs(pod.object).map((ip) => [ip, pod])));
}
