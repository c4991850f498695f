import type { ForeignKind } from '../foreign-kind.ts';

const GATEWAY_API = 'https://gateway-api.sigs.k8s.io/api-types/httproute/';

/** What brings requests from outside to Services, beside Service types and Ingresses. */
export const waysIn: readonly ForeignKind[] = [
  {
    // Each of their routes says where it leads.
    group: 'gateway.networking.k8s.io',
    kinds: ['Gateway', 'ListenerSet'],
    effect: 'leads-in',
    services: 'none',
    source: 'https://gateway-api.sigs.k8s.io/api-types/gateway/',
  },
  {
    group: 'gateway.networking.k8s.io',
    kinds: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
    effect: 'leads-in',
    services: [['spec', 'rules', '*', 'backendRefs', '*']],
    source: GATEWAY_API,
  },
  { group: 'gateway.networking.k8s.io', effect: 'none', source: GATEWAY_API },
  {
    group: 'networking.istio.io',
    kinds: ['Gateway'],
    effect: 'leads-in',
    services: 'none',
    source: 'https://istio.io/latest/docs/reference/config/networking/gateway/',
  },
  {
    group: 'networking.istio.io',
    kinds: ['VirtualService'],
    effect: 'leads-in',
    services: [
      ['spec', 'http', '*', 'route', '*', 'destination', 'host'],
      ['spec', 'tcp', '*', 'route', '*', 'destination', 'host'],
      ['spec', 'tls', '*', 'route', '*', 'destination', 'host'],
    ],
    source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
  },
  ...['traefik.io', 'traefik.containo.us'].flatMap((group): readonly ForeignKind[] => [
    {
      group,
      kinds: ['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP'],
      effect: 'leads-in',
      services: [['spec', 'routes', '*', 'services', '*']],
      source: 'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/',
    },
    {
      group,
      kinds: ['TraefikService'],
      effect: 'leads-in',
      services: [
        ['spec', 'weighted', 'services', '*'],
        ['spec', 'mirroring'],
      ],
      source: 'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/traefikservice/',
    },
    { group, effect: 'none', source: 'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/' },
  ]),
  {
    group: 'projectcontour.io',
    kinds: ['HTTPProxy'],
    effect: 'leads-in',
    services: [
      ['spec', 'routes', '*', 'services', '*'],
      ['spec', 'tcpproxy', 'services', '*'],
    ],
    source: 'https://projectcontour.io/docs/main/config/api/#projectcontour.io/v1.HTTPProxy',
  },
  {
    group: 'route.openshift.io',
    kinds: ['Route'],
    effect: 'leads-in',
    services: [
      ['spec', 'to'],
      ['spec', 'alternateBackends', '*'],
    ],
    source:
      'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/network_apis/route-route-openshift-io-v1',
  },
  {
    group: 'k8s.nginx.org',
    kinds: ['VirtualServer', 'VirtualServerRoute', 'TransportServer'],
    effect: 'leads-in',
    services: [['spec', 'upstreams', '*', 'service']],
    source:
      'https://docs.nginx.com/nginx-ingress-controller/configuration/virtualserver-and-virtualserverroute-resources/',
  },
  {
    group: 'configuration.konghq.com',
    kinds: ['TCPIngress', 'UDPIngress'],
    effect: 'leads-in',
    source: 'https://developer.konghq.com/kubernetes-ingress-controller/reference/custom-resources/',
  },
  {
    group: 'configuration.konghq.com',
    effect: 'none',
    source: 'https://developer.konghq.com/kubernetes-ingress-controller/reference/custom-resources/',
  },
  {
    group: 'getambassador.io',
    kinds: ['Mapping', 'TCPMapping'],
    effect: 'leads-in',
    source: 'https://emissary-ingress.dev/docs/3.10/topics/using/mappings/',
  },
  {
    group: 'apisix.apache.org',
    kinds: ['ApisixRoute'],
    effect: 'leads-in',
    services: [
      ['spec', 'http', '*', 'backends', '*', 'serviceName'],
      ['spec', 'stream', '*', 'backend', 'serviceName'],
    ],
    source: 'https://apisix.apache.org/docs/ingress-controller/concepts/apisix_route/',
  },
  {
    group: 'elbv2.k8s.aws',
    kinds: ['TargetGroupBinding'],
    effect: 'leads-in',
    services: [['spec', 'serviceRef']],
    source: 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/spec/',
  },
  {
    group: 'elbv2.k8s.aws',
    effect: 'none',
    source: 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/ingress_class/',
  },
  {
    group: 'networking.gke.io',
    kinds: ['MultiClusterIngress', 'MultiClusterService'],
    effect: 'leads-in',
    source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/multi-cluster-ingress',
  },
  {
    group: 'networking.gke.io',
    effect: 'none',
    source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration',
  },
  ...['multicluster.x-k8s.io', 'net.gke.io'].map(
    (group): ForeignKind => ({
      group,
      kinds: ['ServiceExport'],
      effect: 'leads-in',
      services: [['metadata']],
      source: 'https://multicluster.sigs.k8s.io/concepts/multicluster-services-api/',
    }),
  ),
];
