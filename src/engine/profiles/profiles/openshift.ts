import type { Profile } from './profile.ts';

/**
 * OpenShift with three control planes and two workers, and OVN-Kubernetes, which enforces NetworkPolicy and
 * AdminNetworkPolicy. Its DNS is in namespace openshift-dns, a pod on every node, and listens on 5353 behind port 53 of
 * its Service: OVN judges after translation, so that a policy must name 5353.
 *
 * openshift/installer pkg/types/defaults/installconfig.go: ranges and a /23 for each node; openshift/cluster-dns-operator
 * assets/dns and pkg/operator/controller: DNS. OVN's load balancers are modelled as kube-proxy in iptables mode would
 * serve Services. The machines' names and addresses are free inventions.
 */
export const openshift: Profile = {
  name: 'openshift',
  about:
    'OpenShift with OVN-Kubernetes, which enforces NetworkPolicy and AdminNetworkPolicy; DNS in openshift-dns at 5353',
  spec: {
    kubernetesVersion: '1.34',
    network: {
      plugin: 'ovn-kubernetes',
      podCIDR: '10.128.0.0/14',
      serviceCIDR: '172.30.0.0/16',
      nodeCIDRMaskSizeIPv4: 23,
      mtu: 1400,
    },
    dns: {
      corefile: 'openshift',
      serviceIP: '172.30.0.10',
      name: 'dns-default',
      namespace: 'openshift-dns',
      labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' },
      targetPort: 5353,
      nodeResolvConf: { nameservers: ['192.168.0.1'] },
    },
    nodes: [
      { name: 'master-0', address: '192.168.0.10', ...master() },
      { name: 'master-1', address: '192.168.0.11', ...master() },
      { name: 'master-2', address: '192.168.0.12', ...master() },
      { name: 'worker-0', address: '192.168.0.20', roles: ['worker'] },
      { name: 'worker-1', address: '192.168.0.21', roles: ['worker'] },
    ],
  },
};

function master() {
  return {
    roles: ['control-plane', 'master'],
    taints: [{ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' }],
  };
}
