import type { FlagSet } from '../flags.ts';
import { serverOf } from '../kubeconfig.ts';
import type { Reply, Session } from '../session.ts';

export const clusterInfoFlags: FlagSet = { command: 'cluster-info', flags: [], unmodelled: [] };

/** `kubectl cluster-info` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/clusterinfo/clusterinfo.go). */
export async function clusterInfo({ cluster }: Session): Promise<Reply> {
  const server = serverOf(cluster);
  if (server === undefined) {
    return { status: 'unknown', unknown: 'by which address and port this machine reaches the API server' };
  }
  const services = cluster.view.labelled('Service', 'kube-system', { 'kubernetes.io/cluster-service': 'true' });
  const lines = services.map(({ ref, object }) => {
    const name = object.metadata.labels?.['kubernetes.io/name'] ?? ref.name;
    const [first] = object.spec.ports ?? [];
    const port = first?.name === undefined ? '' : `:${first.name}`;
    return `${name} is running at ${server}/api/v1/namespaces/kube-system/services/${ref.name}${port}/proxy\n`;
  });
  const help = "\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n";
  return { stdout: `Kubernetes control plane is running at ${server}\n${lines.join('')}${help}` };
}
