import type { Cidr, ClusterSpec } from '../../model/index.ts';
import { bitsOf, formatCidr, overlaps } from '../../model/index.ts';
import type { NetworkFile } from '../cluster-file.ts';
import { portRange } from '../complete.ts';
import { pluginNames } from '../enforcement.ts';
import type { ClusterProblem } from '../problem.ts';
import { checkCidr, checkCidrPair, readCidrs } from './cidrs.ts';
import { NETWORK, POD_CIDR, SERVICE_CIDR } from './paths.ts';
import { checkServiceRange } from './service-range.ts';

/** Checks the plugin, the ranges of pods, Services, load balancers and node ports, and how they fit together. */
export function* checkNetwork(written: NetworkFile, spec: ClusterSpec): Generator<ClusterProblem> {
  const { podCIDRs, serviceCIDRs } = spec.network;
  yield* checkPlugin(written, spec);
  yield* checkCidrPair(podCIDRs, POD_CIDR);
  yield* checkCidrPair(serviceCIDRs, SERVICE_CIDR);
  const pods = readCidrs(podCIDRs);
  const services = readCidrs(serviceCIDRs);
  for (const service of services) {
    const pod = pods.find((each) => overlaps(each, service));
    if (pod === undefined) continue;
    const message = `the Service range ${formatCidr(service)} overlaps the pod range ${formatCidr(pod)}`;
    yield { path: SERVICE_CIDR, code: 'ranges-overlap', message };
  }
  yield* checkFamilies(pods, services);
  yield* checkServiceRange(services, spec.kubernetesVersion);
  yield* checkNodeMasks(written, spec);
  yield* checkNodePortRange(written.nodePortRange);
  yield* checkLoadBalancer(spec, [...pods, ...services]);
  yield* checkRanges(spec);
}

function* checkPlugin(written: NetworkFile, { network }: ClusterSpec): Generator<ClusterProblem> {
  const { networkPolicy, enforced } = written.policies ?? {};
  if (pluginNames.includes(network.plugin) || networkPolicy !== undefined || enforced !== undefined) return;
  yield {
    path: [...NETWORK, 'plugin'],
    code: 'unknown-plugin',
    severity: 'warning',
    message: `the plugin ${network.plugin} is not known; it is taken to enforce NetworkPolicy`,
    hint: `say so with policies: {networkPolicy: true}, or use one of ${pluginNames.join(', ')}`,
  };
}

/** A Service of a family that no pod has would never have an endpoint. */
function* checkFamilies(pods: readonly Cidr[], services: readonly Cidr[]): Generator<ClusterProblem> {
  for (const service of services) {
    if (pods.length === 0 || pods.some(({ family }) => family === service.family)) continue;
    const message = `Services have IPv${service.family} addresses (${formatCidr(service)}), and pods have none`;
    yield {
      path: SERVICE_CIDR,
      code: 'families-differ',
      message,
      hint: 'give podCIDR and serviceCIDR the same families',
    };
  }
}

/**
 * kube-controller-manager's rules: pkg/controller/nodeipam/node_ipam_controller.go, and the clusterSubnetMaxDiff of
 * pkg/controller/nodeipam/ipam/cidrset/cidr_set.go, which holds for IPv6 alone.
 */
function* checkNodeMasks(written: NetworkFile, { network }: ClusterSpec): Generator<ClusterProblem> {
  for (const [index, text] of network.podCIDRs.entries()) {
    const [cidr] = readCidrs([text]);
    const mask = network.nodeCIDRMaskSizes[index];
    if (cidr === undefined || mask === undefined) continue;
    const field = cidr.family === 4 ? 'nodeCIDRMaskSizeIPv4' : 'nodeCIDRMaskSizeIPv6';
    const path = written[field] === undefined ? POD_CIDR : [...NETWORK, field];
    const hint = `${field} is ${mask}, podCIDR is ${text}`;
    if (mask < cidr.prefix) {
      const message =
        'Controller: Invalid --cluster-cidr, mask size of cluster CIDR must be less than or equal to --node-cidr-mask-size configured for CIDR family';
      yield { path, code: 'node-mask-too-small', message, hint };
    } else if (cidr.family === 6 && mask - cidr.prefix > 16) {
      yield { path, code: 'node-mask-too-large', message: 'New CIDR set failed; the node CIDR size is too big', hint };
    } else if (bitsOf(cidr.family) - mask < 2) {
      const message = `a block of /${mask} is too small to allocate a pod's address from`;
      yield { path, code: 'node-mask-too-large', message, hint };
    }
  }
}

function* checkNodePortRange(text: string | undefined): Generator<ClusterProblem> {
  if (text === undefined) return;
  const path = [...NETWORK, 'nodePortRange'];
  const range = portRange(text);
  if (range === undefined) {
    const hint = 'a range is written like 30000-32767';
    yield { path, code: 'node-port-range-malformed', message: `"${text}" is no range of ports`, hint };
  } else if (range.from < 1 || range.to > 65535) {
    yield { path, code: 'node-port-range-outside', message: `${text} is outside of 1-65535` };
  } else if (range.from > range.to) {
    const hint = `did you mean ${range.to}-${range.from}?`;
    yield { path, code: 'node-port-range-upside-down', message: `${text} ends before it begins`, hint };
  }
}

function* checkRanges({ network }: ClusterSpec): Generator<ClusterProblem> {
  const { nonMasqueradeCIDRs, routableFrom } = network;
  const lists = [
    { path: [...NETWORK, 'nonMasqueradeCIDRs'], texts: nonMasqueradeCIDRs },
    { path: [...NETWORK, 'routableFrom', 'pods'], texts: routableFrom.pods },
    { path: [...NETWORK, 'routableFrom', 'services'], texts: routableFrom.services },
  ];
  for (const { path, texts } of lists) {
    for (const [index, text] of texts.entries()) yield* checkCidr(text, [...path, index]);
  }
}

function* checkLoadBalancer({ network }: ClusterSpec, taken: readonly Cidr[]): Generator<ClusterProblem> {
  const path = [...NETWORK, 'loadBalancer'];
  if (typeof network.loadBalancer === 'string') {
    if (['none', 'nodes', 'localhost'].includes(network.loadBalancer)) return;
    const hint = 'write "none", "nodes", "localhost", or a pool of addresses: {pool: 192.168.0.240/28}';
    yield { path, code: 'load-balancer-malformed', message: `"${network.loadBalancer}" is no load balancer`, hint };
    return;
  }
  const { pool } = network.loadBalancer;
  yield* checkCidr(pool, [...path, 'pool']);
  for (const range of readCidrs([pool])) {
    const other = taken.find((each) => overlaps(each, range));
    if (other === undefined) continue;
    const message = `the pool ${pool} overlaps the range ${formatCidr(other)} of the pods or Services`;
    yield { path: [...path, 'pool'], code: 'ranges-overlap', message };
  }
}
