import { eks } from './eks.ts';
import type { Profile } from './profile.ts';

/** EKS where the VPC CNI's policy agent is on (`enableNetworkPolicy: "true"`). */
export const awsVpcCni: Profile = {
  name: 'aws-vpc-cni',
  about: 'EKS with the VPC CNI and its policy agent, which enforces NetworkPolicy',
  spec: { ...eks.spec, network: { ...eks.spec.network, policies: { networkPolicy: true } } },
};
