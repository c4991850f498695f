import type { SentPacket } from '../../model/index.ts';
import { formatDestination, formatSocketAddress, lazyDecision, sameAddress } from '../../model/index.ts';
import { acceptsNodePorts } from './accepts-node-ports.ts';
import type { Endpoint } from './endpoint.ts';
import { explainNoLocalEndpoints, explainSourceRange } from './explain-left-out.ts';
import { explainNoEndpoints } from './explain-no-endpoints.ts';
import { ipvsVerdict } from './ipvs-verdict.ts';
import type { ProxyNode } from './proxy-node.ts';
import { isLocalAddress } from './proxy-node.ts';
import type { AddressRule, ServiceTable } from './table.ts';
import { addressKey, nodePortKey } from './table.ts';
import type { Affinity, Branches, End, EndpointBranch, Entry, Translation } from './translation.ts';
import { unmatched } from './unmatched.ts';
import type { Traffic, Verdict } from './verdict.ts';
import { chainVerdict } from './verdict.ts';

/** A Service rule, the packet that it matches, and where. */
interface Match extends AddressRule {
  readonly table: ServiceTable;
  readonly packet: SentPacket;
  readonly node: ProxyNode;
}

/** Decides what the kube-proxy of a node does with a packet that meets the node's netfilter there. Never throws. */
export function translate(table: ServiceTable, packet: SentPacket, at: Entry): Translation {
  const node = table.node(at.node);
  const rule = node?.proxied === true ? findRule(table, packet, node) : undefined;
  if (node === undefined || rule === undefined) return unmatched(table, packet, node);
  const { proxy } = table.view.spec;
  const traffic: Traffic = {
    proxy,
    node,
    from: at.from,
    source: packet.source,
    via: rule.via,
    port: rule.port,
    choice: table.choice(rule.port, node),
  };
  const verdict = verdictOf(traffic, packet);
  if (verdict === undefined) return unmatched(table, packet, node);
  const match = { ...rule, table, packet, node };
  return verdict.kind === 'endpoints' ? branchesOf(verdict, match) : endOf(verdict, match);
}

/** Addresses come before node ports, as in the chains. */
function findRule(table: ServiceTable, packet: SentPacket, node: ProxyNode): AddressRule | undefined {
  const { destination, port, protocol } = packet;
  const byAddress = table.index.byAddress.get(addressKey(destination, port, protocol));
  if (byAddress !== undefined) return byAddress;
  if (!isLocalAddress(node, destination)) return undefined;
  const owner = table.index.byNodePort.get(nodePortKey(destination.family, port, protocol));
  return owner === undefined ? undefined : { via: 'NodePort', port: owner };
}

/** `undefined` where the node port does not answer at this address. */
function verdictOf(traffic: Traffic, packet: SentPacket): Verdict | undefined {
  const { proxy, node, via, port, choice } = traffic;
  if (via === 'NodePort' && !acceptsNodePorts(proxy, node, packet.destination)) {
    // The rule of iptables that rejects or drops asks only for a local address, not for nodePortAddresses.
    if (proxy.mode !== 'iptables') return undefined;
    if (!choice.any) return { kind: 'no-endpoints' };
    const leftOut = port.externalTrafficPolicy === 'Local' && choice.local.length === 0;
    return leftOut ? { kind: 'no-local-endpoints', outcome: 'timeout' } : undefined;
  }
  return proxy.mode === 'ipvs' ? ipvsVerdict(traffic) : chainVerdict(traffic);
}

type EndpointsVerdict = Verdict & { readonly kind: 'endpoints' };

function branchesOf(verdict: EndpointsVerdict, match: Match): Branches {
  const { table, port, via, packet } = match;
  const { endpoints, masquerade } = verdict;
  const make = () => endpoints.map((endpoint) => branchOf(endpoint, verdict, match));
  const isEndpoint = endpoints.some(({ ip }) => sameAddress(ip, packet.source));
  const affinity = affinityOf(match);
  return {
    kind: 'branches',
    via,
    service: port.service.ref,
    servicePort: port,
    masquerade,
    branches: isEndpoint ? make() : table.branches(endpoints, branchesKey(packet, masquerade), make),
    ...(affinity === undefined ? {} : { affinity }),
  };
}

/** All that branches depend on besides their endpoints, for every client that is none of these. */
function branchesKey({ destination, port }: SentPacket, masquerade: boolean): string {
  return `${destination.text} ${port} ${masquerade}`;
}

/** A pod that is led to itself is masqueraded too, so that the answer takes the way back through the node. */
function branchOf(endpoint: Endpoint, { endpoints, masquerade }: EndpointsVerdict, match: Match): EndpointBranch {
  const { ip, port } = endpoint;
  const hairpin = sameAddress(match.packet.source, ip) && knowsHairpin(endpoint, match);
  return {
    probability: 1 / endpoints.length,
    destination: { ip, port },
    endpoint,
    masquerade: masquerade || hairpin,
    decision: lazyDecision(
      'rewrite',
      () => ({
        reason: {
          code: 'service-endpoint',
          text: `${formatDestination(match.packet)} becomes ${formatSocketAddress(endpoint)}${sourceClause(match, masquerade, hairpin)}`,
        },
        rule: match.table.portRule(match.port),
        considered: [],
      }),
      () => match.table.deciders(match.port),
    ),
  };
}

/** nftables keeps a set of the node's own endpoints for it (`hairpin-connections`); the others compare addresses. */
function knowsHairpin({ nodeName }: Endpoint, { table, node }: Match): boolean {
  return table.view.spec.proxy.mode !== 'nftables' || nodeName === node.name;
}

function sourceClause({ node }: Match, masquerade: boolean, hairpin: boolean): string {
  if (masquerade) return `, and the source becomes an address of node ${node.name}`;
  return hairpin ? `, and as that is the client itself, the source becomes an address of node ${node.name}` : '';
}

/**
 * The chains remember a client for each Service port and node, whichever address it asked; ipvs does so for each
 * address of its own.
 */
function affinityOf({ table, port, packet, node }: Match): Affinity | undefined {
  if (port.affinitySeconds === undefined) return undefined;
  const { ref } = port.service;
  const service = `${ref.namespace}/${ref.name}:${port.name}/${port.protocol}`;
  const asked = table.view.spec.proxy.mode === 'ipvs' ? ` ${formatDestination(packet)}` : '';
  return {
    kind: 'ClientIP',
    timeoutSeconds: port.affinitySeconds,
    key: `${node.name} ${service}${asked} ${packet.source.text}`,
  };
}

function endOf(verdict: Exclude<Verdict, EndpointsVerdict>, { table, packet, node, port, via }: Match): End {
  const common = { kind: 'end', via, service: port.service.ref } as const;
  const decidedBy = () => table.deciders(port);
  switch (verdict.kind) {
    case 'no-endpoints':
      return {
        ...common,
        outcome: 'refused',
        decision: lazyDecision('reject', () => explainNoEndpoints(table, port), decidedBy),
      };
    case 'no-local-endpoints': {
      const action = verdict.outcome === 'refused' ? 'reject' : 'drop';
      const explain = () => explainNoLocalEndpoints(table, { port, via, node });
      return { ...common, outcome: verdict.outcome, decision: lazyDecision(action, explain, decidedBy) };
    }
    case 'source-range':
      return {
        ...common,
        outcome: 'timeout',
        decision: lazyDecision('drop', () => explainSourceRange(table, port, packet), decidedBy),
      };
  }
}
