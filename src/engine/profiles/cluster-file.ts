import type {
  ApiServerSpec,
  CorefileAuthor,
  DnsImplementation,
  ExternalHost,
  ImageSpec,
  Nameserver,
  NodeSources,
  PolicyReading,
  ProxySpec,
  ResolvConf,
  RoutableFrom,
} from '../model/index.ts';

/** A Cluster file as a user writes it. `cluster.schema.json` says the same, with the defaults, to editors. */
export interface ClusterFile {
  readonly apiVersion: 'curlew.dev/v1';
  readonly kind: 'Cluster';
  readonly metadata: { readonly name: string };
  readonly spec?: ClusterFileSpec;
}

/** What a Cluster file says of its cluster; all of it may be left out. */
export interface ClusterFileSpec {
  /** A profile to start from; what this file says replaces what the profile says, field by field. */
  readonly extends?: string;
  readonly kubernetesVersion?: string;
  readonly removedVersions?: 'reject' | 'convert';
  /** Kinds that are not modelled and have no part in connections in this cluster, as `AccessPolicy.example.com`. */
  readonly ignoredKinds?: readonly string[];
  readonly network?: NetworkFile;
  readonly dns?: DnsFile;
  readonly proxy?: Partial<ProxySpec>;
  readonly apiServer?: Partial<ApiServerSpec>;
  readonly ingressController?: 'none' | 'nginx';
  readonly nodes?: readonly NodeFile[];
  readonly images?: readonly ImageSpec[];
  readonly externalHosts?: readonly ExternalHost[];
  readonly nameservers?: readonly Nameserver[];
}

/** The pods' network and the ranges of addresses and ports. */
export interface NetworkFile {
  readonly plugin?: string;
  /** One CIDR, or a comma-separated pair for dual stack, as in kube's own flags. */
  readonly podCIDR?: string;
  readonly serviceCIDR?: string;
  /** `30000-32767`. */
  readonly nodePortRange?: string;
  readonly nodeCIDRMaskSizeIPv4?: number;
  readonly nodeCIDRMaskSizeIPv6?: number;
  readonly allocator?: 'host-local' | 'lowest-free';
  readonly mtu?: number;
  readonly masqueradeOutside?: boolean;
  readonly nonMasqueradeCIDRs?: readonly string[];
  readonly routableFrom?: Partial<RoutableFrom>;
  readonly nodeSource?: Partial<NodeSources>;
  readonly hairpinMode?: boolean;
  readonly hostPorts?: boolean;
  readonly policies?: PoliciesFile;
  readonly loadBalancer?: 'none' | 'nodes' | 'localhost' | { readonly pool: string };
  readonly endpointPropagationSeconds?: number;
}

/** What the plugin makes of policies, where that is not what is known of it. */
export interface PoliciesFile extends Partial<PolicyReading> {
  /** The kinds that it enforces, all of them. */
  readonly enforced?: readonly string[];
  /** Adds one API's kinds to those that the plugin enforces, or takes them away. */
  readonly networkPolicy?: boolean;
  readonly adminNetworkPolicy?: boolean;
  readonly clusterNetworkPolicy?: boolean;
}

/** The DNS add-on, and the resolv.conf that pods start from. */
export interface DnsFile {
  readonly installed?: boolean;
  readonly implementation?: DnsImplementation;
  readonly domain?: string;
  readonly serviceIP?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly targetPort?: number;
  readonly corefile?: CorefileAuthor;
  readonly nodeLocal?: boolean;
  readonly address?: string;
  readonly pods?: 'insecure' | 'verified' | 'disabled';
  readonly nodeResolvConf?: Partial<ResolvConf>;
  readonly extraNameservers?: readonly string[];
}

/** A machine. */
export interface NodeFile {
  readonly name: string;
  readonly address?: string;
  /** Instead of `address`, for a machine with several. */
  readonly addresses?: readonly string[];
  readonly roles?: readonly string[];
  /** One CIDR, or a comma-separated pair for dual stack. */
  readonly podCIDR?: string;
  readonly kubeProxy?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly unschedulable?: boolean;
  readonly capacity?: Readonly<Record<string, string | number>>;
  readonly up?: boolean;
}
