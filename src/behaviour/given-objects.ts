import type { KubernetesObject, Labels } from '../engine/model/index.ts';

/** A throw-away client: a pod that sleeps and listens on nothing. Without a namespace it goes where all goes that names none. */
export function clientPod(name: string, namespace?: string, labels: Labels = {}): KubernetesObject {
  const containers = [{ name: 'client', image: 'busybox', command: ['sleep', '3600'] }];
  const metadata = { name, ...(namespace !== undefined && { namespace }), labels };
  return Object.assign({ apiVersion: 'v1', kind: 'Pod', metadata }, { spec: { containers } });
}

export function namespaceWith(name: string, labels: Labels): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}
