import type { ClusterSpec, DnsSpec, Labels, Resource } from '../model/index.ts';
import { coreDnsName } from '../model/index.ts';
import { builtin } from './builtin-object.ts';

/**
 * The DNS add-on as whoever installs the cluster has it: two pods of CoreDNS, on OpenShift one on every node, or the
 * replication controller of the years before CoreDNS. Cloud DNS answers outside the cluster, and has no object in it.
 */
export function dnsObjects({ dns }: ClusterSpec): readonly Resource[] {
  switch (dns.implementation) {
    case 'coredns':
      return [dnsService(dns), coreDns(dns)];
    case 'kube-dns':
      return [dnsService(dns), kubeDns(dns)];
    case 'cloud-dns':
      return [];
  }
}

function dnsService({ name, namespace, labels, serviceIP, targetPort }: DnsSpec): Resource {
  return builtin('v1', 'Service', name, namespace, {
    labels: { ...labels, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'KubeDNS' },
    rest: {
      spec: {
        type: 'ClusterIP',
        clusterIP: serviceIP,
        selector: labels,
        ports: [
          { name: 'dns', port: 53, protocol: 'UDP', targetPort },
          { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort },
        ],
        sessionAffinity: 'None',
        internalTrafficPolicy: 'Cluster',
      },
    },
  });
}

function coreDns(dns: DnsSpec): Resource {
  const { namespace, labels } = dns;
  const name = coreDnsName(dns);
  const metrics = { name: 'metrics', containerPort: 9153, protocol: 'TCP' };
  const image = 'registry.k8s.io/coredns/coredns:v1.12.1';
  const containers = [{ name: 'coredns', image, ports: [...portsOf(dns), metrics] }];
  const selector = { matchLabels: labels };
  if (dns.corefile === 'openshift') {
    const template = templateOf(labels, containers, [{ operator: 'Exists' }]);
    return builtin('apps/v1', 'DaemonSet', name, namespace, { labels, rest: { spec: { selector, template } } });
  }
  const template = templateOf(labels, containers);
  return builtin('apps/v1', 'Deployment', name, namespace, {
    labels,
    rest: { spec: { replicas: 2, selector, template } },
  });
}

function kubeDns(dns: DnsSpec): Resource {
  const { name, namespace, labels } = dns;
  const containers = [
    { name: 'kubedns', image: 'gcr.io/google_containers/kubedns-amd64:1.8' },
    { name: 'dnsmasq', image: 'gcr.io/google_containers/kube-dnsmasq-amd64:1.4', ports: portsOf(dns) },
    { name: 'healthz', image: 'gcr.io/google_containers/exechealthz-amd64:1.2', ports: [{ containerPort: 8080 }] },
  ];
  return builtin('v1', 'ReplicationController', `${name}-v20`, namespace, {
    labels: { ...labels, version: 'v20' },
    rest: { spec: { replicas: 1, selector: labels, template: templateOf(labels, containers) } },
  });
}

function portsOf({ targetPort }: DnsSpec): readonly unknown[] {
  return [
    { name: 'dns', containerPort: targetPort, protocol: 'UDP' },
    { name: 'dns-tcp', containerPort: targetPort, protocol: 'TCP' },
  ];
}

const TOLERATIONS: readonly unknown[] = [
  { key: 'CriticalAddonsOnly', operator: 'Exists' },
  { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
];

function templateOf(labels: Labels, containers: readonly unknown[], tolerations = TOLERATIONS): unknown {
  return {
    metadata: { labels },
    spec: {
      containers,
      dnsPolicy: 'Default',
      restartPolicy: 'Always',
      priorityClassName: 'system-cluster-critical',
      tolerations,
    },
  };
}
