import type { ClusterView, ObjectRef } from '../../engine/model/index.ts';
import { compileForeign } from '../../engine/network/foreign/index.ts';
import type { Check } from './check.ts';

/** The checks that say who may connect to whom: what is not modelled, and acts on the pods, may decide otherwise. */
const ABOUT_CONNECTIONS: ReadonlySet<string> = new Set([
  'admin-policy-denies-system',
  'api-server-blocked',
  'dns-blocked',
  'ingress-backend-blocked',
  'no-policy',
  'target-blocked',
  'unprotected-workload',
]);

/** The checks that say that there is no such pod: what is not modelled may run it. */
const ABOUT_MISSING_PODS: ReadonlySet<string> = new Set([
  'local-traffic-without-pods',
  'named-port-matches-nothing',
  'peer-matches-nothing',
  'policy-selects-nothing',
  'service-selects-nothing',
  'service-without-endpoints',
  'stateful-set-service',
]);

/** Reports whether a finding of a check may be wrong: something that is not modelled may act where its object is. */
export function isDoubted(view: ClusterView, { code }: Pick<Check, 'code'>, about: ObjectRef): boolean {
  const foreign = compileForeign(view);
  if (foreign.isEmpty) return false;
  const namespace = about.kind === 'Namespace' ? about.name : about.namespace;
  if (ABOUT_CONNECTIONS.has(code)) return foreign.actsIn(namespace);
  return ABOUT_MISSING_PODS.has(code) && foreign.mayRunIn(code === 'peer-matches-nothing' ? undefined : namespace);
}
