import type { ClusterView, Diagnostic, ObjectRef } from '../../../model/index.ts';
import { formatRef } from '../../../model/index.ts';
import { canonicalName } from '../names.ts';
import type { Fault } from './fault.ts';
import { matchZone } from './zone-names.ts';

/** The ConfigMaps that one implementation of DNS reads, and the other does not. */
const CONFIG: Readonly<Record<'coredns' | 'kube-dns', readonly string[]>> = {
  coredns: ['coredns', 'coredns-custom'],
  'kube-dns': ['kube-dns'],
};

/** Says what is wrong with the server's configuration, what was left out, and which ConfigMap it does not read. */
export function diagnoseConfig(view: ClusterView, { fault, skipped, zones }: ConfigFindings): readonly Diagnostic[] {
  const broken = fault === undefined ? unserved(view, zones) : [refused(fault)];
  return [...broken, ...skipped.map(leftOut), ...unread(view)];
}

/** What came of the server's configuration. `zones` are those of its kubernetes plugins. */
export interface ConfigFindings {
  readonly fault: Fault | undefined;
  readonly skipped: readonly Fault[];
  readonly zones: readonly string[];
}

function unserved(view: ClusterView, zones: readonly string[]): readonly Diagnostic[] {
  const domain = canonicalName(view.spec.dns.domain);
  const ref: ObjectRef = { kind: 'ConfigMap', namespace: 'kube-system', name: 'coredns' };
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

function unread(view: ClusterView): readonly Diagnostic[] {
  const { implementation } = view.spec.dns;
  const other = implementation === 'coredns' ? 'kube-dns' : 'coredns';
  return CONFIG[other].flatMap((name): readonly Diagnostic[] => {
    const map = view.get('ConfigMap', name, 'kube-system');
    if (map === undefined || map.origin.kind !== 'manifest') return [];
    return [ignored(view, map.ref, implementation)];
  });
}

function ignored(view: ClusterView, ref: ObjectRef, implementation: string): Diagnostic {
  const at = view.locate(ref, ['data']);
  return {
    code: 'dns-config-ignored',
    severity: 'warning',
    message: `${formatRef(ref)} has no effect: the cluster's DNS is ${implementation}, which does not read it`,
    ...(at === undefined ? {} : { at }),
    about: ref,
  };
}
