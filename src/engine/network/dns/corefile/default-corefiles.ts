import type { CorefileAuthor, DnsSpec } from '../../../model/index.ts';

/** The Corefile that whoever installs the cluster writes. */
export function defaultCorefile(dns: DnsSpec): string {
  return COREFILES[dns.corefile](dns);
}

const COREFILES: Readonly<Record<CorefileAuthor, (dns: DnsSpec) => string>> = {
  kubeadm,
  eks,
  aks,
  k3s,
  rke2,
  openshift,
};

/** kubernetes cmd/kubeadm/app/phases/addons/dns/manifests.go. */
function kubeadm({ domain, pods, targetPort }: DnsSpec): string {
  return `.:${targetPort} {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes ${domain} in-addr.arpa ip6.arpa {
       pods ${pods}
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success ${domain}
       disable denial ${domain}
    }
    loop
    reload
    loadbalance
}
`;
}

/** https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html; its records have the plugin's own TTL. */
function eks({ domain, pods, targetPort }: DnsSpec): string {
  return `.:${targetPort} {
    errors
    health {
        lameduck 5s
    }
    ready
    kubernetes ${domain} in-addr.arpa ip6.arpa {
        pods ${pods}
        fallthrough in-addr.arpa ip6.arpa
    }
    prometheus :9153
    forward . /etc/resolv.conf
    cache 30
    loop
    reload
    loadbalance
}
`;
}

/** https://learn.microsoft.com/azure/aks/coredns-custom. */
function aks({ domain, pods, targetPort }: DnsSpec): string {
  return `.:${targetPort} {
    errors
    ready
    health {
      lameduck 5s
    }
    kubernetes ${domain} in-addr.arpa ip6.arpa {
      pods ${pods}
      fallthrough in-addr.arpa ip6.arpa
      ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf
    cache 30
    loop
    reload
    loadbalance
    import custom/*.override
}
import custom/*.server
`;
}

/** k3s manifests/coredns.yaml. NodeHosts is a file of the machines' names. */
function k3s({ domain, pods, targetPort }: DnsSpec): string {
  return `.:${targetPort} {
    errors
    health
    ready
    kubernetes ${domain} in-addr.arpa ip6.arpa {
      pods ${pods}
      fallthrough in-addr.arpa ip6.arpa
    }
    hosts /etc/coredns/NodeHosts {
      ttl 60
      reload 15s
      fallthrough
    }
    prometheus :9153
    cache 30
    loop
    reload
    loadbalance
    import /etc/coredns/custom/*.override
    forward . /etc/resolv.conf
}
import /etc/coredns/custom/*.server
`;
}

/** rancher/rke2-charts charts/rke2-coredns values.yaml. */
function rke2({ domain, pods, targetPort }: DnsSpec): string {
  return `.:${targetPort} {
    errors
    health {
        lameduck 10s
    }
    ready
    kubernetes ${domain} in-addr.arpa ip6.arpa {
        pods ${pods}
        fallthrough in-addr.arpa ip6.arpa
        ttl 30
    }
    prometheus 0.0.0.0:9153
    forward . /etc/resolv.conf
    cache 30
    loop
    reload
    loadbalance
}
`;
}

/** openshift/cluster-dns-operator pkg/operator/controller/controller_dns_configmap.go. */
function openshift({ domain, pods, targetPort }: DnsSpec): string {
  return `.:${targetPort} {
    bufsize 1232
    errors
    log . {
        class error
    }
    health {
        lameduck 20s
    }
    ready
    kubernetes ${domain} in-addr.arpa ip6.arpa {
        pods ${pods}
        fallthrough in-addr.arpa ip6.arpa
    }
    prometheus 127.0.0.1:9153
    forward . /etc/resolv.conf {
        policy sequential
    }
    cache 900 {
        denial 9984 30
    }
    reload
}
hostname.bind:${targetPort} {
    chaos
}
`;
}
