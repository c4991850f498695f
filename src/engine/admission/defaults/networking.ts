import type { KubernetesObject } from '../../model/index.ts';
import type { EndpointSlice, Endpoints, IngressClass, NetworkPolicy, NetworkPolicyPort } from '../written.ts';
import { each, fillAbsent, fillZero, update } from './fill.ts';

const TCP = { protocol: 'TCP' };
/** What a server of today drops of a slice (pkg/registry/discovery/endpointslice/strategy.go, dropTopologyOnV1). */
function withoutTopology<T extends { readonly deprecatedTopology?: unknown }>(endpoint: T): T {
  if (endpoint.deprecatedTopology === undefined) return endpoint;
  const { deprecatedTopology: _, ...rest } = endpoint;
  return rest as T;
}

const NO_ENDPOINTS = { endpoints: [] };
const SLICE_PORT = { name: '', protocol: 'TCP' };
const INGRESS: readonly string[] = ['Ingress'];
const BOTH: readonly string[] = ['Ingress', 'Egress'];

/** Defaults of a NetworkPolicy: Ingress always, Egress only with egress rules (pkg/apis/networking/v1/defaults.go). */
export function defaultNetworkPolicy(policy: NetworkPolicy): NetworkPolicy {
  return update(fillAbsent(policy, { spec: { podSelector: {} } }), 'spec', (spec) => {
    let result = fillAbsent(spec, { podSelector: {} });
    if ((spec.policyTypes ?? []).length === 0) {
      result = { ...result, policyTypes: (spec.egress ?? []).length > 0 ? BOTH : INGRESS };
    }
    result = update(result, 'ingress', (rules) =>
      each(rules, (rule) => update(rule, 'ports', (ports) => each(ports, defaultPolicyPort))),
    );
    return update(result, 'egress', (rules) =>
      each(rules, (rule) => update(rule, 'ports', (ports) => each(ports, defaultPolicyPort))),
    );
  });
}

function defaultPolicyPort(port: NetworkPolicyPort): NetworkPolicyPort {
  return fillAbsent(port, TCP);
}

export function defaultEndpoints(endpoints: Endpoints): Endpoints {
  return update(endpoints, 'subsets', (subsets) =>
    each(subsets, (subset) => update(subset, 'ports', (ports) => each(ports, (port) => fillZero(port, TCP)))),
  );
}

/**
 * Defaults of an EndpointSlice: a port without a name has the empty one (pkg/apis/discovery/v1/defaults.go). Endpoints
 * that are left out are none, as in Go.
 */
export function defaultEndpointSlice(slice: EndpointSlice): EndpointSlice {
  const current = update(fillAbsent(slice, NO_ENDPOINTS), 'endpoints', (endpoints) => each(endpoints, withoutTopology));
  return update(current, 'ports', (ports) => each(ports, (port) => fillAbsent(port, SLICE_PORT)));
}

export function defaultIngressClass(ingressClass: IngressClass): IngressClass {
  return update(ingressClass, 'spec', (spec) =>
    update(spec, 'parameters', (parameters) => fillAbsent(parameters, { scope: 'Cluster' })),
  );
}

/** The part of an AdminNetworkPolicy or BaselineAdminNetworkPolicy that has defaults. */
export interface AdminNetworkPolicy extends KubernetesObject {
  readonly spec?: { readonly ingress?: readonly AdminRule[]; readonly egress?: readonly AdminRule[] };
}

interface AdminRule {
  readonly ports?: readonly AdminPort[];
}

interface AdminPort {
  readonly portNumber?: { readonly protocol?: string };
  readonly portRange?: { readonly protocol?: string };
}

/** Defaults of the resource definitions of network-policy-api v1alpha1: the protocol of a port is TCP. */
export function defaultAdminNetworkPolicy(policy: AdminNetworkPolicy): AdminNetworkPolicy {
  return update(policy, 'spec', (spec) => {
    const result = update(spec, 'ingress', (rules) => each(rules, defaultAdminRule));
    return update(result, 'egress', (rules) => each(rules, defaultAdminRule));
  });
}

function defaultAdminRule(rule: AdminRule): AdminRule {
  return update(rule, 'ports', (ports) =>
    each(ports, (port) => {
      const result = update(port, 'portNumber', (number) => fillAbsent(number, TCP));
      return update(result, 'portRange', (range) => fillAbsent(range, TCP));
    }),
  );
}
