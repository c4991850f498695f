import type { Definitions, KnownKind, SchemaNode } from './schema-node.ts';

const GROUP = 'policy.networking.k8s.io';
const TEXT: SchemaNode = { type: 'string' };
const RULE_NAME: SchemaNode = { type: 'string', maxLength: 100 };
const SELECTOR: SchemaNode = { $ref: 'policy.LabelSelector' };
const PORT: SchemaNode = { type: 'integer', minimum: 1, maximum: 65535 };
const PRIORITY: SchemaNode = { type: 'integer', minimum: 0, maximum: 1000 };
const NETWORKS: SchemaNode = list({ type: 'string', maxLength: 43 }, { minItems: 1, maxItems: 25 });
const DOMAIN_NAMES: SchemaNode = list(
  {
    type: 'string',
    pattern: '^(\\*\\.)?([a-zA-Z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.)+[a-zA-Z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.?$',
  },
  { minItems: 1, maxItems: 25 },
);

/**
 * The kinds of the Network Policy API, which a CustomResourceDefinition adds to a cluster.
 *
 * https://network-policy-api.sigs.k8s.io; v1alpha1 as of release 0.1, v1beta1 and v1alpha2, which are the same but for
 * their names, as of release 0.3; experimental channel. v1beta1 is the version that is stored.
 */
export const NETWORK_POLICY_API_KINDS: readonly KnownKind[] = [
  kind('v1alpha1', 'AdminNetworkPolicy', 'adminnetworkpolicies'),
  kind('v1alpha1', 'BaselineAdminNetworkPolicy', 'baselineadminnetworkpolicies'),
  kind('v1alpha2', 'ClusterNetworkPolicy', 'clusternetworkpolicies'),
  kind('v1beta1', 'ClusterNetworkPolicy', 'clusternetworkpolicies'),
];

/**
 * Their schemas, with the limits that the CustomResourceDefinitions state; the rules that these state as CEL
 * expressions are not structure and are judged elsewhere.
 *
 * Source: kubernetes-sigs/network-policy-api config/crd/experimental, apis/v1alpha1 (v0.1.7) and apis/v1beta1 (v0.3.0).
 */
export const NETWORK_POLICY_API_DEFINITIONS: Definitions = { ...shared(), ...alpha1(), ...clusterPolicy() };

function kind(version: string, name: string, plural: string): KnownKind {
  const definition = `policy.${name}`;
  return { apiVersion: `${GROUP}/${version}`, kind: name, plural, namespaced: false, definition, custom: true };
}

function shared(): Definitions {
  const requirement = struct({ key: TEXT, operator: TEXT, values: list(TEXT) }, ['key', 'operator']);
  return {
    'policy.LabelSelector': struct({
      matchExpressions: list(requirement),
      matchLabels: { type: 'object', additionalProperties: TEXT },
    }),
    'policy.Status': struct({ conditions: list({ $ref: 'policy.Condition' }) }, ['conditions']),
    'policy.Condition': struct(
      {
        lastTransitionTime: TEXT,
        message: { type: 'string', maxLength: 32768 },
        observedGeneration: { type: 'integer', minimum: 0 },
        reason: { type: 'string', minLength: 1, maxLength: 1024 },
        status: { type: 'string', enum: ['True', 'False', 'Unknown'] },
        type: { type: 'string', maxLength: 316 },
      },
      ['lastTransitionTime', 'message', 'reason', 'status', 'type'],
    ),
  };
}

function alpha1(): Definitions {
  const pods = struct({ namespaceSelector: SELECTOR, podSelector: SELECTOR }, ['namespaceSelector', 'podSelector']);
  const portNumber = struct({ port: PORT, protocol: TEXT }, ['port']); // protocol defaults to TCP before it is required
  const portRange = struct({ end: PORT, protocol: TEXT, start: PORT }, ['end', 'start']);
  const insidePeers = { namespaces: SELECTOR, pods };
  const outsidePeers = { ...insidePeers, networks: NETWORKS, nodes: SELECTOR };
  const rules = (actions: readonly string[], side: 'from' | 'to', peers: Record<string, SchemaNode>): SchemaNode => {
    const fields = {
      action: { type: 'string', enum: actions },
      name: RULE_NAME,
      ports: list({ $ref: 'policy.AdminNetworkPolicyPort' }, { minItems: 1, maxItems: 100 }),
      [side]: list(oneOf(peers), { minItems: 1, maxItems: 100 }),
    };
    return list(struct(fields, ['action', side]), { maxItems: 100 });
  };
  const admin = ['Allow', 'Deny', 'Pass'];
  const baseline = ['Allow', 'Deny'];
  const subject = oneOf({ namespaces: SELECTOR, pods });
  return {
    'policy.AdminNetworkPolicyPort': oneOf({ namedPort: TEXT, portNumber, portRange }),
    'policy.AdminNetworkPolicy': object(
      {
        egress: rules(admin, 'to', { ...outsidePeers, domainNames: DOMAIN_NAMES }),
        ingress: rules(admin, 'from', insidePeers),
        priority: PRIORITY,
        subject,
      },
      ['priority', 'subject'],
    ),
    'policy.BaselineAdminNetworkPolicy': object(
      { egress: rules(baseline, 'to', outsidePeers), ingress: rules(baseline, 'from', insidePeers), subject },
      ['subject'],
    ),
  };
}

function clusterPolicy(): Definitions {
  const pods = struct({ namespaceSelector: SELECTOR, podSelector: SELECTOR }, ['podSelector']);
  const range = struct({ end: PORT, start: PORT }, ['end', 'start']);
  const transport: SchemaNode = {
    ...struct({ destinationPort: oneOf({ number: PORT, range }) }),
    minProperties: 1,
  };
  const insidePeers = { namespaces: SELECTOR, pods };
  const rules = (side: 'from' | 'to', peers: Record<string, SchemaNode>): SchemaNode => {
    const fields = {
      action: { type: 'string', enum: ['Accept', 'Deny', 'Pass'] },
      name: RULE_NAME,
      protocols: list({ $ref: 'policy.ClusterNetworkPolicyProtocol' }, { minItems: 1, maxItems: 25 }),
      [side]: list(oneOf(peers), { minItems: 1, maxItems: 25 }),
    };
    return list(struct(fields, ['action', side]), { maxItems: 25 });
  };
  return {
    'policy.ClusterNetworkPolicyProtocol': oneOf({
      destinationNamedPort: TEXT,
      sctp: transport,
      tcp: transport,
      udp: transport,
    }),
    'policy.ClusterNetworkPolicy': object(
      {
        egress: rules('to', { ...insidePeers, domainNames: DOMAIN_NAMES, networks: NETWORKS, nodes: SELECTOR }),
        ingress: rules('from', insidePeers),
        priority: PRIORITY,
        subject: oneOf(insidePeers),
        tier: { type: 'string', enum: ['Admin', 'Baseline'] },
      },
      ['priority', 'subject', 'tier'],
    ),
  };
}

function object(spec: Record<string, SchemaNode>, required: readonly string[]): SchemaNode {
  return struct(
    {
      apiVersion: TEXT,
      kind: TEXT,
      metadata: { $ref: 'v1.ObjectMeta' },
      spec: struct(spec, required),
      status: { $ref: 'policy.Status' },
    },
    ['spec'],
  );
}

function struct(properties: Record<string, SchemaNode>, required: readonly string[] = []): SchemaNode {
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

/** A struct of which exactly one field is set. */
function oneOf(properties: Record<string, SchemaNode>): SchemaNode {
  return { ...struct(properties), minProperties: 1, maxProperties: 1 };
}

function list(items: SchemaNode, limits: { readonly minItems?: number; readonly maxItems?: number } = {}): SchemaNode {
  return { type: 'array', items, ...limits };
}
