import type {
  ClusterView,
  Considered,
  DnsRecord,
  ObjectRef,
  Protocol,
  Rcode,
  Reason,
  RecordType,
  Resource,
  RuleRef,
  Service,
} from '../model/index.ts';

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
 * `additional` the addresses of SRV and NS targets. Reason, rule and considered are worked out when first read.
 */
export interface Answer {
  readonly rcode: Rcode;
  readonly records: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
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

/** The cluster's zone, ready to be asked. Everything but the lists of the view is worked out at the first question. */
export interface Zone {
  readonly view: ClusterView;
  /** The cluster domain, canonical. */
  readonly domain: string;
  readonly implementation: 'coredns' | 'kube-dns';
  /** The addresses that the cluster's DNS server answers on. */
  readonly servers: ReadonlySet<string>;
  readonly externalHosts: ExternalHosts;
  hasNamespace(name: string): boolean;
  service(namespace: string, name: string): Resource<Service> | undefined;
  /** The ready endpoints, by slice name, in the order in which the slices list them. */
  endpointsOf(service: Resource<Service>): readonly ZoneEndpoint[];
  pointersTo(ip: string): readonly Pointer[];
  /** The namespaces that hold a Service of this name, sorted. */
  namespacesWith(service: string): readonly string[];
  /** The namespaces that hold a Pod of this address, sorted. */
  namespacesOfPod(ip: string): readonly string[];
}
