import type { ClusterView, Labels } from '../../../model/index.ts';
import { selects } from '../../../model/index.ts';
import type { PodScope } from '../contract/peer.ts';

const OPENSHIFT = 'openshift-host-network';
const OPENSHIFT_LABEL = 'policy-group.network.openshift.io/host-network';

/** The namespace that OVN-Kubernetes is told of by `--host-network-namespace`, by default and in OpenShift. */
const NAMES = ['ovn-host-network', OPENSHIFT];

/** What every OpenShift cluster has, declared or not. */
const OPENSHIFT_LABELS: Labels = { 'kubernetes.io/metadata.name': OPENSHIFT, [OPENSHIFT_LABEL]: '' };

/**
 * The namespace that stands for the host network: peers that select it as a whole match what comes from nodes.
 * OpenShift's own is known undeclared to those who ask for its label.
 *
 * ovn-kubernetes go-controller/pkg/ovn/namespace.go (getAllHostNamespaceAddresses), go-controller/pkg/config/config.go;
 * https://docs.openshift.com/container-platform/latest/networking/network_policy/about-network-policy.html
 */
export class HostNetworkNamespace {
  readonly #declared: readonly Labels[];

  constructor(view: ClusterView, labelsOf: (namespace: string) => Labels) {
    this.#declared = NAMES.filter((name) => view.get('Namespace', name) !== undefined).map(labelsOf);
  }

  isIn({ namespaces, pods }: PodScope): boolean {
    if (namespaces.kind !== 'matching' || pods.requirements.length > 0) return false;
    const { selector } = namespaces;
    if (this.#declared.some((labels) => selects(selector, labels))) return true;
    return selector.requirements.some(({ key }) => key === OPENSHIFT_LABEL) && selects(selector, OPENSHIFT_LABELS);
  }
}
