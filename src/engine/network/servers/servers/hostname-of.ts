import type { Asked } from '../server.ts';

/** The name that a container's kernel has: the pod's, unless its specification says another. */
export function hostnameOf({ pod }: Pick<Asked, 'pod'>): string {
  return pod.object.spec.hostname ?? pod.ref.name;
}

/**
 * A stand-in for the port that a client's kernel draws for its end, from the range that Linux has by default
 * (Documentation/networking/ip-sysctl.rst, `ip_local_port_range`).
 */
export const CLIENT_PORT = 40000;
