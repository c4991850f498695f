import type { Endpoint } from '../endpoint.ts';
import { formatEndpoint } from '../endpoint.ts';
import { endpointChain } from './chain-names.ts';
import type { IptablesRun } from './iptables-run.ts';
import type { PortRules } from './port-rules.ts';

/** A chain that spreads the traffic of one policy over its endpoints. */
interface PolicyChain {
  readonly chain: string;
  readonly endpoints: readonly Endpoint[];
}

/**
 * Writes the chain of a policy, if it has endpoints: with session affinity a client's last endpoint comes first, then each
 * endpoint gets its share of what the ones before it left (writeServiceToEndpointRules, pkg/proxy/iptables/proxier.go).
 */
export function writePolicyChain(run: IptablesRun, { port, name }: PortRules, { chain, endpoints }: PolicyChain): void {
  if (endpoints.length === 0) return;
  run.nat.declare(chain);
  const targets = endpoints.map((endpoint) => {
    const socket = formatEndpoint(endpoint);
    return { about: comment(run, `"${name} -> ${socket}"`), target: endpointChain(port, socket) };
  });
  if (port.affinitySeconds !== undefined) {
    for (const { about, target } of targets) {
      const recent = `-m recent --name ${target} --rcheck --seconds ${port.affinitySeconds} --reap`;
      run.nat.append(chain, `${about}${recent} -j ${target}`);
    }
  }
  for (const [index, { about, target }] of targets.entries()) {
    const left = targets.length - index;
    const chance = left === 1 ? '' : `-m statistic --mode random --probability ${(1 / left).toFixed(10)} `;
    run.nat.append(chain, `${about}${chance}-j ${target}`);
  }
}

/** Writes the chains that end in an endpoint; what an endpoint sends to itself gets the node's address as its source. */
export function writeEndpointChains(run: IptablesRun, { port, name, protocol, reachable }: PortRules): void {
  const about = comment(run, name);
  for (const endpoint of reachable) {
    const socket = formatEndpoint(endpoint);
    const chain = endpointChain(port, socket);
    const remember = port.affinitySeconds === undefined ? '' : `-m recent --name ${chain} --set `;
    run.nat.declare(chain);
    run.nat.append(chain, `${about}-s ${endpoint.ip.text} -j KUBE-MARK-MASQ`);
    run.nat.append(chain, `${about}${remember}-m ${protocol} -p ${protocol} -j DNAT --to-destination ${socket}`);
  }
}

function comment({ large }: IptablesRun, text: string): string {
  return large ? '' : `-m comment --comment ${text} `;
}
