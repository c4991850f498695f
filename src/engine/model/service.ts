import type { Service } from './kubernetes.ts';

/** A Service without an address of its own: its name resolves to its endpoints, and no kube-proxy has rules for it. */
export function isHeadless({ spec }: Service): boolean {
  return spec?.type !== 'ExternalName' && (spec?.clusterIPs?.[0] ?? spec?.clusterIP) === 'None';
}
