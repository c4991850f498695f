import type { ClusterSpec, Resource } from '../model/index.ts';
import { builtin } from './builtin-object.ts';

const NAMESPACE = 'ingress-nginx';
const NAME = 'ingress-nginx-controller';
const LABELS = { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' };
const PORTS = [
  { name: 'http', port: 80 },
  { name: 'https', port: 443 },
];

/**
 * ingress-nginx as its own manifests install it, without the admission webhook: in a cluster with load balancers behind
 * one of them (`deploy/static/provider/cloud`), on a single node at the node's own ports 80 and 443 (minikube's add-on,
 * `provider/kind`), elsewhere at a node port (`provider/baremetal`).
 *
 * https://kubernetes.github.io/ingress-nginx/deploy/
 */
export function ingressController(spec: ClusterSpec): readonly Resource[] {
  const balanced = !['none', 'localhost'].includes(String(spec.network.loadBalancer));
  const atHost = !balanced && spec.nodes.length === 1 && spec.network.hostPorts;
  const container = {
    name: 'controller',
    image: 'registry.k8s.io/ingress-nginx/controller:v1.13.3',
    args: [
      '/nginx-ingress-controller',
      '--controller-class=k8s.io/ingress-nginx',
      '--ingress-class=nginx',
      ...(balanced ? [`--publish-service=${NAMESPACE}/${NAME}`] : []),
    ],
    ports: PORTS.map(({ name, port }) => ({
      name,
      containerPort: port,
      protocol: 'TCP',
      ...(atHost ? { hostPort: port } : {}),
    })),
  };
  const template = { metadata: { labels: LABELS }, spec: { containers: [container], nodeSelector: LINUX } };
  return [
    builtin('networking.k8s.io/v1', 'IngressClass', 'nginx', undefined, {
      labels: LABELS,
      rest: { spec: { controller: 'k8s.io/ingress-nginx' } },
    }),
    builtin('apps/v1', 'Deployment', NAME, NAMESPACE, {
      labels: LABELS,
      rest: { spec: { replicas: 1, selector: { matchLabels: LABELS }, template } },
    }),
    builtin('v1', 'Service', NAME, NAMESPACE, {
      labels: LABELS,
      rest: {
        spec: {
          type: balanced ? 'LoadBalancer' : 'NodePort',
          ...(balanced ? { externalTrafficPolicy: 'Local' } : {}),
          selector: LABELS,
          ports: PORTS.map(({ name, port }) => ({ name, port, protocol: 'TCP', targetPort: name })),
        },
      },
    }),
  ];
}

const LINUX = { 'kubernetes.io/os': 'linux' };
