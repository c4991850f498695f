import { defaultProfile } from './default.ts';
import type { Profile } from './profile.ts';

/** kubeadm with kube-network-policies beside a plugin that enforces nothing (kubernetes-sigs/kube-network-policies). */
export const kubeNetworkPolicies: Profile = {
  name: 'kube-network-policies',
  about: "kubeadm with kube-network-policies, SIG Network's reference, which enforces every policy",
  spec: { ...defaultProfile.spec, network: { ...defaultProfile.spec.network, plugin: 'kube-network-policies' } },
};
