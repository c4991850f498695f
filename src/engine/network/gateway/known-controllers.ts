/**
 * An ingress controller that Curlew recognises by the image of its pods.
 *
 * `routing` says how far its answers are modelled: `ingress-nginx` follows that controller's own code, `specification`
 * answers what the Ingress API lays down, and `unknown` where the API leaves room.
 */
export interface KnownController {
  readonly name: string;
  /** Repositories, without registry host and tag. */
  readonly images: readonly string[];
  /** The `spec.controller` of the IngressClasses that it takes. */
  readonly controller: string;
  /** The value of the annotation `kubernetes.io/ingress.class` that it takes, where it takes one by default. */
  readonly annotation?: string;
  readonly routing: 'ingress-nginx' | 'specification';
  /** What its own annotations start with. */
  readonly annotations: string;
  /** What becomes of an Ingress that names no class. */
  readonly withoutClass: 'served' | 'ignored' | 'unknown';
  /** Whether `annotation` is also the only class name that it takes. */
  readonly byClassName: boolean;
  /** A flag without which it routes no Ingress at all. */
  readonly neededFlag?: string;
  readonly flags: ControllerFlags;
  readonly http: PortSetting;
  readonly https: PortSetting;
}

/** The names of the flags that set the same things for each controller, without dashes, in lower case. */
export interface ControllerFlags {
  readonly controllerClass?: string;
  readonly ingressClass?: string;
  readonly watchNamespace?: string;
  /** `namespace/name` of the Service whose addresses Ingresses get. */
  readonly publishService?: string;
}

/** Where a controller listens: its flag says so, else a container port of one of the names, else the default. */
export interface PortSetting {
  readonly flag?: string;
  readonly portNames: readonly string[];
  readonly fallback: number;
}

/** The controllers that pods are recognised as; a new one is an entry here. */
export const knownControllers: readonly KnownController[] = [
  {
    // https://kubernetes.github.io/ingress-nginx/user-guide/cli-arguments/
    name: 'ingress-nginx',
    images: [
      'ingress-nginx/controller',
      'ingress-nginx/controller-chroot',
      'kubernetes-ingress-controller/nginx-ingress-controller',
      'rancher/nginx-ingress-controller',
    ],
    controller: 'k8s.io/ingress-nginx',
    annotation: 'nginx',
    routing: 'ingress-nginx',
    annotations: 'nginx.ingress.kubernetes.io/',
    withoutClass: 'ignored',
    byClassName: false,
    flags: {
      controllerClass: 'controller-class',
      ingressClass: 'ingress-class',
      watchNamespace: 'watch-namespace',
      publishService: 'publish-service',
    },
    http: { flag: 'http-port', portNames: ['http'], fallback: 80 },
    https: { flag: 'https-port', portNames: ['https'], fallback: 443 },
  },
  {
    // traefik pkg/provider/kubernetes/ingress/kubernetes.go, shouldProcessIngress
    name: 'traefik',
    images: ['traefik', 'rancher/mirrored-library-traefik'],
    controller: 'traefik.io/ingress-controller',
    annotation: 'traefik',
    routing: 'specification',
    annotations: 'traefik.ingress.kubernetes.io/',
    withoutClass: 'served',
    byClassName: false,
    neededFlag: 'providers.kubernetesingress',
    flags: {
      ingressClass: 'providers.kubernetesingress.ingressclass',
      publishService: 'providers.kubernetesingress.ingressendpoint.publishedservice',
    },
    http: { flag: 'entrypoints.web.address', portNames: ['web', 'http'], fallback: 80 },
    https: { flag: 'entrypoints.websecure.address', portNames: ['websecure', 'https'], fallback: 443 },
  },
  {
    // https://www.haproxy.com/documentation/kubernetes-ingress/community/configuration-reference/ingress/
    name: 'HAProxy Kubernetes Ingress Controller',
    images: ['haproxytech/kubernetes-ingress'],
    controller: 'haproxy.org/ingress-controller',
    routing: 'specification',
    annotations: 'haproxy.org/',
    withoutClass: 'unknown',
    byClassName: false,
    flags: { ingressClass: 'ingress.class', publishService: 'publish-service' },
    http: { flag: 'http-bind-port', portNames: ['http'], fallback: 8080 },
    https: { flag: 'https-bind-port', portNames: ['https'], fallback: 8443 },
  },
  {
    // https://haproxy-ingress.github.io/docs/configuration/command-line/
    name: 'HAProxy Ingress',
    images: ['jcmoraisjr/haproxy-ingress'],
    controller: 'haproxy-ingress.github.io/controller',
    annotation: 'haproxy',
    routing: 'specification',
    annotations: 'haproxy-ingress.github.io/',
    withoutClass: 'ignored',
    byClassName: false,
    flags: {
      ingressClass: 'ingress-class',
      watchNamespace: 'watch-namespace',
      publishService: 'publish-service',
    },
    http: { portNames: ['http'], fallback: 80 },
    https: { portNames: ['https'], fallback: 443 },
  },
  {
    // https://docs.nginx.com/nginx-ingress-controller/configuration/global-configuration/command-line-arguments/
    name: 'NGINX Ingress Controller',
    images: ['nginx/nginx-ingress', 'nginxinc/nginx-ingress'],
    controller: 'nginx.org/ingress-controller',
    annotation: 'nginx',
    routing: 'specification',
    annotations: 'nginx.org/',
    withoutClass: 'unknown',
    byClassName: true,
    flags: { ingressClass: 'ingress-class', watchNamespace: 'watch-namespace', publishService: 'external-service' },
    http: { portNames: ['http'], fallback: 80 },
    https: { portNames: ['https'], fallback: 443 },
  },
];
