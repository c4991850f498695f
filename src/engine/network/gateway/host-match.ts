/** How well a rule's host fits a request, the better the lower. */
export type HostTier = 'exact' | 'wildcard' | 'any';

/** The host of a Host header as rules are compared with it: without port and trailing dot, in lower case. */
export function requestHost(header: string): string {
  return header.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
}

/**
 * Reports how a rule's host fits a request's; `undefined` where it does not. `*.foo.com` stands for exactly one label, an
 * empty host for every host.
 *
 * https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards
 */
export function hostTier(ruleHost: string, host: string): HostTier | undefined {
  if (ruleHost === '') return 'any';
  const rule = ruleHost.toLowerCase();
  if (rule === host) return 'exact';
  return rule.startsWith('*.') && wildcardOf(host) === rule ? 'wildcard' : undefined;
}

/** The wildcard that would cover a host: `*.foo.com` for `bar.foo.com`; `undefined` for a host of one label. */
export function wildcardOf(host: string): string | undefined {
  const dot = host.indexOf('.');
  return dot < 1 ? undefined : `*${host.slice(dot)}`;
}
