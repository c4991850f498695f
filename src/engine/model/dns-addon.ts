import type { CorefileAuthor, DnsSpec } from './cluster-spec.ts';

/** The name of CoreDNS' workload, and of the ConfigMap that holds its Corefile: whoever installs it gives both the same. */
const NAMES: Readonly<Record<CorefileAuthor, string>> = {
  kubeadm: 'coredns',
  eks: 'coredns',
  aks: 'coredns',
  k3s: 'coredns',
  rke2: 'rke2-coredns-rke2-coredns',
  openshift: 'dns-default',
};

/**
 * How CoreDNS' workload and its ConfigMap are named (kubeadm cmd/kubeadm/app/phases/addons/dns/manifests.go, k3s
 * manifests/coredns.yaml, rancher/rke2-charts charts/rke2-coredns, openshift/cluster-dns-operator
 * pkg/operator/controller/names.go).
 */
export function coreDnsName({ corefile }: Pick<DnsSpec, 'corefile'>): string {
  return NAMES[corefile];
}

/** Seconds; the `lameduck` of each author's Corefile. */
const LAMEDUCK: Readonly<Record<CorefileAuthor, number>> = {
  kubeadm: 5,
  eks: 5,
  aks: 5,
  k3s: 0,
  rke2: 10,
  openshift: 20,
};

/**
 * For how many seconds CoreDNS goes on answering after SIGTERM, as whoever installs it sets it up (`lameduck` of the
 * plugin health).
 */
export function coreDnsLameduck({ corefile }: Pick<DnsSpec, 'corefile'>): number {
  return LAMEDUCK[corefile];
}

/** The address of NodeLocal DNSCache on every node (kubernetes cluster/addons/dns/nodelocaldns/nodelocaldns.yaml). */
export const NODE_LOCAL_DNS = '169.254.20.10';
