import type { Address, RecordType, Resolution, Trace } from '../../../model/index.ts';
import { deciderAt, parseAddress, ruleAt } from '../../../model/index.ts';
import {
  type AddressResolution,
  isUnknownOutside,
  lookup,
  lookupAddresses,
  reverseName,
  UNKNOWN_OUTSIDE,
} from '../../dns/index.ts';
import type { Doubt } from '../../foreign/index.ts';
import { addressesOf, type Client } from '../client.ts';
import type { Context } from '../context.ts';
import type { Snapshot } from '../snapshot.ts';
import { askOverNetwork, type Lost, waysOf } from './ask-nameservers.ts';
import { clientResolver, type HostAnswer } from './client-resolver.ts';
import { lookUpOutside } from './look-up-outside.ts';

/** Looks a name up as the client would. For a PTR an address serves as well as its name in `in-addr.arpa`. */
export function lookUp(context: Context, client: Client, name: string, type: RecordType): Resolution {
  const asked = type === 'PTR' ? (reverseName(name) ?? name) : name;
  const own = clientResolver(context, client);
  if (own === undefined) return lookUpOutside(context.snapshot, asked, type);
  const lost = new Map<string, Lost>();
  const answer = lookup(own.resolver, { name: asked, type }, askOverNetwork(context, own.asker, lost));
  const resolution = decided(context.snapshot, answer, lost);
  return {
    ...resolution,
    get ways() {
      return waysOf(context, own.asker, resolution.queries);
    },
  };
}

/** Resolves the host of a connection. */
export function resolveHost(context: Context, client: Client, host: string): HostAnswer {
  const { snapshot } = context;
  const own = clientResolver(context, client);
  if (own === undefined) return hostAnswer(snapshot, addressesFromOutside(snapshot, client, host));
  const shared = own.ownNames.has(host.toLowerCase()) ? undefined : own.shared;
  const known = shared?.get(host);
  if (known !== undefined) return known;
  const lost = new Map<string, Lost>();
  const { addresses, resolution } = lookupAddresses(own.resolver, host, askOverNetwork(context, own.asker, lost));
  const answer = hostAnswer(snapshot, { addresses, resolution: decided(snapshot, resolution, lost) });
  shared?.set(host, answer);
  return answer;
}

function hostAnswer(snapshot: Snapshot, { addresses, resolution }: AddressResolution): HostAnswer {
  return { resolution, addresses: chooseAddresses(addresses, resolution), via: viaOf(snapshot, resolution) };
}

/** Of a nameserver's addresses the client tries any of its preferred family; what /etc/hosts lists is in order. */
function chooseAddresses(addresses: readonly Address[], { queries }: Resolution): readonly Address[] {
  const [first] = addresses;
  if (first === undefined) return [];
  if (queries.some(({ server }) => server === '/etc/hosts')) return [first];
  return addresses.filter(({ family }) => family === first.family);
}

function viaOf({ view, zone }: Snapshot, { answers }: Resolution): HostAnswer['via'] {
  const suffix = `.svc.${view.spec.dns.domain}.`.toLowerCase();
  for (const { name, type } of answers) {
    if (!name.toLowerCase().endsWith(suffix)) continue;
    if (type === 'CNAME') return 'ExternalName';
    const labels = name.toLowerCase().slice(0, -suffix.length).split('.');
    const service = zone.service(labels.at(-1) ?? '', labels.at(-2) ?? '');
    if (service?.object.spec.clusterIP === 'None') return 'Headless';
  }
  return null;
}

/** The ways of the questions that a client asked for a resolution. */
export function questionsOf(context: Context, client: Client, { queries }: Resolution): readonly Trace[] {
  return client.kind === 'external' ? [] : waysOf(context, client, queries);
}

/** Of two families IPv6 comes first, as RFC 6724 has it. */
function addressesFromOutside(snapshot: Snapshot, client: Client, host: string): AddressResolution {
  const types = addressesOf(snapshot, client).some(({ family }) => family === 6)
    ? (['AAAA', 'A'] as const)
    : (['A'] as const);
  const resolutions = types.map((type) => lookUpOutside(snapshot, host, type));
  const resolution = resolutions.find(({ answers }) => answers.length > 0) ?? lookUpOutside(snapshot, host, 'A');
  return { resolution, addresses: resolution.answers.flatMap(({ data }) => parseAddress(data) ?? []) };
}

/**
 * Names who decided: the Service that the name is of. A look-up that failed because questions were lost tells what lost them
 * first, and then what other servers said.
 */
function decided(snapshot: Snapshot, resolution: Resolution, lost: ReadonlyMap<string, Lost>): Resolution {
  const { view } = snapshot;
  const [first] = lost;
  const doubt =
    first === undefined && resolution.answers.length === 0 ? namesElsewhere(snapshot, resolution) : undefined;
  if (doubt !== undefined) return { ...resolution, rcode: 'UNKNOWN', reason: doubt.reason, rule: doubt.object.rule };
  if (first === undefined && isUnknownOutside(snapshot.zone, resolution)) {
    return { ...resolution, rcode: 'UNKNOWN', reason: { ...resolution.reason, code: UNKNOWN_OUTSIDE } };
  }
  if (first === undefined || resolution.answers.length > 0) {
    const { rule: found } = resolution;
    if (found?.ref.kind !== 'Service') return resolution;
    return { ...resolution, decidedBy: [deciderAt(found, ruleAt(view, found.ref))] };
  }
  const [server, { hop, outcome }] = [...lost].find(([, each]) => each.outcome === 'unknown') ?? first;
  const { reason, rule, considered, decidedBy } = hop;
  if (outcome === 'unknown') {
    const text = `whether nameserver ${server} answers is unknown: ${reason.text}`;
    return { ...resolution, rcode: 'UNKNOWN', reason: { code: reason.code, text }, ...(rule && { rule }), considered };
  }
  const others = resolution.rcode === 'NXDOMAIN' || resolution.rcode === 'NOERROR' ? `; ${resolution.reason.text}` : '';
  return {
    ...resolution,
    reason: { code: 'nameserver-unreachable', text: `nameserver ${server} does not answer: ${reason.text}${others}` },
    ...(rule === undefined ? {} : { rule }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
    considered,
  };
}

/** What may make the Service that a name is missing, or the pods that a headless one is. */
function namesElsewhere({ view, foreign }: Snapshot, { rcode, rule, queries }: Resolution): Doubt | undefined {
  if (foreign.isEmpty) return undefined;
  const service = rule?.ref.kind === 'Service' ? view.get('Service', rule.ref.name, rule.ref.namespace) : undefined;
  if (service !== undefined) return foreign.behind(service, false);
  if (rcode !== 'NXDOMAIN') return undefined;
  const suffix = `.svc.${view.spec.dns.domain}.`;
  for (const { name } of queries) {
    const labels = name.endsWith(suffix) ? name.slice(0, -suffix.length).split('.') : [];
    const doubt = labels.length < 2 ? undefined : foreign.namesIn(labels.at(-1) ?? '');
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}
