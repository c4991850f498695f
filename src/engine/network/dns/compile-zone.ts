import type { ClusterView, Diagnostic, Resource, Service } from '../../model/index.ts';
import { isExternalName, publishedHosts } from '../../model/index.ts';
import { answer } from './answer.ts';
import { answerOf } from './answer-of.ts';
import type { CompiledBlocks } from './corefile/compile-blocks.ts';
import { compileBlocks } from './corefile/compile-blocks.ts';
import { diagnoseConfig } from './corefile/diagnose-config.ts';
import type { Fault } from './corefile/fault.ts';
import { readKubeDnsConfig } from './corefile/kube-dns-config.ts';
import type { KubernetesSettings } from './corefile/kubernetes-settings.ts';
import { readCorefile } from './corefile/read-config.ts';
import { kubernetesPlugin } from './kubernetes-plugin.ts';
import type { ZoneGround } from './kubernetes-zones.ts';
import { addressTypeOf, canonicalName } from './names.ts';
import { clusterIPsOf } from './service-kind.ts';
import type { Answer, Explanation, ExternalHosts, Question, Zone } from './zone.ts';

/** Aliases that lead back to the server more often than this are a circle. */
const MAX_ROUNDS = 8;

/**
 * Makes the cluster's DNS server from its configuration: the Corefile, or kube-dns' stub domains, where the manifests
 * hold them, else what kubeadm writes. `table` reads the view on demand, so that compiling costs next to nothing. The
 * spec's external hosts, and those of Ingresses that have an address, are all that it knows of other names.
 */
export function compileZone(view: ClusterView): {
  readonly table: Zone;
  readonly diagnostics: readonly Diagnostic[];
} {
  let rounds = 0;
  const ask: ZoneGround['ask'] = (question, read) => {
    rounds++;
    try {
      return read(rounds > MAX_ROUNDS ? circle(question) : answer(table, question));
    } finally {
      rounds--;
    }
  };
  const servers = serverAddresses(view);
  const externalHosts = externalHostsOf(view);
  const { blocks, fault, skipped, zones } = compileConfig(view, { servers, externalHosts, ask });
  const table: Zone = {
    view,
    domain: canonicalName(view.spec.dns.domain),
    servers,
    externalHosts,
    blocks,
    ...(fault === undefined ? {} : { failure: failureOf(fault) }),
    service: (namespace, name) => view.get('Service', name, namespace),
  };
  const ofServices = view.list('Service').flatMap((service) => diagnose(view, service));
  return { table, diagnostics: [...diagnoseConfig(view, { fault, skipped, zones }), ...ofServices] };
}

interface Server extends Pick<ZoneGround, 'servers' | 'ask'> {
  readonly externalHosts: ExternalHosts;
}

function compileConfig(
  view: ClusterView,
  { servers, externalHosts, ask }: Server,
): CompiledBlocks & { readonly zones: readonly string[] } {
  const { implementation } = view.spec.dns;
  const { parsed, files } =
    implementation === 'coredns' ? readCorefile(view) : { parsed: readKubeDnsConfig(view), files: () => undefined };
  const ground: ZoneGround = { view, implementation, servers, ask };
  const zones: string[] = [];
  const kubernetes = (settings: KubernetesSettings) => {
    zones.push(...settings.zones);
    return kubernetesPlugin(ground, settings);
  };
  const surroundings = { externalHosts, files, kubernetes };
  const compiled = compileBlocks(parsed.blocks, surroundings);
  const fault = parsed.fault ?? compiled.fault;
  const skipped = [...parsed.skipped, ...compiled.skipped];
  return { blocks: compiled.blocks, skipped, zones, ...(fault === undefined ? {} : { fault }) };
}

function failureOf({ place, message }: Fault): Explanation {
  const rule = place.source.rule(place.line);
  const reason = { code: 'dns-not-started', text: `CoreDNS does not start: ${message}` };
  return { reason, ...(rule === undefined ? {} : { rule }), considered: [] };
}

function circle({ name }: Question): Answer {
  const text = `${name} leads back to itself`;
  return answerOf({ rcode: 'SERVFAIL' }, () => ({ reason: { code: 'alias-circle', text }, considered: [] }));
}

function serverAddresses(view: ClusterView): ReadonlySet<string> {
  const { dns } = view.spec;
  const service = view.get('Service', dns.name, 'kube-system');
  const ips = service === undefined ? [] : clusterIPsOf(service.object);
  return new Set([dns.serviceIP, ...ips].filter((ip) => ip !== ''));
}

function externalHostsOf(view: ClusterView): ExternalHosts {
  const hosts = new Map<string, readonly string[]>();
  for (const { name, addresses } of view.spec.externalHosts) {
    const key = canonicalName(name);
    hosts.set(key, [...new Set([...(hosts.get(key) ?? []), ...addresses])]);
  }
  for (const [name, { addresses }] of publishedHosts(view)) {
    const key = canonicalName(name);
    if (!hosts.has(key)) hosts.set(key, addresses);
  }
  return hosts;
}

function diagnose(view: ClusterView, service: Resource<Service>): readonly Diagnostic[] {
  const target = service.object.spec.externalName;
  if (!isExternalName(service.object) || target === undefined || addressTypeOf(target) === undefined) return [];
  const at = view.locate(service.ref, ['spec', 'externalName']);
  return [
    {
      code: 'external-name-is-address',
      severity: 'warning',
      message: `externalName ${target} is an IP address: the cluster's DNS answers NXDOMAIN for this Service`,
      hint: 'write a Service without a selector and an EndpointSlice that holds the address',
      ...(at === undefined ? {} : { at }),
      about: service.ref,
    },
  ];
}
