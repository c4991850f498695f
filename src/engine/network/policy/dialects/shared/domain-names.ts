import type { ExternalHost } from '../../../../model/index.ts';

/**
 * The addresses of the machines outside the cluster that `names` stand for; no other outside name has an address here.
 * A leading `*.` stands for one label or more, never for none (network-policy-api DomainName).
 */
export function addressesOfNames(names: readonly string[], hosts: readonly ExternalHost[]): ReadonlySet<string> {
  const named = hosts.filter((host) => names.some((name) => isNamed(host.name, name)));
  return new Set(named.flatMap((host) => host.addresses));
}

function isNamed(host: string, pattern: string): boolean {
  const name = canonical(host);
  const wanted = canonical(pattern);
  return wanted.startsWith('*.') ? name.endsWith(wanted.slice(1)) : name === wanted;
}

/** DNS names ignore case, and a dot at the end. */
function canonical(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
