import type { ClusterView, FieldPath, ObjectRef, Resource } from '../../engine/model/index.ts';
import { apiServersWithRoute, isObject, SERVICE_NAME_LABEL, valueAt } from '../../engine/model/index.ts';
import type { PolicyPeer } from '../../engine/network/policy/index.ts';

/** A port of a Service that the API server opens connections to, with the object and field that make it do so. */
export interface ApiServerCall {
  readonly caller: ObjectRef;
  readonly path: FieldPath;
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
}

/** Where an object names a Service; `list` holds several of them. */
interface Place {
  readonly kind: string;
  readonly list?: FieldPath;
  readonly service: FieldPath;
}

const WEBHOOKS = { list: ['webhooks'], service: ['clientConfig', 'service'] };

/** kubernetes staging/src/k8s.io/api/admissionregistration/v1, kube-aggregator and apiextensions-apiserver. */
const PLACES: readonly Place[] = [
  { kind: 'ValidatingWebhookConfiguration', ...WEBHOOKS },
  { kind: 'MutatingWebhookConfiguration', ...WEBHOOKS },
  { kind: 'APIService', service: ['spec', 'service'] },
  { kind: 'CustomResourceDefinition', service: ['spec', 'conversion', 'webhook', 'clientConfig', 'service'] },
];

/** What all objects of the cluster make the API server call. */
export function apiServerCalls(view: ClusterView): readonly ApiServerCall[] {
  return PLACES.flatMap((place) => view.listAny(place.kind).flatMap((resource) => callsOf(resource, place)));
}

function callsOf({ ref, object }: Resource, { list, service }: Place): readonly ApiServerCall[] {
  const entries = list === undefined ? undefined : valueAt(object, list);
  const prefixes = Array.isArray(entries) ? entries.map((_, index) => [...(list ?? []), index]) : [[]];
  return (list === undefined || Array.isArray(entries) ? prefixes : []).flatMap((prefix): readonly ApiServerCall[] => {
    const path = [...prefix, ...service];
    const target = valueAt(object, path);
    if (!isObject(target) || typeof target['name'] !== 'string' || typeof target['namespace'] !== 'string') return [];
    // What every one of these fields defaults to.
    const port = typeof target['port'] === 'number' ? target['port'] : 443;
    return [{ caller: ref, path, namespace: target['namespace'], service: target['name'], port }];
  });
}

/**
 * The API servers as policies see them: the nodes that they run on, or their addresses outside. None where nobody knows how
 * they come to pods: outside, without a route to pods.
 */
export function apiServerPeers(view: ClusterView): readonly PolicyPeer[] {
  const { apiServer, nodes } = view.spec;
  if (apiServer.addresses.length > 0) {
    return apiServersWithRoute(view.spec).map((ip) => ({ kind: 'external', ip }));
  }
  const slices = view.labelled('EndpointSlice', 'default', { [SERVICE_NAME_LABEL]: 'kubernetes' });
  const endpoints = slices.flatMap(({ object }) => object.endpoints.flatMap(({ addresses }) => addresses));
  return nodes.flatMap(({ name, addresses }): readonly PolicyPeer[] => {
    const ip = addresses.find((address) => endpoints.includes(address));
    return ip === undefined ? [] : [{ kind: 'node', node: name, ip }];
  });
}
