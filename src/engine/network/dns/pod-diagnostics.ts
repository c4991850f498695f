import {
  type ClusterView,
  type Diagnostic,
  formatLocation,
  formatRef,
  type Pod,
  type Resource,
} from '../../model/index.ts';
import { hostnameOf } from './hostname.ts';
import { resolvConf } from './resolv-conf.ts';

/**
 * The events that kubelets record while they form the names and the resolv.conf of pods. The pods of a template share what
 * was written once.
 */
export function podDiagnostics(view: ClusterView): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  const ofCluster = mayExceed(view);
  for (const pod of view.list('Pod')) {
    const { dnsConfig, setHostnameAsFQDN } = pod.object.spec;
    if (ofCluster || dnsConfig !== undefined) addTo(found, resolvConf(view, pod).diagnostics, pod);
    if (setHostnameAsFQDN === true) addTo(found, hostnameOf(view, pod).diagnostics, pod);
  }
  return [...found.values()];
}

/** Whether pods that say nothing of DNS get an event: for the cluster's nameservers, or the nodes' resolv.conf. */
function mayExceed({ spec: { dns } }: ClusterView): boolean {
  const { nameservers, searches } = dns.nodeResolvConf;
  const isLong = nameservers.length > 3 || dns.extraNameservers.length > 2 || searches.length > 28;
  return isLong || dns.serviceIP === '' || searches.join(' ').length > 1500;
}

function addTo(found: Map<string, Diagnostic>, diagnostics: readonly Diagnostic[], pod: Resource<Pod>): void {
  for (const diagnostic of diagnostics) {
    const { code, at } = diagnostic;
    const key = `${code} ${at === undefined ? formatRef(pod.ref) : formatLocation(at)}`;
    if (!found.has(key)) found.set(key, diagnostic);
  }
}
