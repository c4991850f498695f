import type { ClusterFileSpec, DnsFile, NetworkFile, NodeFile, PoliciesFile } from './cluster-file.ts';

/**
 * What a file says over what its profile says: objects field by field, lists and everything else as a whole.
 *
 * What the profile only says because of something that the file replaces goes with it: policies and the like with the
 * plugin, the API server outside with the machines where some of them are control planes, the DNS Service's address with the Service range, the nodes' blocks with the pod range.
 */
export function mergeSpecs(base: ClusterFileSpec, over: ClusterFileSpec): ClusterFileSpec {
  return {
    ...base,
    ...over,
    network: mergeNetwork(base.network ?? {}, over.network ?? {}),
    dns: mergeDns(base.dns ?? {}, over),
    proxy: { ...base.proxy, ...over.proxy },
    ...mergeApiServer(base, over),
    nodes: over.nodes ?? mergeNodes(base.nodes ?? [], over),
  };
}

function mergeNetwork({ policies, nodeSource, hairpinMode, ...base }: NetworkFile, over: NetworkFile): NetworkFile {
  const samePlugin = over.plugin === undefined || over.plugin === base.plugin;
  const ofPlugin = samePlugin && hairpinMode !== undefined ? { hairpinMode } : {};
  return {
    ...base,
    ...ofPlugin,
    ...over,
    routableFrom: { ...base.routableFrom, ...over.routableFrom },
    nodeSource: { ...(samePlugin ? nodeSource : {}), ...over.nodeSource },
    policies: mergePolicies(samePlugin ? policies : {}, over.policies),
  };
}

/** A file that says which machines there are, some of them control planes, has its API server there. */
function mergeApiServer(base: ClusterFileSpec, over: ClusterFileSpec): Pick<ClusterFileSpec, 'apiServer'> {
  const isElsewhere = over.nodes?.some(({ roles }) => roles?.includes('control-plane')) !== true;
  const kept = isElsewhere ? base.apiServer : undefined;
  return kept === undefined && over.apiServer === undefined ? {} : { apiServer: { ...kept, ...over.apiServer } };
}

/** A list of all that is enforced leaves nothing of what was switched on or off before. */
function mergePolicies(base: PoliciesFile = {}, over: PoliciesFile = {}): PoliciesFile {
  if (over.enforced === undefined) return { ...base, ...over };
  const { networkPolicy: _, adminNetworkPolicy: __, clusterNetworkPolicy: ___, ...rest } = base;
  return { ...rest, ...over };
}

/** An implementation of its own has an address of its own. */
function mergeDns({ serviceIP, address, ...base }: DnsFile, { network, dns }: ClusterFileSpec): DnsFile {
  return {
    ...base,
    ...(serviceIP === undefined || network?.serviceCIDR !== undefined ? {} : { serviceIP }),
    ...(address === undefined || dns?.implementation !== undefined ? {} : { address }),
    ...dns,
    nodeResolvConf: { ...base.nodeResolvConf, ...dns?.nodeResolvConf },
  };
}

function mergeNodes(base: readonly NodeFile[], { network }: ClusterFileSpec): readonly NodeFile[] {
  return network?.podCIDR === undefined ? base : base.map(({ podCIDR: _, ...node }) => node);
}
