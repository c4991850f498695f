import type { ForeignKind } from '../foreign-kind.ts';

/** Groups whose kinds, but for those that other rows name, have no part in connections. */
const GROUPS: Readonly<Record<string, string>> = {
  'cert-manager.io': 'https://cert-manager.io/docs/reference/api-docs/',
  'acme.cert-manager.io': 'https://cert-manager.io/docs/reference/api-docs/',
  'trust.cert-manager.io': 'https://cert-manager.io/docs/trust/trust-manager/',
  'monitoring.coreos.com': 'https://prometheus-operator.dev/docs/api-reference/api/',
  'grafana.integreatly.org': 'https://grafana.github.io/grafana-operator/docs/',
  'external-secrets.io': 'https://external-secrets.io/latest/api/spec/',
  'generators.external-secrets.io': 'https://external-secrets.io/latest/api/spec/',
  'bitnami.com': 'https://github.com/bitnami-labs/sealed-secrets',
  'isindir.github.com': 'https://github.com/isindir/sops-secrets-operator',
  'secrets.hashicorp.com': 'https://developer.hashicorp.com/vault/docs/deploy/kubernetes/vso',
  'secrets-store.csi.x-k8s.io': 'https://secrets-store-csi-driver.sigs.k8s.io/',
  'snapshot.storage.k8s.io': 'https://kubernetes.io/docs/concepts/storage/volume-snapshots/',
  'groupsnapshot.storage.k8s.io': 'https://kubernetes.io/docs/concepts/storage/volume-snapshots/',
  'autoscaling.k8s.io': 'https://github.com/kubernetes/autoscaler/tree/master/vertical-pod-autoscaler',
  'keda.sh': 'https://keda.sh/docs/latest/reference/',
  'metrics.k8s.io': 'https://github.com/kubernetes-sigs/metrics-server',
  'metallb.io': 'https://metallb.io/apis/',
  'argoproj.io': 'https://argo-cd.readthedocs.io/en/stable/',
  'source.toolkit.fluxcd.io': 'https://fluxcd.io/flux/components/source/',
  'image.toolkit.fluxcd.io': 'https://fluxcd.io/flux/components/image/',
  'notification.toolkit.fluxcd.io': 'https://fluxcd.io/flux/components/notification/',
  'kyverno.io': 'https://kyverno.io/docs/policy-types/',
  'policies.kyverno.io': 'https://kyverno.io/docs/policy-types/',
  'wgpolicyk8s.io': 'https://github.com/kubernetes-sigs/wg-policy-prototypes',
  'templates.gatekeeper.sh': 'https://open-policy-agent.github.io/gatekeeper/website/docs/',
  'constraints.gatekeeper.sh': 'https://open-policy-agent.github.io/gatekeeper/website/docs/',
  'config.gatekeeper.sh': 'https://open-policy-agent.github.io/gatekeeper/website/docs/',
  'velero.io': 'https://velero.io/docs/main/api-types/',
  'longhorn.io': 'https://longhorn.io/docs/',
  'karpenter.sh': 'https://karpenter.sh/docs/concepts/',
  'karpenter.k8s.aws': 'https://karpenter.sh/docs/concepts/nodeclasses/',
  'telemetry.istio.io': 'https://istio.io/latest/docs/reference/config/telemetry/',
  'networking.istio.io': 'https://istio.io/latest/docs/reference/config/networking/',
  'apps.kruise.io': 'https://openkruise.io/docs/',
  'kafka.strimzi.io': 'https://strimzi.io/docs/operators/latest/configuring',
  'postgresql.cnpg.io': 'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/',
  'rabbitmq.com': 'https://www.rabbitmq.com/kubernetes/operator/using-topology-operator',
  'external-dns.alpha.kubernetes.io': 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/crd/',
  'externaldns.k8s.io': 'https://kubernetes-sigs.github.io/external-dns/latest/docs/sources/crd/',
  'config.openshift.io': 'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/config_apis/',
  'operator.openshift.io':
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/operator_apis/',
  'security.openshift.io':
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/security_apis/',
  'image.openshift.io': 'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/image_apis/',
  'build.openshift.io':
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/workloads_apis/',
  'console.openshift.io':
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/console_apis/',
  'project.openshift.io':
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/project_apis/',
  'template.openshift.io':
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/template_apis/',
  'machineconfiguration.openshift.io':
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/machine_apis/',
  'cluster.x-k8s.io': 'https://cluster-api.sigs.k8s.io/',
  'vpcresources.k8s.aws': 'https://github.com/aws/amazon-vpc-resource-controller-k8s',
  // PolicyEndpoint is what the VPC CNI's controller writes for its agents.
  'networking.k8s.aws': 'https://github.com/aws/amazon-network-policy-controller-k8s',
  'crd.k8s.amazonaws.com': 'https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html',
  'whereabouts.cni.cncf.io': 'https://github.com/k8snetworkplumbingwg/whereabouts',
  'node.k8s.io': 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
};

export const harmless: readonly ForeignKind[] = Object.entries(GROUPS).map(([group, source]) => ({
  group,
  effect: 'none',
  source,
}));
