import type { ClusterView, Diagnostic, Nameserver, Resource, Service } from '../../model/index.ts';
import { isExternalName, NODE_LOCAL_DNS, publishedHosts } from '../../model/index.ts';
import { answer } from './answer.ts';
import type { Outside } from './answer-externally.ts';
import { answerOf } from './answer-of.ts';
import type { CompiledBlocks } from './corefile/compile-blocks.ts';
import { compileBlocks } from './corefile/compile-blocks.ts';
import { diagnoseConfig } from './corefile/diagnose-config.ts';
import type { Fault } from './corefile/fault.ts';
import { readKubeDnsConfig, readPlainConfig } from './corefile/kube-dns-config.ts';
import type { KubernetesSettings } from './corefile/kubernetes-settings.ts';
import type { CorefileConfig } from './corefile/read-config.ts';
import { readCorefile } from './corefile/read-config.ts';
import { kubernetesPlugin } from './kubernetes-plugin.ts';
import type { ZoneGround } from './kubernetes-zones.ts';
import { addressTypeOf, canonicalName } from './names.ts';
import { podDiagnostics } from './pod-diagnostics.ts';
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
  const nameservers = nameserversOf(view);
  const { blocks, fault, skipped, zones, readsCustom } = compileConfig(view, {
    servers,
    outside: { externalHosts, nameservers },
    ask,
  });
  const table: Zone = {
    view,
    domain: canonicalName(view.spec.dns.domain),
    servers,
    externalHosts,
    nameservers,
    blocks,
    readsCustom,
    ...(fault === undefined ? {} : { failure: failureOf(fault) }),
    service: (namespace, name) => view.get('Service', name, namespace),
  };
  const ofServices = view.list('Service').flatMap((service) => diagnose(view, service));
  return {
    table,
    diagnostics: [
      ...diagnoseConfig(view, { fault, skipped, zones, readsCustom }),
      ...ofServices,
      ...podDiagnostics(view),
    ],
  };
}

interface Server extends Pick<ZoneGround, 'servers' | 'ask'> {
  readonly outside: Outside;
}

function compileConfig(
  view: ClusterView,
  { servers, outside, ask }: Server,
): CompiledBlocks & { readonly zones: readonly string[]; readonly readsCustom: boolean } {
  const { implementation } = view.spec.dns;
  const { parsed, files, readsCustom } = readConfig(view);
  const ground: ZoneGround = { view, implementation, servers, ask };
  const zones: string[] = [];
  const kubernetes = (settings: KubernetesSettings) => {
    zones.push(...settings.zones);
    return kubernetesPlugin(ground, settings);
  };
  const isOld = Number(view.spec.kubernetesVersion.replace(/^1\./, '')) < 19;
  const upstreams = { outside, machines: view.spec.dns.nodeResolvConf.nameservers };
  const surroundings = { upstreams, files, isOld, isCoreDns: implementation === 'coredns', kubernetes };
  const compiled = compileBlocks(parsed.blocks, surroundings);
  const fault = parsed.fault ?? compiled.fault;
  const skipped = [...parsed.skipped, ...compiled.skipped];
  return { blocks: compiled.blocks, skipped, zones, readsCustom, ...(fault === undefined ? {} : { fault }) };
}

function readConfig(view: ClusterView): CorefileConfig {
  switch (view.spec.dns.implementation) {
    case 'coredns':
      return readCorefile(view);
    case 'kube-dns':
      return { parsed: readKubeDnsConfig(view), files: () => undefined, readsCustom: false };
    case 'cloud-dns':
      return { parsed: readPlainConfig(view), files: () => undefined, readsCustom: false };
  }
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
  const service = view.get('Service', dns.name, dns.namespace);
  const ips = service === undefined ? [] : clusterIPsOf(service.object);
  const local = dns.nodeLocal ? [NODE_LOCAL_DNS] : [];
  return new Set([dns.serviceIP, dns.address, ...local, ...ips].filter((ip) => ip !== ''));
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

/** What several entries say of one address adds up. */
function nameserversOf({ spec }: ClusterView): ReadonlyMap<string, Nameserver> {
  const servers = new Map<string, Nameserver>();
  for (const each of spec.nameservers) servers.set(each.address, { ...servers.get(each.address), ...each });
  return servers;
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
