import type { ClusterSpec } from '../../model/index.ts';
import type { ClusterProblem } from '../problem.ts';
import { checkCidr } from './cidrs.ts';

/** Checks kube-proxy's nodePortAddresses (validateKubeProxyNodePortAddress in pkg/proxy/apis/config/validation). */
export function* checkProxy({ proxy }: ClusterSpec): Generator<ClusterProblem> {
  const { nodePortAddresses } = proxy;
  for (const [index, text] of nodePortAddresses.entries()) {
    const path = ['spec', 'proxy', 'nodePortAddresses', index];
    if (text !== 'primary') yield* checkCidr(text, path);
    else if (nodePortAddresses.length > 1) {
      yield { path, code: 'primary-not-alone', message: "can't use both 'primary' and CIDRs" };
    }
  }
}
