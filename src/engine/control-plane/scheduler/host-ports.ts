import type { PodSpec } from '../../model/index.ts';

/** A port of the node that a pod takes for itself. */
export interface HostPort {
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

const EVERY_IP = '0.0.0.0';

/**
 * The node ports of a pod's containers and sidecars; with hostNetwork every container port is one.
 *
 * pkg/scheduler/util/utils.go (GetHostPorts)
 */
export function hostPortsOf(spec: PodSpec): readonly HostPort[] {
  const sidecars = spec.initContainers?.filter((container) => container.restartPolicy === 'Always') ?? [];
  return [...spec.containers, ...sidecars].flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostIP, hostPort, containerPort, protocol }) => {
      const port = hostPort ?? (spec.hostNetwork === true ? containerPort : 0);
      if (port <= 0) return [];
      return [{ ip: hostIP === undefined || hostIP === '' ? EVERY_IP : hostIP, protocol: protocol, port }];
    }),
  );
}

/** The host ports in use on one node. */
export class HostPortUse {
  readonly #ips = new Map<string, string[]>();

  add(ports: readonly HostPort[]): void {
    for (const port of ports) {
      const ips = this.#ips.get(keyOf(port));
      if (ips === undefined) this.#ips.set(keyOf(port), [port.ip]);
      else ips.push(port.ip);
    }
  }

  remove(ports: readonly HostPort[]): void {
    for (const port of ports) {
      const ips = this.#ips.get(keyOf(port));
      const index = ips?.indexOf(port.ip) ?? -1;
      if (index >= 0) ips?.splice(index, 1);
    }
  }

  /** Reports whether one of the ports is taken. 0.0.0.0 stands for every address of the node. */
  conflictsWith(ports: readonly HostPort[]): boolean {
    return ports.some((port) => {
      const ips = this.#ips.get(keyOf(port)) ?? [];
      if (port.ip === EVERY_IP) return ips.length > 0;
      return ips.includes(port.ip) || ips.includes(EVERY_IP);
    });
  }
}

function keyOf({ protocol, port }: HostPort): string {
  return `${protocol}/${port}`;
}
