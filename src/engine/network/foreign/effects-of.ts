import type { KubernetesObject } from '../../model/index.ts';
import { catalogue } from './catalogue/index.ts';
import type { ForeignKind } from './foreign-kind.ts';

/** The groups that every API server serves itself: what they do is modelled, or is nothing. */
const OWN_GROUPS: ReadonlySet<string> = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'extensions',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'policy.networking.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);

/** Reports whether the object is of a group that Kubernetes itself does not have. */
export function isForeign(object: KubernetesObject): boolean {
  return !OWN_GROUPS.has(groupOf(object));
}

/**
 * The rows of the catalogue that count for an object: all that name its kind and ask for what it says, else the first that
 * speaks of its group as a whole. Of a kind that no row knows, the name decides; see `undeclared`.
 */
export function rowsFor(object: KubernetesObject): readonly ForeignKind[] {
  const { kind = '' } = object;
  const group = groupOf(object);
  const ofGroup = catalogue.filter((row) => isWithin(group, row.group));
  const named = ofGroup.filter(({ kinds }) => kinds?.includes(kind));
  if (named.length > 0) return named.filter(({ when }) => when?.(object) ?? true);
  const whole = ofGroup.find(({ kinds }) => kinds === undefined);
  return [whole ?? undeclared(group, kind)];
}

function isWithin(group: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? group.endsWith(pattern.slice(1)) : group === pattern;
}

/** Names of kinds that speak of who may connect: `FirewallRule`, `ClusterTrafficPolicy`, `ServiceAccessPermission`. */
const SPEAKS_OF_CONNECTIONS =
  /Firewall|(Network|Traffic|Egress|Ingress|Access|Authorization|Security|Connectivity|Mesh|Intention)\w*(Polic(y|ies)|Rules?|Permissions?|Intentions?)$/;

/**
 * A kind that nobody has catalogued. One whose name says that it is about who may connect (a firewall; a policy, rule or
 * permission about networks, traffic, access …) is taken to restrict, and to overrule: all pods, since its scope is not known
 * either. Any other may make pods and Services in its namespace, as the kinds of operators do.
 */
function undeclared(group: string, kind: string): ForeignKind {
  const source = 'no source: nobody has catalogued this kind';
  if (!SPEAKS_OF_CONNECTIONS.test(kind)) return { group, kinds: [kind], effect: 'undeclared', source };
  return { group, kinds: [kind], effect: 'restricts', overrules: true, subject: { scope: 'cluster' }, source };
}

export function groupOf({ apiVersion = '' }: KubernetesObject): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
