import type { Profile } from './profile.ts';

/**
 * minikube in a VirtualBox machine, of the time when the kubelet ran Docker without a CNI plugin (until 1.23): pods hang on
 * the bridge docker0, which takes the lowest free address and ignores policies.
 *
 * Without a CNI plugin its ports are not in hairpin mode, so that no pod reaches itself through a Service (minikube issues
 * 1568 and 13370, kubernetes issue 20475).
 *
 * Inferred: the service range and VirtualBox's name server. Today's minikube has a CNI plugin: use `kind` for its like.
 */
export const minikube: Profile = {
  name: 'minikube',
  about: 'minikube on the docker bridge, before CNI plugins: one node, 172.17.0.0/16; policies are ignored',
  spec: {
    kubernetesVersion: '1.14',
    network: {
      plugin: 'bridge',
      podCIDR: '172.17.0.0/16',
      serviceCIDR: '10.96.0.0/12',
      nodeCIDRMaskSizeIPv4: 16,
      allocator: 'lowest-free',
      hairpinMode: false,
      mtu: 1500,
    },
    dns: { nodeResolvConf: { nameservers: ['10.0.2.3'] } },
    nodes: [{ name: 'minikube', address: '192.168.99.105', roles: ['master'], podCIDR: '172.17.0.0/16' }],
  },
};
