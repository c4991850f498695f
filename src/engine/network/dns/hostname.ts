import type { ClusterView, Diagnostic, Pod, PodSpec, Resource } from '../../model/index.ts';
import { usesHostNetwork } from '../../model/index.ts';

/** The names that a pod has for itself. A pod's own names are no DNS records. */
export interface PodHostname {
  /** The short name, which stands in /etc/hosts. */
  readonly hostname: string;
  /** `<subdomain>.<namespace>.svc.<domain>` where a subdomain is set, whether or not such a Service exists. */
  readonly domain: string | undefined;
  /** The short name, with the domain where there is one. */
  readonly fqdn: string;
  /** What the kernel says, and `hostname` prints: the node's own on the host network. */
  readonly kernel: string;
  readonly diagnostics: readonly Diagnostic[];
}

const MOST_CHARACTERS = 63;
const MOST_KERNEL_CHARACTERS = 64;

/** The minor version from which spec.hostnameOverride counts (feature gate HostnameOverride, on by default). */
const HOSTNAME_OVERRIDE_SINCE = 35;

/**
 * The hostname of a pod: spec.hostname or its name, cut to 63 characters (kubernetes pkg/kubelet/kubelet_pods.go
 * GeneratePodHostNameAndDomain). With setHostnameAsFQDN a name of more than 64 keeps the pod from starting
 * (pkg/kubelet/util/util.go GetNodenameForKernel).
 */
export function hostnameOf(view: ClusterView, pod: Resource<Pod>): PodHostname {
  const spec: (PodSpec & { readonly hostnameOverride?: string }) | undefined = pod.object.spec;
  const override = minorOf(view) >= HOSTNAME_OVERRIDE_SINCE ? spec.hostnameOverride : undefined;
  const hostname = truncated(override ?? given(spec.hostname) ?? pod.ref.name);
  const subdomain = override === undefined ? given(spec.subdomain) : undefined;
  const domain = subdomain === undefined ? undefined : `${subdomain}.${pod.ref.namespace}.svc.${view.spec.dns.domain}`;
  const fqdn = domain === undefined ? hostname : `${hostname}.${domain}`;
  if (usesHostNetwork(pod.object)) {
    return { hostname, domain, fqdn, kernel: spec.nodeName ?? hostname, diagnostics: [] };
  }
  if (spec.setHostnameAsFQDN !== true) return { hostname, domain, fqdn, kernel: hostname, diagnostics: [] };
  return { hostname, domain, fqdn, kernel: fqdn, diagnostics: tooLong(view, pod, fqdn) };
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function minorOf(view: ClusterView): number {
  return Number(view.spec.kubernetesVersion.split('.')[1] ?? 0);
}

function truncated(name: string): string {
  return name.length <= MOST_CHARACTERS ? name : name.slice(0, MOST_CHARACTERS).replace(/[-.]+$/, '');
}

function tooLong(view: ClusterView, pod: Resource<Pod>, fqdn: string): readonly Diagnostic[] {
  if (fqdn.length <= MOST_KERNEL_CHARACTERS) return [];
  const at = view.locate(pod.ref, ['spec', 'setHostnameAsFQDN']);
  return [
    {
      code: 'hostname-too-long',
      severity: 'warning',
      message:
        `Failed to construct FQDN from Pod hostname and cluster domain, FQDN ${fqdn} is too long ` +
        `(${MOST_KERNEL_CHARACTERS} characters is the max, ${fqdn.length} characters requested)`,
      hint: 'the pod does not start: shorten its hostname or subdomain',
      ...(at === undefined ? {} : { at }),
      about: pod.ref,
    },
  ];
}
