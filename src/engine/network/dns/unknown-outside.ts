import type { ClusterView, Resolution } from '../../model/index.ts';
import { isIngressHost } from '../../model/index.ts';
import { UNKNOWN_OUTSIDE } from './answer-externally.ts';
import { CUSTOM_CONFIG } from './corefile/read-config.ts';
import { canonicalName, isWithin } from './names.ts';
import type { Zone } from './zone.ts';

/**
 * Domains in which no nameserver of the world outside has a name: those that are kept free (RFC 6761, `invalid`; RFC 6762,
 * `local`), and those that only names of clusters end in.
 */
const NEVER: ReadonlySet<string> = new Set(['invalid', 'local', 'localhost', 'svc', 'arpa']);

/**
 * Reports whether a name that was not found may exist all the same: it is outside the cluster, and no external host was given
 * by that name. A name without a dot is no name of the world outside; nor is one that can only be meant for the cluster, as
 * `cart.shop` where there is a namespace `shop`.
 */
export function isUnknownOutside(zone: Zone, { name, rcode, reason, considered }: Resolution): boolean {
  // Whoever came near to a name of the cluster means that.
  const isNowhere = rcode === 'NXDOMAIN' && NOT_FOUND.has(reason.code) && considered.length === 0;
  return isNowhere && isWorldly(zone, name);
}

const NOT_FOUND: ReadonlySet<string> = new Set(['no-such-name', UNKNOWN_OUTSIDE]);

/** Reports whether the name may be one of the world outside. */
export function isWorldly({ view, readsCustom }: Zone, name: string): boolean {
  const labels = canonicalName(name).replace(/\.$/, '').split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || NEVER.has(last)) return false;
  if (isWithin(canonicalName(name), canonicalName(view.spec.dns.domain))) return false;
  const host = labels.join('.');
  // An Ingress gives its host no address before somebody serves it: what has published none is known to have none.
  if (isIngressHost(view, host) || (!readsCustom && isConfigured(view, host))) return false;
  return !isMeantForCluster(view, labels);
}

/** `web.shop`, `web-0.web`, `web-0.web.shop`: with a namespace or a Service of the cluster behind. */
function isMeantForCluster(view: ClusterView, labels: readonly string[]): boolean {
  const [last = '', before = '', ...more] = labels.toReversed();
  if (more.length > 0) return view.get('Service', before, last) !== undefined;
  return view.get('Namespace', last) !== undefined || view.list('Service').some(({ ref }) => ref.name === last);
}

/** A name that stands in ConfigMap coredns-custom: where the cluster's DNS does not read that, it is meant for the cluster. */
function isConfigured(view: ClusterView, name: string): boolean {
  const custom = view.get('ConfigMap', CUSTOM_CONFIG, view.spec.dns.namespace)?.object.data ?? {};
  return Object.values(custom).some((text) => text.includes(name));
}
