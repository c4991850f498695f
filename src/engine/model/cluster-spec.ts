import type { SourceDocument } from './source.ts';

/** How kube-proxy turns Services into rules. */
export type ProxyMode = 'iptables' | 'nftables' | 'ipvs';

/**
 * The cluster itself, as a Cluster file describes it, with every default filled in.
 *
 * `document` is where it was written, for errors; absent for built-in profiles.
 */
export interface ClusterSpec {
  readonly name: string;
  /** Major and minor: `1.33`. */
  readonly kubernetesVersion: string;
  /** What becomes of workloads in API versions that the release no longer serves, where manifests are read; rejected if absent. */
  readonly removedVersions?: 'reject' | 'convert';
  /** Kinds that are not modelled and have no part in connections here, as `KIND.GROUP`. */
  readonly ignoredKinds?: readonly string[];
  readonly network: NetworkSpec;
  readonly dns: DnsSpec;
  readonly proxy: ProxySpec;
  readonly apiServer: ApiServerSpec;
  /** The ingress controller that the cluster comes with; manifests may bring others. */
  readonly ingressController: 'none' | 'nginx';
  readonly nodes: readonly NodeSpec[];
  /** What images listen on, beyond the images that Curlew knows; these win. */
  readonly images: readonly ImageSpec[];
  /** The machines outside the cluster that specs speak of; Curlew never asks the real network. */
  readonly externalHosts: readonly ExternalHost[];
  /** The nameservers outside that do not simply know all of these; what two entries say of one address adds up. */
  readonly nameservers: readonly Nameserver[];
  readonly document?: SourceDocument;
}

/** Where the API server is. */
export interface ApiServerSpec {
  /** Its addresses where it is no node of the cluster; none where the control-plane nodes run it. */
  readonly addresses: readonly string[];
  /** The port at which it listens. */
  readonly port: number;
}

/** A machine outside the cluster, known by name and addresses. */
export interface ExternalHost {
  readonly name: string;
  readonly addresses: readonly string[];
  /** `443/TCP`; absent means that every port answers. */
  readonly listens?: readonly string[];
}

/** A nameserver outside the cluster. One that nobody describes knows every external host, and answers NXDOMAIN to the rest. */
export interface Nameserver {
  readonly address: string;
  /** The only zones that it answers for; it refuses other names unless `otherwise` says more. Absent for all. */
  readonly zones?: readonly string[];
  /** What it answers to a name that it does not know. */
  readonly otherwise?: 'NXDOMAIN' | 'NODATA' | 'SERVFAIL' | 'REFUSED';
}

export interface NetworkSpec {
  /** The CNI plugin's name: `flannel`, `calico`, `cilium` … */
  readonly plugin: string;
  /** Whether the name says nothing of what the plugin does beside the policies below: it stands for any, or nobody knows it. */
  readonly pluginIsStandIn?: true;
  /** One CIDR for each family that pods have, the primary family first. */
  readonly podCIDRs: readonly string[];
  /** One CIDR for each family that Services may have, the primary family first. */
  readonly serviceCIDRs: readonly string[];
  /** The size of a node's block in each pod CIDR: /24 and /64 by default. */
  readonly nodeCIDRMaskSizes: readonly number[];
  /** How pods get addresses inside their node's block. */
  readonly allocator: 'host-local' | 'lowest-free';
  readonly nodePortRange: PortRange;
  readonly mtu: number;
  /** Whether a pod's traffic to addresses outside the cluster leaves with the node's address. */
  readonly masqueradeOutside: boolean;
  /** CIDRs outside the cluster to which pods keep their own addresses all the same. */
  readonly nonMasqueradeCIDRs: readonly string[];
  /** The networks outside that have routes to addresses of the cluster that are no nodes'. */
  readonly routableFrom: RoutableFrom;
  /** By which address pods know the nodes. */
  readonly nodeSource: NodeSources;
  /** Whether a pod's interface takes back what the pod sent: without it, no pod reaches itself through a Service. */
  readonly hairpinMode: boolean;
  /** Whether the plugin (or portmap beside it) programs hostPort. */
  readonly hostPorts: boolean;
  readonly policies: PolicyEnforcement;
  /**
   * Where load balancers take their addresses: `none` leaves Services pending, a CIDR is a pool. `nodes` lends them the
   * addresses of the nodes on which their ports are free. `localhost` is the developer's own machine, which is no part of the model.
   */
  readonly loadBalancer: 'none' | 'nodes' | 'localhost' | { readonly pool: string };
  /** How long it may take until every kube-proxy, gateway and DNS server has heard that an endpoint is gone. */
  readonly endpointPropagationSeconds: number;
}

/** CIDRs of clients outside the cluster: those from which pods, and the cluster IPs of Services, are reached without more ado. */
export interface RoutableFrom {
  readonly pods: readonly string[];
  readonly services: readonly string[];
}

/**
 * The address of a node that a packet gets which the node itself sends to a pod, or masquerades on the way there: that of
 * the interface by which it leaves the node.
 */
export interface NodeSources {
  /** To pods on the node. */
  readonly ownPods: NodeSource;
  /** To pods on other nodes. */
  readonly otherPods: NodeSource;
}

/**
 * `node`: the node's own address. The others are addresses of its block of the pod range: `first` is the one that the block
 * begins with (`10.42.1.0`), `gateway` the one behind it, and `management` the third.
 */
export type NodeSource = 'node' | 'first' | 'gateway' | 'management';

/** What the network plugin makes of policies. */
export interface PolicyEnforcement {
  /** The kinds of policies that it enforces: `NetworkPolicy`. A policy of another kind changes nothing. */
  readonly enforced: readonly string[];
  readonly reading: PolicyReading;
}

/** How a plugin decides where those who specify policies leave room. */
export interface PolicyReading {
  /** Whether `ipBlock` matches the addresses of pods. */
  readonly ipBlockMatchesPods: boolean;
  /** Whether `ipBlock` matches the addresses of nodes. */
  readonly ipBlockMatchesNodes: boolean;
  /** Whether egress is judged before Service translation: blocks mean cluster IPs, ports those of the Service. */
  readonly egressSeesServiceIP: boolean;
  /**
   * Whether ingress is judged behind the masquerade of the pod's own node. Where it is not, a client that the node
   * masquerades is still itself.
   */
  readonly ingressSeesMasquerade: boolean;
  /**
   * Who a client outside is that another node sent on with an address of its own. `outside`: somebody of whom no address
   * is known, so that only the block of all addresses holds it.
   */
  readonly forwardedClients: 'node' | 'outside';
  /** What becomes of a connection that policies do not allow: it is lost, or refused at once. */
  readonly denied: 'drop' | 'reject';
  /** Whether the isolation of a pod counts where it reaches itself through a Service. */
  readonly hairpin: 'allow' | 'enforce';
  readonly endPort: boolean;
  /**
   * Who pods on the host network are. `node`: their node; no selector matches them, and nothing isolates them.
   * `namespace`: the same, but peers that select the host network's namespace match what comes from nodes. `pod`: pods
   * like all others.
   */
  readonly hostNetwork: 'node' | 'namespace' | 'pod';
  /** What isolation does to ICMP, which rules about ports cannot name. `deny`: only rules without ports let it through. */
  readonly icmp: 'allow' | 'deny';
  /**
   * The name of a port to which pods give different numbers. `resolve`: each destination's own number; `skip`: egress
   * rules of NetworkPolicies match nothing by that name.
   */
  readonly duplicateNamedPort: 'resolve' | 'skip';
  /** Whether a policy that isolates a pod in one direction keeps the tiers behind its own from both. */
  readonly baselineSkippedByAnyDirection: boolean;
}

/** Ports that follow each other, both ends included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** Who answers for the cluster's names; `cloud-dns` is a service of the cloud outside the cluster: no pod of it answers. */
export type DnsImplementation = 'coredns' | 'kube-dns' | 'cloud-dns';

/** Who installs CoreDNS, and so writes its Corefile and names its ConfigMap. */
export type CorefileAuthor = 'kubeadm' | 'eks' | 'aks' | 'k3s' | 'rke2' | 'openshift';

export interface DnsSpec {
  /** Whether the cluster has a DNS server at all. */
  readonly installed: boolean;
  readonly implementation: DnsImplementation;
  /** The cluster domain: `cluster.local`. */
  readonly domain: string;
  /** The cluster IP of the DNS Service. */
  readonly serviceIP: string;
  /** The name of the DNS Service. */
  readonly name: string;
  /** Where the DNS Service, its pods and their configuration are: `kube-system`. */
  readonly namespace: string;
  /** The labels of the DNS pods, by which the Service selects them. */
  readonly labels: Readonly<Record<string, string>>;
  /** What the DNS pods listen on, behind port 53 of the Service. */
  readonly targetPort: number;
  /** Whose Corefile the server has where no manifest holds one. */
  readonly corefile: CorefileAuthor;
  /** Whether NodeLocal DNSCache runs on every node, in front of the cluster's DNS. */
  readonly nodeLocal: boolean;
  /** The address that the kubelet's clusterDNS names: where pods ask. */
  readonly address: string;
  /** How `<a-b-c-d>.<namespace>.pod.<domain>` is answered. */
  readonly pods: 'insecure' | 'verified' | 'disabled';
  /** What pods find in resolv.conf beside the cluster's own entries: the node's file. */
  readonly nodeResolvConf: ResolvConf;
  /** Extra nameservers that the kubelet's clusterDNS lists after the DNS Service. */
  readonly extraNameservers: readonly string[];
}

/** What the process of a container image does when its manifest does not override the command. */
export interface ImageSpec {
  /** The repository without registry host, tag and digest: `nginx`, `bitnami/mariadb`. */
  readonly name: string;
  /** `80/TCP`; the protocol may be left out. */
  readonly listens: readonly string[];
  /** What its server answers on these ports, whatever is asked. */
  readonly http?: HttpSpec;
}

/** An HTTP response that does not depend on the request. */
export interface HttpSpec {
  /** 200 unless said otherwise. */
  readonly status?: number;
  /** Empty unless said otherwise. */
  readonly body?: string;
  /** `text/plain` unless said otherwise. */
  readonly contentType?: string;
}

/** The content of a resolv.conf. */
export interface ResolvConf {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly string[];
}

/** kube-proxy's own settings; the names are those of KubeProxyConfiguration. */
export interface ProxySpec {
  readonly mode: ProxyMode;
  readonly masqueradeAll: boolean;
  readonly localhostNodePorts: boolean;
  /** CIDRs, or `primary`; empty means every local address. */
  readonly nodePortAddresses: readonly string[];
  readonly detectLocalMode: 'ClusterCIDR' | 'NodeCIDR' | 'None';
}

/** A machine. `addresses[0]` is its primary InternalIP. */
export interface NodeSpec {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly roles: readonly string[];
  readonly podCIDRs: readonly string[];
  /** Whether kube-proxy runs there; without it no Service address works on that node. */
  readonly kubeProxy: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly unschedulable: boolean;
  /** Resource quantities: `cpu`, `memory`, `pods`, `ephemeral-storage` and extended resources. */
  readonly capacity: Readonly<Record<string, string>>;
  /** Whether the machine is up. */
  readonly up: boolean;
}
