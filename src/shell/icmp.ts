import type { ClusterView } from '../model/index.ts';
import { contains, parseAddress, parseCidr } from '../model/index.ts';
import { connect, type Machine } from './machine.ts';

/** What becomes of an ICMP echo request. */
export type Reached =
  | { readonly kind: 'answered'; readonly ip: string }
  | { readonly kind: 'lost'; readonly ip: string }
  | { readonly kind: 'unresolved' }
  | { readonly kind: 'unknown'; readonly because: string };

/** A port that nobody is asked about: the way there is what counts. */
const DISCARD = 9;

/**
 * Sends an echo request on the way that a TCP packet to the same address takes: pods and nodes answer, a cluster IP does
 * not, since kube-proxy translates ports alone. NetworkPolicy says nothing of ICMP, so what a policy does to it is
 * unknown (https://kubernetes.io/docs/concepts/services-networking/network-policies/).
 */
export function sendEcho(machine: Machine, host: string): Reached {
  const connection = connect(machine, { host, port: DISCARD, protocol: 'TCP' });
  const { ip, branch } = connection;
  if (ip === undefined) return { kind: 'unresolved' };
  const service = isServiceAddress(machine.view, ip) ? toService(machine.view, ip) : undefined;
  if (service !== undefined) return service;
  const policy = branch.hops.find(({ reason }) => POLICY_CODES.has(reason.code));
  if (policy !== undefined)
    return unknown("a policy stands in the way, and what it does to ICMP is the plugin's choice");
  const last = branch.hops.at(-1);
  if (connection.outcome === 'unknown') return unknown(connection.because);
  if (last?.stage !== 'deliver' || connection.outcome === 'timeout') return { kind: 'lost', ip };
  const isOutside = last.place.pod === undefined && last.place.node === undefined;
  return isOutside ? unknown(`whether ${ip} answers a ping is not known`) : { kind: 'answered', ip };
}

const POLICY_CODES: ReadonlySet<string> = new Set(['policy-allows', 'policy-denies', 'policy-isolates']);

function isServiceAddress({ spec }: ClusterView, ip: string): boolean {
  const address = parseAddress(ip);
  return spec.network.serviceCIDRs.some((text) => {
    const cidr = parseCidr(text);
    return cidr !== undefined && address !== undefined && contains(cidr, address);
  });
}

/** In ipvs mode every node has the cluster IPs on a device of its own; the rules of nftables mode reject. */
function toService(view: ClusterView, ip: string): Reached {
  const { mode } = view.spec.proxy;
  const isTaken = view
    .list('Service')
    .some(({ object }) => object.spec?.clusterIPs?.includes(ip) || object.spec?.clusterIP === ip);
  if (mode === 'ipvs' && isTaken) return { kind: 'answered', ip };
  if (mode === 'nftables' && isTaken) return unknown(`how nftables rules answer a ping to ${ip} is not modelled`);
  return { kind: 'lost', ip };
}

function unknown(because: string): Reached {
  return { kind: 'unknown', because };
}
