import type { Cidr } from '../../model/index.ts';
import { bitsOf } from '../../model/index.ts';
import type { ClusterProblem } from '../problem.ts';
import { SERVICE_CIDR } from './paths.ts';

/**
 * The API server's rules about the size of its Service ranges: at least eight addresses in the first; no more than
 * 2^20 up to 1.33, and from 1.34 on, where Services are no longer kept as a bitmap, an IPv6 prefix of /64 or longer.
 *
 * cmd/kube-apiserver/app/options/validation.go (validateClusterIPFlags), pkg/controlplane/apiserver/options
 * (ServiceIPRange), pkg/registry/core/service/ipallocator/ipallocator.go; the feature gate DisableAllocatorDualWrite.
 */
export function* checkServiceRange(services: readonly Cidr[], kubernetesVersion: string): Generator<ClusterProblem> {
  const keepsBitmap = Number(kubernetesVersion.split('.')[1]) < 34;
  for (const [index, { family, prefix }] of services.entries()) {
    const bits = bitsOf(family);
    if (index === 0 && bits - prefix < 3) {
      const message = 'the service cluster IP range must be at least 8 IP addresses';
      yield { path: SERVICE_CIDR, code: 'service-cidr-too-small', message };
    } else if (keepsBitmap && bits - prefix > 20) {
      const message = `specified --service-cluster-ip-range is too large; for ${bits}-bit addresses, the mask must be >= ${bits - 20}`;
      yield { path: SERVICE_CIDR, code: 'service-cidr-too-large', message };
    } else if (!keepsBitmap && family === 6 && prefix < 64) {
      const message = `shortest allowed prefix length for service CIDR is 64, got ${prefix}`;
      yield { path: SERVICE_CIDR, code: 'service-cidr-too-large', message };
    }
  }
}
