import type { ClusterSpec } from '../../model/index.ts';
import type { ClusterFileSpec } from '../cluster-file.ts';
import type { ClusterProblem } from '../problem.ts';
import { checkAks } from './aks.ts';
import { checkApiServer } from './api-server.ts';
import { checkDns } from './dns.ts';
import { checkExternalHosts, checkImages, checkOutsideNameservers } from './hosts.ts';
import { checkNetwork } from './network.ts';
import { checkNodes } from './nodes.ts';
import { checkProxy } from './proxy.ts';

/**
 * Finds what makes no sense in a cluster whose structure is right. `written` is what file and profile say together,
 * `spec` the cluster that follows; the paths lead into a Cluster file.
 */
export function* checkCluster(written: ClusterFileSpec, spec: ClusterSpec): Generator<ClusterProblem> {
  yield* checkVersion(spec.kubernetesVersion);
  yield* checkIgnoredKinds(spec);
  yield* checkNetwork(written.network ?? {}, spec);
  yield* checkAks(written.nodes ?? [], spec);
  yield* checkDns(spec);
  yield* checkProxy(spec);
  yield* checkApiServer(spec);
  yield* checkNodes(written.nodes ?? [], spec);
  yield* checkImages(spec);
  yield* checkExternalHosts(spec);
  yield* checkOutsideNameservers(spec);
}

function* checkVersion(version: string): Generator<ClusterProblem> {
  if (/^1\.\d+$/.test(version)) return;
  yield {
    path: ['spec', 'kubernetesVersion'],
    code: 'version-malformed',
    message: `"${version}" is no version of Kubernetes`,
    hint: 'give major and minor: "1.34"',
  };
}

function* checkIgnoredKinds({ ignoredKinds = [] }: ClusterSpec): Generator<ClusterProblem> {
  for (const [index, text] of ignoredKinds.entries()) {
    if (/^[A-Z][A-Za-z0-9]*\.[a-z0-9.-]+$/.test(text)) continue;
    yield {
      path: ['spec', 'ignoredKinds', index],
      code: 'kind-malformed',
      message: `"${text}" is no kind with its group`,
      hint: 'write the kind as manifests do, and the group of its apiVersion behind a dot: AccessPolicy.example.com',
    };
  }
}
