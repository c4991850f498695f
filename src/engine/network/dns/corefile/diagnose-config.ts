import type { ClusterView, Diagnostic, DnsSpec, ObjectRef } from '../../../model/index.ts';
import { coreDnsName, formatRef } from '../../../model/index.ts';
import { canonicalName } from '../names.ts';
import type { Fault } from './fault.ts';
import { CUSTOM_CONFIG } from './read-config.ts';
import { matchZone } from './zone-names.ts';

/** Says what is wrong with the server's configuration, what was left out, and which ConfigMap it does not read. */
export function diagnoseConfig(view: ClusterView, findings: ConfigFindings): readonly Diagnostic[] {
  const { fault, skipped, zones } = findings;
  const broken = fault === undefined ? unserved(view, zones) : [refused(fault)];
  return [...broken, ...skipped.map(leftOut), ...unread(view, findings.readsCustom)];
}

/** What came of the server's configuration. `zones` are those of its kubernetes plugins. */
export interface ConfigFindings {
  readonly fault: Fault | undefined;
  readonly skipped: readonly Fault[];
  readonly zones: readonly string[];
  /** Whether the Corefile imports files of ConfigMap coredns-custom. */
  readonly readsCustom: boolean;
}

function unserved(view: ClusterView, zones: readonly string[]): readonly Diagnostic[] {
  const domain = canonicalName(view.spec.dns.domain);
  const { dns } = view.spec;
  const ref: ObjectRef = { kind: 'ConfigMap', namespace: dns.namespace, name: coreDnsName(dns) };
  if (domain === '' || view.getAny(ref) === undefined || matchZone(zones, domain) !== undefined) return [];
  const at = view.locate(ref, ['data', 'Corefile']);
  return [
    {
      code: 'cluster-domain-not-served',
      severity: 'warning',
      message: `pods search ${domain}, and the Corefile's kubernetes plugin serves ${zones.join(', ') || 'no zone'}`,
      ...(at === undefined ? {} : { at }),
      about: ref,
    },
  ];
}

function refused({ place, message }: Fault): Diagnostic {
  const hint = 'CoreDNS does not start with this Corefile: every look-up fails';
  return { code: 'corefile-refused', severity: 'warning', message, hint, ...placed(place) };
}

function leftOut({ place, message }: Fault): Diagnostic {
  return {
    code: 'dns-config-not-understood',
    severity: 'warning',
    message: `${place.source.name}: ${message}`,
    ...placed(place),
  };
}

function placed({ source, line, column }: Fault['place']): Pick<Diagnostic, 'at'> {
  const at = source.at(line, column);
  return at === undefined ? {} : { at };
}

/** The ConfigMaps that the server does not read: those of other servers, and coredns-custom where no import names it. */
function unread(view: ClusterView, readsCustom: boolean): readonly Diagnostic[] {
  const { dns } = view.spec;
  const isOther = `the cluster's DNS is ${dns.implementation}, which does not read it`;
  const reasons: readonly (readonly [string, string | undefined])[] = [
    ['kube-dns', dns.implementation === 'kube-dns' ? undefined : isOther],
    ['coredns', dns.implementation !== 'coredns' ? isOther : otherName(dns)],
    [CUSTOM_CONFIG, dns.implementation !== 'coredns' ? isOther : readsCustom ? undefined : NO_IMPORT],
  ];
  return reasons.flatMap(([name, why]): readonly Diagnostic[] => {
    const map = why === undefined ? undefined : view.get('ConfigMap', name, dns.namespace);
    return map === undefined || map.origin.kind !== 'manifest' ? [] : [ignored(view, map.ref, why ?? '')];
  });
}

const NO_IMPORT = "the cluster's Corefile imports nothing of it (those of AKS and K3s do)";

function otherName(dns: DnsSpec): string | undefined {
  const name = coreDnsName(dns);
  return name === 'coredns' ? undefined : `the cluster's Corefile is in ConfigMap ${dns.namespace}/${name}`;
}

function ignored(view: ClusterView, ref: ObjectRef, why: string): Diagnostic {
  const at = view.locate(ref, ['data']);
  return {
    code: 'dns-config-ignored',
    severity: 'warning',
    message: `${formatRef(ref)} has no effect: ${why}`,
    ...(at === undefined ? {} : { at }),
    about: ref,
  };
}
