import type { ForeignKind } from '../foreign-kind.ts';

const TEMPLATE_LABELS = ['spec', 'template', 'metadata', 'labels'];

function operator(group: string, kinds: readonly string[] | undefined, source: string): ForeignKind {
  return { group, ...(kinds === undefined ? {} : { kinds }), effect: 'runs', source };
}

/** What makes pods that stand in no manifest. Operators' kinds tell neither the labels of their pods nor their Services. */
export const runners: readonly ForeignKind[] = [
  {
    group: 'argoproj.io',
    kinds: ['Rollout'],
    effect: 'runs',
    podLabels: TEMPLATE_LABELS,
    source: 'https://argo-rollouts.readthedocs.io/en/stable/features/specification/',
  },
  {
    group: 'apps.kruise.io',
    kinds: ['CloneSet', 'StatefulSet', 'DaemonSet', 'BroadcastJob'],
    effect: 'runs',
    podLabels: TEMPLATE_LABELS,
    source: 'https://openkruise.io/docs/user-manuals/cloneset',
  },
  {
    group: 'apps.openshift.io',
    kinds: ['DeploymentConfig'],
    effect: 'runs',
    podLabels: TEMPLATE_LABELS,
    source:
      'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/workloads_apis/deploymentconfig-apps-openshift-io-v1',
  },
  {
    group: 'kubevirt.io',
    kinds: ['VirtualMachine', 'VirtualMachineInstanceReplicaSet'],
    effect: 'runs',
    podLabels: TEMPLATE_LABELS,
    source: 'https://kubevirt.io/user-guide/network/service_objects/',
  },
  {
    group: 'kubevirt.io',
    kinds: ['VirtualMachineInstance'],
    effect: 'runs',
    podLabels: ['metadata', 'labels'],
    source: 'https://kubevirt.io/user-guide/network/service_objects/',
  },
  { group: 'kubevirt.io', effect: 'none', source: 'https://kubevirt.io/api-reference/' },
  operator('pool.kubevirt.io', undefined, 'https://kubevirt.io/user-guide/user_workloads/pool/'),
  {
    group: 'networking.istio.io',
    kinds: ['WorkloadEntry'],
    effect: 'runs',
    podLabels: ['spec', 'labels'],
    source: 'https://istio.io/latest/docs/reference/config/networking/workload-entry/',
  },
  operator(
    'serving.knative.dev',
    ['Service', 'Configuration', 'Revision'],
    'https://knative.dev/docs/serving/services/',
  ),
  operator(
    'argoproj.io',
    ['Workflow', 'CronWorkflow'],
    'https://argo-workflows.readthedocs.io/en/latest/walk-through/',
  ),
  operator(
    'argoproj.io',
    ['Application', 'ApplicationSet'],
    'https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/',
  ),
  operator('helm.toolkit.fluxcd.io', undefined, 'https://fluxcd.io/flux/components/helm/helmreleases/'),
  operator('kustomize.toolkit.fluxcd.io', undefined, 'https://fluxcd.io/flux/components/kustomize/kustomizations/'),
  operator('helm.cattle.io', ['HelmChart'], 'https://docs.k3s.io/helm'),
  operator(
    'monitoring.coreos.com',
    ['Prometheus', 'PrometheusAgent', 'Alertmanager', 'ThanosRuler'],
    'https://prometheus-operator.dev/docs/api-reference/api/',
  ),
  operator('grafana.integreatly.org', ['Grafana'], 'https://grafana.github.io/grafana-operator/docs/grafana/'),
  operator(
    'kafka.strimzi.io',
    ['Kafka', 'KafkaConnect', 'KafkaBridge', 'KafkaMirrorMaker', 'KafkaMirrorMaker2', 'StrimziPodSet'],
    'https://strimzi.io/docs/operators/latest/configuring',
  ),
  operator('core.strimzi.io', undefined, 'https://strimzi.io/docs/operators/latest/configuring'),
  operator(
    'postgresql.cnpg.io',
    ['Cluster', 'Pooler'],
    'https://cloudnative-pg.io/documentation/current/service_management/',
  ),
  operator(
    'postgres-operator.crunchydata.com',
    undefined,
    'https://access.crunchydata.com/documentation/postgres-operator/latest/references/crd',
  ),
  operator(
    'acid.zalan.do',
    ['postgresql'],
    'https://postgres-operator.readthedocs.io/en/latest/reference/cluster_manifest/',
  ),
  operator('*.k8s.elastic.co', undefined, 'https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s'),
  operator(
    'opensearch.opster.io',
    ['OpenSearchCluster'],
    'https://github.com/opensearch-project/opensearch-k8s-operator',
  ),
  operator('rabbitmq.com', ['RabbitmqCluster'], 'https://www.rabbitmq.com/kubernetes/operator/using-operator'),
  operator('minio.min.io', ['Tenant'], 'https://github.com/minio/operator'),
  operator('mongodbcommunity.mongodb.com', undefined, 'https://github.com/mongodb/mongodb-kubernetes-operator'),
  operator('psmdb.percona.com', ['PerconaServerMongoDB'], 'https://docs.percona.com/percona-operator-for-mongodb/'),
  operator('pxc.percona.com', ['PerconaXtraDBCluster'], 'https://docs.percona.com/percona-operator-for-mysql/pxc/'),
  operator('mysql.oracle.com', ['InnoDBCluster'], 'https://dev.mysql.com/doc/mysql-operator/en/'),
  operator('k8s.mariadb.com', ['MariaDB', 'MaxScale'], 'https://github.com/mariadb-operator/mariadb-operator'),
  operator('cassandra.datastax.com', ['CassandraDatacenter'], 'https://docs.k8ssandra.io/'),
  operator('clickhouse.altinity.com', ['ClickHouseInstallation'], 'https://github.com/Altinity/clickhouse-operator'),
  operator('redis.redis.opstreelabs.in', undefined, 'https://redis-operator.opstree.dev/'),
  operator('databases.spotahome.com', ['RedisFailover'], 'https://github.com/spotahome/redis-operator'),
  operator('ceph.rook.io', undefined, 'https://rook.io/docs/rook/latest/CRDs/Cluster/ceph-cluster-crd/'),
  operator('jaegertracing.io', ['Jaeger'], 'https://www.jaegertracing.io/docs/latest/operator/'),
  operator(
    'opentelemetry.io',
    ['OpenTelemetryCollector'],
    'https://opentelemetry.io/docs/platforms/kubernetes/operator/',
  ),
  operator('k8s.keycloak.org', ['Keycloak'], 'https://www.keycloak.org/operator/basic-deployment'),
  operator('flink.apache.org', undefined, 'https://nightlies.apache.org/flink/flink-kubernetes-operator-docs-main/'),
  operator('sparkoperator.k8s.io', undefined, 'https://www.kubeflow.org/docs/components/spark-operator/'),
  operator('ray.io', undefined, 'https://docs.ray.io/en/latest/cluster/kubernetes/'),
  operator('kubeflow.org', undefined, 'https://www.kubeflow.org/docs/components/'),
  operator('batch.volcano.sh', ['Job'], 'https://volcano.sh/en/docs/vcjob/'),
  operator('jobset.x-k8s.io', ['JobSet'], 'https://jobset.sigs.k8s.io/docs/'),
  operator('leaderworkerset.x-k8s.io', ['LeaderWorkerSet'], 'https://lws.sigs.k8s.io/docs/'),
  operator('tekton.dev', ['TaskRun', 'PipelineRun'], 'https://tekton.dev/docs/pipelines/'),
  operator('agones.dev', ['Fleet', 'GameServer', 'GameServerSet'], 'https://agones.dev/site/docs/reference/'),
  operator('keda.sh', ['ScaledJob'], 'https://keda.sh/docs/latest/reference/scaledjob-spec/'),
];
