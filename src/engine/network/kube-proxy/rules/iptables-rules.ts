import type { Address, Family } from '../../../model/index.ts';
import { formatCidr, LOOPBACK } from '../../../model/index.ts';
import { acceptsNodePorts, nodePortAddresses } from '../accepts-node-ports.ts';
import type { ProxyNode } from '../proxy-node.ts';
import type { ServiceTable } from '../table.ts';
import { writePort } from './iptables-port.ts';
import type { IptablesRun } from './iptables-run.ts';
import { IptablesTable } from './iptables-table.ts';
import { portRules } from './port-rules.ts';

/** The mark of packets whose source becomes the node's: masqueradeBit 14. */
const MARK = '0x4000';
/** From this many endpoints on, kube-proxy leaves the comments of endpoints out. */
const LARGE_CLUSTER = 1000;

/**
 * The filter and nat tables of a node in iptables mode, as iptables-restore (for IPv6: ip6tables-restore) reads them:
 * what a full sync writes (syncProxyRules in kubernetes pkg/proxy/iptables/proxier.go), and the jumps from the built-in
 * chains that it ensures beforehand.
 *
 * Services are in the order of their names, where kube-proxy's is random. The counters of the nfacct subsystem are left
 * out, as kube-proxy does on a machine without them.
 */
export function iptablesRules(table: ServiceTable, node: ProxyNode, family: Family): string {
  const proxy = { ...table.view.spec.proxy, mode: 'iptables' as const };
  const ports = table.index.ports.filter((port) => port.family === family);
  const range = node.podRange[family];
  const run: IptablesRun = {
    filter: new IptablesTable('filter', ['INPUT', 'FORWARD', 'OUTPUT']),
    nat: new IptablesTable('nat', ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING']),
    masqueradeAll: proxy.masqueradeAll,
    podRange: range === undefined ? undefined : formatCidr(range),
    large: ports.reduce((sum, port) => sum + table.endpoints(port).length, 0) > LARGE_CLUSTER,
  };
  const hasLocalhostNodePorts = family === 4 && acceptsNodePorts(proxy, node, LOOPBACK[4]);
  writeJumps(run);
  writeMasquerade(run);
  if (hasLocalhostNodePorts) writeLocalnetGuard(run);
  for (const port of ports) writePort(run, portRules(port, table.choice(port, node), node));
  writeNodePortJump(run, nodePortAddresses(proxy, node, family), { family, hasLocalhostNodePorts });
  writeForward(run);
  return run.filter.format() + run.nat.format();
}

const NEW = '-m conntrack --ctstate NEW';
const PORTALS = '-m comment --comment "kubernetes service portals" -j KUBE-SERVICES';
const EXTERNAL = `${NEW} -m comment --comment "kubernetes externally-visible service portals" -j KUBE-EXTERNAL-SERVICES`;
const FIREWALL = `${NEW} -m comment --comment "kubernetes load balancer firewall" -j KUBE-PROXY-FIREWALL`;

/**
 * kube-proxy puts each of iptablesJumpChains in front of those before it, so the order is from back to front. Only
 * KUBE-FIREWALL comes last: the kubelet has put it there by the time that kube-proxy runs.
 */
function writeJumps({ filter, nat }: IptablesRun): void {
  filter.declare('KUBE-SERVICES', 'KUBE-EXTERNAL-SERVICES', 'KUBE-FORWARD', 'KUBE-NODEPORTS', 'KUBE-PROXY-FIREWALL');
  filter.declare('KUBE-FIREWALL');
  nat.declare('KUBE-SERVICES', 'KUBE-NODEPORTS', 'KUBE-POSTROUTING', 'KUBE-MARK-MASQ');
  filter.append('INPUT', FIREWALL);
  filter.append('INPUT', '-m comment --comment "kubernetes health check service ports" -j KUBE-NODEPORTS');
  filter.append('INPUT', EXTERNAL);
  filter.append('INPUT', '-j KUBE-FIREWALL');
  filter.append('FORWARD', FIREWALL);
  filter.append('FORWARD', '-m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD');
  filter.append('FORWARD', `${NEW} ${PORTALS}`);
  filter.append('FORWARD', EXTERNAL);
  filter.append('OUTPUT', FIREWALL);
  filter.append('OUTPUT', `${NEW} ${PORTALS}`);
  filter.append('OUTPUT', '-j KUBE-FIREWALL');
  nat.append('PREROUTING', PORTALS);
  nat.append('OUTPUT', PORTALS);
  nat.append('POSTROUTING', '-m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING');
}

function writeMasquerade({ nat }: IptablesRun): void {
  const snat = '-m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully';
  nat.append('KUBE-POSTROUTING', `-m mark ! --mark ${MARK}/${MARK} -j RETURN`);
  nat.append('KUBE-POSTROUTING', `-j MARK --xor-mark ${MARK}`);
  nat.append('KUBE-POSTROUTING', snat);
  nat.append('KUBE-MARK-MASQ', `-j MARK --or-mark ${MARK}`);
}

/** Node ports on localhost need route_localnet, which would let neighbours in: https://issue.k8s.io/90259. */
function writeLocalnetGuard({ filter }: IptablesRun): void {
  filter.append(
    'KUBE-FIREWALL',
    '-m comment --comment "block incoming localnet connections" -d 127.0.0.0/8 ! -s 127.0.0.0/8 ' +
      '-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP',
  );
}

function writeNodePortJump(
  { nat }: IptablesRun,
  addresses: readonly Address[] | undefined,
  { family, hasLocalhostNodePorts }: { readonly family: Family; readonly hasLocalhostNodePorts: boolean },
): void {
  const comment = '"kubernetes service nodeports; NOTE: this must be the last rule in this chain"';
  const four = hasLocalhostNodePorts ? '' : ' ! -d 127.0.0.0/8';
  const local = `-m addrtype --dst-type LOCAL${family === 6 ? ' ! -d ::1/128' : four}`;
  const destinations = addresses?.map((address) => `-d ${address.text}`) ?? [local];
  for (const destination of destinations) {
    nat.append('KUBE-SERVICES', `-m comment --comment ${comment} ${destination} -j KUBE-NODEPORTS`);
  }
}

function writeForward({ filter }: IptablesRun): void {
  const accept = (comment: string, match: string) =>
    filter.append('KUBE-FORWARD', `-m comment --comment "${comment}" ${match} -j ACCEPT`);
  filter.append('KUBE-FORWARD', '-m conntrack --ctstate INVALID -j DROP');
  accept('kubernetes forwarding rules', `-m mark --mark ${MARK}/${MARK}`);
  accept('kubernetes forwarding conntrack rule', '-m conntrack --ctstate RELATED,ESTABLISHED');
}
