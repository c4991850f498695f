import type {
  Address,
  Cidr,
  ClusterView,
  Decider,
  EndpointSlice,
  FieldPath,
  ObjectRef,
  Resource,
  RuleRef,
} from '../../model/index.ts';
import { contains, deciderAt, parseCidr, RulesInView } from '../../model/index.ts';
import type { EndpointChoice } from './categorize-endpoints.ts';
import { categorizeEndpoints } from './categorize-endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import { endpointsOf } from './endpoint.ts';
import type { ProxiedPort, ServiceVia } from './proxied-port.ts';
import type { ProxyNode } from './proxy-node.ts';
import { proxyNode } from './proxy-node.ts';
import type { EndpointBranch } from './translation.ts';

/** What answers at one address, port and protocol. */
export interface AddressRule {
  readonly via: ServiceVia;
  readonly port: ProxiedPort;
}

/** A Service address for which kube-proxy has no rules, and why. */
export interface LeftAlone {
  readonly service: ObjectRef;
  readonly path: FieldPath;
  readonly because: string;
}

/** What `compileServices` finds: everything of a table that does not depend on a node. */
export interface ServiceIndex {
  /** Every proxied port, by Service, then family, then place in `spec.ports`. */
  readonly ports: readonly ProxiedPort[];
  /** By `addressKey`. */
  readonly byAddress: ReadonlyMap<string, AddressRule>;
  /** By `nodePortKey`. */
  readonly byNodePort: ReadonlyMap<string, ProxiedPort>;
  /** The ports of the Service that owns a cluster, external or load balancer address, by the text of the address. */
  readonly byIP: ReadonlyMap<string, readonly AddressRule[]>;
  /** The ports of the Service that has a health check node port. */
  readonly byHealthCheckPort: ReadonlyMap<number, readonly ProxiedPort[]>;
  /** By the text of the address. */
  readonly leftAlone: ReadonlyMap<string, LeftAlone>;
  /** By `namespace/name` of the Service; in the order of the slices' names. */
  readonly slices: ReadonlyMap<string, readonly Resource<EndpointSlice>[]>;
}

interface ServiceCIDR {
  readonly text: string;
  readonly cidr: Cidr;
}

/**
 * What every kube-proxy of a cluster would program. Endpoints, nodes and the places of rules are found at the first
 * question and remembered: most Services of a snapshot are never asked for.
 */
export class ServiceTable {
  readonly view: ClusterView;
  readonly index: ServiceIndex;
  readonly #nodes = new Map<string, ProxyNode | undefined>();
  readonly #endpoints = new Map<ProxiedPort, readonly Endpoint[]>();
  readonly #choices = new Map<ProxiedPort, Map<string, EndpointChoice>>();
  readonly #branches = new Map<readonly Endpoint[], Map<string, readonly EndpointBranch[]>>();
  readonly #rules: RulesInView;
  readonly #deciders = new Map<ProxiedPort, readonly Decider[]>();
  readonly #serviceCIDRs: readonly ServiceCIDR[];

  constructor(view: ClusterView, index: ServiceIndex) {
    this.view = view;
    this.#rules = new RulesInView(view);
    this.index = index;
    this.#serviceCIDRs = view.spec.network.serviceCIDRs.flatMap((text) => {
      const cidr = parseCidr(text);
      return cidr === undefined ? [] : [{ text, cidr }];
    });
  }

  node(name: string): ProxyNode | undefined {
    if (!this.#nodes.has(name)) this.#nodes.set(name, proxyNode(this.view, name));
    return this.#nodes.get(name);
  }

  /** All endpoints of a port, usable or not. */
  endpoints(port: ProxiedPort): readonly Endpoint[] {
    let endpoints = this.#endpoints.get(port);
    if (endpoints === undefined) {
      endpoints = endpointsOf(port, this.slices(port));
      this.#endpoints.set(port, endpoints);
    }
    return endpoints;
  }

  /** The endpoints that a node's kube-proxy uses for a port. */
  choice(port: ProxiedPort, node: ProxyNode): EndpointChoice {
    const choices = this.#choices.get(port) ?? new Map<string, EndpointChoice>();
    this.#choices.set(port, choices);
    let choice = choices.get(node.name);
    if (choice === undefined) {
      choice = categorizeEndpoints(this.endpoints(port), port, node);
      choices.set(node.name, choice);
    }
    return choice;
  }

  /** The branches to some endpoints of a node; equal `key`s stand for equal branches. */
  branches(
    endpoints: readonly Endpoint[],
    key: string,
    make: () => readonly EndpointBranch[],
  ): readonly EndpointBranch[] {
    const known = this.#branches.get(endpoints) ?? new Map<string, readonly EndpointBranch[]>();
    this.#branches.set(endpoints, known);
    let branches = known.get(key);
    if (branches === undefined) {
      branches = make();
      known.set(key, branches);
    }
    return branches;
  }

  slices({ service }: ProxiedPort): readonly Resource<EndpointSlice>[] {
    return this.index.slices.get(`${service.ref.namespace}/${service.ref.name}`) ?? [];
  }

  /** The service CIDR that holds an address, as the Cluster file writes it. */
  serviceCIDROf(address: Address): string | undefined {
    return this.#serviceCIDRs.find(({ cidr }) => contains(cidr, address))?.text;
  }

  /** A field of an object as a rule. */
  rule(ref: ObjectRef, path: FieldPath): RuleRef {
    return this.#rules.at(ref, path);
  }

  /** The port's own place in the Service. */
  portRule(port: ProxiedPort): RuleRef {
    return this.rule(port.service.ref, ['spec', 'ports', port.index]);
  }

  /** Who decides about a packet to the port: the Service, by that port. */
  deciders(port: ProxiedPort): readonly Decider[] {
    const known = this.#deciders.get(port);
    if (known !== undefined) return known;
    const deciders = [deciderAt(this.portRule(port), this.rule(port.service.ref, []))];
    this.#deciders.set(port, deciders);
    return deciders;
  }
}

export function addressKey(ip: Address, port: number, protocol: string): string {
  return `${ip.text} ${port} ${protocol}`;
}

export function nodePortKey(family: number, port: number, protocol: string): string {
  return `${family} ${port} ${protocol}`;
}
