import type { ClusterView, Ingress, Reconciliation, Resource, Service } from '../../model/index.ts';
import { canonicalJson, compareText, isReady, parseAddress, put } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { controllersOf } from './controller.ts';
import { GatewayTable } from './table.ts';
import { controllersServing, whyUnserved } from './unserved.ts';

/**
 * The addresses that its controller writes into an Ingress's status: what `kubectl get ingress` shows as ADDRESS. Empty
 * where no controller takes the Ingress; `undefined` where what the controller writes is not modelled.
 *
 * ingress-nginx internal/ingress/status/status.go
 */
export function ingressAddresses(table: GatewayTable, ingress: Resource<Ingress>): readonly string[] | undefined {
  const [controller] = controllersServing(table, ingress);
  if (controller === undefined) return whyUnserved(table, ingress) === undefined ? undefined : [];
  const { known, flags } = controller;
  const published = publishedService(table.view, controller);
  if (known.routing !== 'ingress-nginx') {
    return published?.object.spec.type === 'LoadBalancer' ? loadBalancerAddresses(published.object.status) : undefined;
  }
  if (flags.get('update-status') === 'false') return [];
  const written = flags.get('publish-status-address') ?? '';
  if (written !== '') return unique(written.split(/,\s*/));
  if ((flags.get('publish-service') ?? '') !== '') {
    return published === undefined ? [] : unique(serviceAddresses(published.object));
  }
  return nodeAddresses(table, controller);
}

/** Writes the addresses into every Ingress, as the controllers do. Ingresses of controllers that are not modelled stay. */
export function publishIngressStatus(view: ClusterView): Reconciliation {
  const ingresses = view.list('Ingress');
  if (ingresses.length === 0) return { changes: [], diagnostics: [] };
  const table = new GatewayTable(view, controllersOf(view));
  const changes = ingresses.flatMap((ingress) => {
    const addresses = ingressAddresses(table, ingress);
    if (addresses === undefined) return [];
    const entries = addresses.map((address) =>
      parseAddress(address) === undefined ? { hostname: address } : { ip: address },
    );
    const before = ingress.object.status?.loadBalancer?.ingress ?? [];
    if (canonicalJson(before) === canonicalJson(entries)) return [];
    const loadBalancer = entries.length === 0 ? {} : { ingress: entries };
    return [put(ingress, { ...ingress.object, status: { loadBalancer } })];
  });
  return { changes, diagnostics: [] };
}

/** A name without a namespace is in the controller's own. */
function publishedService(view: ClusterView, { known, flags, pod }: Controller): Resource<Service> | undefined {
  const parts = (flags.get(known.flags.publishService ?? '') ?? '').split('/');
  const [namespace = '', name = ''] = parts.length === 1 ? [pod.ref.namespace, ...parts] : parts;
  return view.get('Service', name, namespace);
}

/** Of a Service without an address for the outside, the cluster IP is published. */
function serviceAddresses({ spec, status }: Service): readonly string[] {
  const externalIPs = spec.externalIPs ?? [];
  switch (spec.type) {
    case 'ExternalName':
      return [spec.externalName ?? ''];
    case 'NodePort':
      return externalIPs.length > 0 ? externalIPs : [spec.clusterIP ?? ''];
    case 'LoadBalancer':
      return [...loadBalancerAddresses(status), ...externalIPs];
    default:
      return [spec.clusterIP ?? ''];
  }
}

function loadBalancerAddresses(status: Service['status']): readonly string[] {
  return (status?.loadBalancer?.ingress ?? []).map(({ ip = '', hostname = '' }) => (ip === '' ? hostname : ip));
}

/** The nodes of the controller's ready pods: the ExternalIP, else the InternalIP (internal/k8s/main.go). */
function nodeAddresses({ view, controllers }: GatewayTable, controller: Controller): readonly string[] {
  const alike = controllers.filter(({ key, pod }) => key === controller.key && isReady(pod.object));
  return unique(
    alike.map(({ pod, flags }) => {
      const addresses = view.get('Node', pod.object.spec.nodeName ?? '')?.object.status?.addresses ?? [];
      const of = (type: string) => addresses.find((each) => each.type === type)?.address;
      const internal = of('InternalIP') ?? '';
      return flags.get('report-node-internal-ip-address') === 'true' ? internal : (of('ExternalIP') ?? internal);
    }),
  );
}

function unique(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.filter((address) => address !== ''))].toSorted(compareText);
}
