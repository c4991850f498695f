import type { ObjectRef, RejectedObject } from '../../engine/model/index.ts';
import { isPolicyKind } from '../../engine/network/policy/index.ts';

/** What an object may change, were it not rejected. */
export type RejectedEffect =
  | 'everything'
  | 'policy'
  | 'pods'
  | 'names'
  | 'endpoints'
  | 'namespace'
  | 'dns'
  | 'ways-in'
  | 'none';

/** By kind, but for policies; a kind of a built-in group that is not here changes nothing. */
const EFFECTS: Readonly<Record<string, RejectedEffect>> = {
  CronJob: 'pods',
  DaemonSet: 'pods',
  Deployment: 'pods',
  Job: 'pods',
  Pod: 'pods',
  ReplicaSet: 'pods',
  ReplicationController: 'pods',
  StatefulSet: 'pods',
  Service: 'names',
  Endpoints: 'endpoints',
  EndpointSlice: 'endpoints',
  Namespace: 'namespace',
  Node: 'everything',
  Gateway: 'ways-in',
  GatewayClass: 'ways-in',
  GRPCRoute: 'ways-in',
  HTTPRoute: 'ways-in',
  Ingress: 'ways-in',
  IngressClass: 'ways-in',
};

/** The groups of Kubernetes itself have no dot, or end like this. */
const OWN_GROUP = /^[^.]*$|\.k8s\.io$/;

export function effectOf({ kind, group = '', ref, written }: RejectedObject): RejectedEffect {
  if (kind === undefined) return 'everything';
  const effect = isPolicyKind(kind) ? 'policy' : EFFECTS[kind];
  if (effect !== undefined && (OWN_GROUP.test(group) || written === undefined)) return effect;
  if (kind === 'ConfigMap') return ref === undefined || isOfDns(ref) ? 'dns' : 'none';
  return OWN_GROUP.test(group) ? 'none' : 'everything';
}

/** Where the cluster's DNS has its ConfigMap is the installer's choice: kube-system, openshift-dns; all of them name it so. */
function isOfDns({ name }: ObjectRef): boolean {
  return name.includes('dns');
}

/** Reports whether all of who may reach whom may be another once the object is mended. */
export function mayChangeAll(object: RejectedObject): boolean {
  return effectOf(object) === 'everything';
}
