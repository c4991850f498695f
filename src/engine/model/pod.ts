import type { Address } from './address.ts';
import { parseAddress } from './address.ts';
import type { Container, Pod, PodStatus, ServicePort } from './kubernetes.ts';
import type { PacketProtocol } from './packet.ts';

/** The annotation by which a manifest or a step says that a pod is not ready: `"false"`. */
export const READY_ANNOTATION = 'curlew.dev/ready';

/** The annotation that lists what a pod listens on beyond what its manifest declares: `"8080/TCP,9000/UDP"`. */
export const LISTENS_ANNOTATION = 'curlew.dev/listens';

/** The value of that annotation by which nobody in the pod listens on anything. */
export const LISTENS_NOWHERE = 'none';

/** The annotation that says how long a pod's servers go on accepting after SIGTERM: `"15s"`. */
export const DRAINS_ANNOTATION = 'curlew.dev/drains';

/** Reports whether the pod shares its node's network namespace. */
export function usesHostNetwork(pod: Pod): boolean {
  return pod.spec.hostNetwork === true;
}

/** Reports whether the pod has ended: it holds no address, matches no selector, answers nothing. */
export function isFinished(pod: Pick<Pod, 'status'>): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

export function isTerminating(pod: Pick<Pod, 'metadata'>): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

/** The value of the pod's Ready condition. */
export function isReady(pod: Pick<Pod, 'status'>): boolean {
  return (
    pod.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false
  );
}

/** The pod's addresses, the primary family first; none before its sandbox exists or after it ended. */
export function podIPs(pod: Pick<Pod, 'status'>): readonly string[] {
  const { status } = pod;
  if (status === undefined) return NO_IPS;
  let ips = ipsOf.get(status);
  if (ips === undefined) {
    ips = status.podIPs?.flatMap((entry) => entry.ip ?? []) ?? [];
    if (ips.length === 0 && status.podIP !== undefined) ips = [status.podIP];
    ipsOf.set(status, ips);
  }
  return ips;
}

const NO_IPS: readonly string[] = [];
const ipsOf = new WeakMap<PodStatus, readonly string[]>();

/** `podIPs` as addresses; what its status says and is none is left out. */
export function podAddresses(pod: Pod): readonly Address[] {
  const { status } = pod;
  if (status === undefined) return NO_ADDRESSES;
  let addresses = addressesOf.get(status);
  if (addresses === undefined) {
    addresses = podIPs(pod).flatMap((ip) => parseAddress(ip) ?? []);
    addressesOf.set(status, addresses);
  }
  return addresses;
}

const NO_ADDRESSES: readonly Address[] = [];
const addressesOf = new WeakMap<PodStatus, readonly Address[]>();

/** App containers first, then sidecars (init containers that restart always): those that run while the pod does. */
export function runningContainers(pod: Pod): readonly Container[] {
  const sidecars = pod.spec.initContainers?.filter((container) => container.restartPolicy === 'Always') ?? [];
  return sidecars.length === 0 ? pod.spec.containers : [...pod.spec.containers, ...sidecars];
}

/**
 * The number behind a named port of this pod, or `undefined`. The name must match together with the protocol; app
 * containers are searched first, in order, then sidecars (FindPort in kubernetes pkg/api/v1/pod/util.go).
 */
export function namedPort(pod: Pod, name: string, protocol: PacketProtocol): number | undefined {
  for (const container of runningContainers(pod)) {
    const port = container.ports?.find((each) => each.name === name && each.protocol === protocol);
    if (port !== undefined) return port.containerPort;
  }
  return undefined;
}

/** The number behind a port of a Service on a pod; `undefined` where the pod has no port of that name. */
export function targetOn(pod: Pod, { targetPort, protocol }: ServicePort): number | undefined {
  return typeof targetPort === 'number' ? targetPort : namedPort(pod, targetPort, protocol as PacketProtocol);
}
