import type {
  ClusterView,
  Considered,
  DnsImplementation,
  DnsRecord,
  Nameserver,
  ObjectRef,
  Protocol,
  Rcode,
  Reason,
  RecordType,
  Resource,
  RuleRef,
  Service,
} from '../../model/index.ts';
import type { KubernetesSettings } from './corefile/kubernetes-settings.ts';

/** The addresses of names outside the cluster, by canonical name; every other outside name is NXDOMAIN. */
export type ExternalHosts = ReadonlyMap<string, readonly string[]>;

export interface Question {
  readonly name: string;
  readonly type: RecordType;
}

/** Why an answer is what it is. `considered` is ordered nearest first. */
export interface Explanation {
  readonly reason: Reason;
  readonly rule?: RuleRef;
  readonly considered: readonly Considered[];
}

/**
 * What a nameserver answers. NOERROR without records is NODATA. `authority` holds the SOA of a negative answer,
 * `additional` the addresses of SRV and NS targets. `forwarded` answers come from another server: they are not
 * authoritative. Reason, rule and considered are worked out when first read.
 */
export interface Answer {
  readonly rcode: Rcode;
  readonly records: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
  readonly forwarded: boolean;
  readonly reason: Reason;
  readonly rule: RuleRef | undefined;
  readonly considered: readonly Considered[];
}

/** A port of an endpoint; -1 stands for an endpoint without ports, which has addresses and no SRV record. */
export interface EndpointPortRecord {
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** A ready address of a Service's EndpointSlices, and its name below the Service. */
export interface ZoneEndpoint {
  readonly address: string;
  readonly name: string;
  readonly ports: readonly EndpointPortRecord[];
  /** The Pod behind the address, or the EndpointSlice where the endpoint names none. */
  readonly object: ObjectRef;
}

/** A name that an address stands for. */
export interface Pointer {
  readonly target: string;
  readonly object: ObjectRef;
}

/** A plugin's turn with a question; `next` is the turn of those behind it. */
export type Plugin = (question: Question, next: (question: Question) => Answer) => Answer;

/** A server block of the Corefile: it answers for the names in its zones that no other block has a longer zone for. */
export interface ServerBlock {
  /** Canonical; the empty name is the root. */
  readonly zones: readonly string[];
  /** In the order in which they see a question. */
  readonly plugins: readonly Plugin[];
  /** The questions that the block's plugins can list, in order; a listing asks them all. */
  questions(): Iterable<Question>;
}

/** The cluster's DNS server, ready to be asked. What it costs is paid at the first question. */
export interface Zone {
  readonly view: ClusterView;
  /** The cluster domain that the kubelet gives to pods, canonical. */
  readonly domain: string;
  /** The addresses that the cluster's DNS server answers on. */
  readonly servers: ReadonlySet<string>;
  readonly externalHosts: ExternalHosts;
  /** The nameservers outside that are described, by address. */
  readonly nameservers: ReadonlyMap<string, Nameserver>;
  readonly blocks: readonly ServerBlock[];
  /** Whether the configuration imports files of ConfigMap coredns-custom. */
  readonly readsCustom: boolean;
  /** Why the server does not start with its configuration; absent where it does. */
  readonly failure?: Explanation;
  service(namespace: string, name: string): Resource<Service> | undefined;
}

/** One zone of the kubernetes plugin. */
export interface KubernetesZone {
  readonly view: ClusterView;
  /** The zone's own name, canonical: `cluster.local`. */
  readonly domain: string;
  readonly implementation: DnsImplementation;
  readonly settings: KubernetesSettings;
  /** The addresses that the cluster's DNS server answers on. */
  readonly servers: ReadonlySet<string>;
  /** The Services that the zone exposes. */
  services(): readonly Resource<Service>[];
  hasNamespace(name: string): boolean;
  service(namespace: string, name: string): Resource<Service> | undefined;
  /** The ready endpoints, by slice name, in the order in which the slices list them. */
  endpointsOf(service: Resource<Service>): readonly ZoneEndpoint[];
  pointersTo(ip: string): readonly Pointer[];
  /** The namespaces that hold a Service of this name, sorted. */
  namespacesWith(service: string): readonly string[];
  /** The namespaces that hold a Pod of this address, sorted. */
  namespacesOfPod(ip: string): readonly string[];
  /** Puts a question to the whole server, as the upstream of an alias is asked; `read` takes what it needs at once. */
  ask<T>(question: Question, read: (answer: Answer) => T): T;
}
