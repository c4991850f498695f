import { editDistance } from '../model/index.ts';
import type { ClusterFile } from './cluster-file.ts';
import { aksAzure } from './profiles/aks-azure.ts';
import { aksKubenet } from './profiles/aks-kubenet.ts';
import { antrea } from './profiles/antrea.ts';
import { awsVpcCni } from './profiles/aws-vpc-cni.ts';
import { calico } from './profiles/calico.ts';
import { cilium } from './profiles/cilium.ts';
import { defaultProfile } from './profiles/default.ts';
import { dockerDesktop } from './profiles/docker-desktop.ts';
import { eks } from './profiles/eks.ts';
import { flannel } from './profiles/flannel.ts';
import { gke } from './profiles/gke.ts';
import { k3s } from './profiles/k3s.ts';
import { kind } from './profiles/kind.ts';
import { kubeNetworkPolicies } from './profiles/kube-network-policies.ts';
import { kubeadm } from './profiles/kubeadm.ts';
import { minikube } from './profiles/minikube.ts';
import { none } from './profiles/none.ts';
import { openshift } from './profiles/openshift.ts';
import { ovnKubernetes } from './profiles/ovn-kubernetes.ts';
import type { Profile } from './profiles/profile.ts';
import { rke2 } from './profiles/rke2.ts';

/** Every profile, by name. */
export const profiles: readonly Profile[] = [
  aksAzure,
  aksKubenet,
  antrea,
  awsVpcCni,
  calico,
  cilium,
  defaultProfile,
  dockerDesktop,
  eks,
  flannel,
  gke,
  k3s,
  kind,
  kubeNetworkPolicies,
  kubeadm,
  minikube,
  none,
  openshift,
  ovnKubernetes,
  rke2,
];

const files: ReadonlyMap<string, ClusterFile> = new Map(
  profiles.map(({ name, spec }) => [name, { apiVersion: 'curlew.dev/v1', kind: 'Cluster', metadata: { name }, spec }]),
);

/** The Cluster file that ships under a name. */
export function profileNamed(name: string): ClusterFile | undefined {
  return files.get(name);
}

/** In the order in which messages list them. */
export const profileNames: readonly string[] = [...files.keys()];

/** The profile that was meant by a name that none has, if one is near; and all that there are. */
export function profileHint(name: string): string {
  const near = profileNames.find((each) => editDistance(each, name.toLowerCase()) <= 2);
  return `${near === undefined ? '' : `did you mean "${near}"? `}there are: ${profileNames.join(', ')}`;
}
