import { isPodSource } from './proxy-node.ts';
import type { Traffic, Verdict } from './verdict.ts';
import { endpointsBy, inSourceRanges } from './verdict.ts';

/**
 * The way through ipvs mode: one virtual server for each address and port, with the endpoints of one policy whoever asks.
 * A virtual server of the Local policy that has no local endpoint gets those of the cluster: pods and the node can use
 * them, while the answers to outside traffic come from the wrong address and are lost. A virtual server without any
 * endpoint refuses.
 *
 * kubernetes pkg/proxy/ipvs/proxier.go (syncProxyRules, syncEndpoint, writeIptablesRules).
 */
export function ipvsVerdict(traffic: Traffic): Verdict {
  const { via, from, port, choice } = traffic;
  if (via === 'LoadBalancer' && !inSourceRanges(traffic)) return { kind: 'source-range' };
  const policy = via === 'ClusterIP' ? port.internalTrafficPolicy : port.externalTrafficPolicy;
  const chosen = endpointsBy(policy, choice);
  const endpoints = chosen.length > 0 ? chosen : choice.cluster;
  if (!choice.any) return { kind: 'no-endpoints' };
  if (endpoints.length === 0) return { kind: 'no-local-endpoints', outcome: 'refused' };
  if (via !== 'ClusterIP' && chosen.length === 0 && from === 'outside') {
    return { kind: 'no-local-endpoints', outcome: 'timeout' };
  }
  const masquerade = via === 'ClusterIP' ? masqueradesInternal(traffic) : policy === 'Cluster';
  return { kind: 'endpoints', endpoints, masquerade };
}

/** The node's own packets leave from the virtual address itself, which no pod range holds. */
function masqueradesInternal({ proxy, node, from, source }: Traffic): boolean {
  return proxy.masqueradeAll || from === 'node' || isPodSource(node, source) === false;
}
