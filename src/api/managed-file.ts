import type { ClusterView, Pod, Resource } from '../engine/model/index.ts';
import { NotModelled, qualifiedName } from '../engine/model/index.ts';
import { formatResolvConf, hostnameOf, hostsFile, resolvConf } from '../engine/network/dns/index.ts';

const FILES: Readonly<Record<string, (view: ClusterView, pod: Resource<Pod>) => string>> = {
  // The bridge is Docker's own.
  '/etc/resolv.conf': (view, pod) =>
    formatResolvConf(resolvConf(view, pod), view.spec.network.plugin === 'bridge' ? 'docker' : 'cri'),
  '/etc/hosts': hostsFile,
  '/etc/hostname': (view, pod) => `${hostnameOf(view, pod).kernel}\n`,
};

/** The text of a file that the kubelet manages in every container of the pod. Throws a SetupError for any other file. */
export function managedFile(view: ClusterView, pod: Resource<Pod>, path: string): string {
  const write = FILES[path];
  if (write !== undefined) return write(view, pod);
  throw new NotModelled(`what ${path} of pod ${qualifiedName(pod.ref)} holds is not modelled`, {
    hint: `known are: ${Object.keys(FILES).join(', ')}`,
  });
}
