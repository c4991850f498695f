import type { Change, ClusterView, Endpoints, Family, Labels, Pod, Resource, Service } from '../../model/index.ts';
import { formatRef, isHeadless, isReady, isTerminating, stableUid } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import type { AddressedPorts } from './endpoint-subsets.ts';
import { repackSubsets, truncateSubsets } from './endpoint-subsets.ts';
import type { ResolvedPort, SelectedPods } from './service-endpoints.ts';
import {
  addressesOf,
  byPorts,
  familiesOf,
  HEADLESS_LABEL,
  hostnameIn,
  selectingServices,
} from './service-endpoints.ts';
import { putChanged, uidOf } from './writing.ts';

const NAME = 'endpoints-controller';
const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';
const MANAGED_BY = { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' };

/**
 * Keeps the older Endpoints objects beside the EndpointSlices, in the Service's primary family alone (kubernetes
 * pkg/controller/endpoint/endpoints_controller.go). Nothing in a cluster routes by them any more.
 */
export const endpointsController: Controller = {
  name: NAME,
  reconcile: (view) => ({
    changes: [...selectingServices(view).flatMap((each) => reconcileEndpoints(view, each)), ...leftovers(view)],
    diagnostics: [],
  }),
};

function reconcileEndpoints(view: ClusterView, selected: SelectedPods): readonly Change[] {
  const { ref, object } = selected.service;
  const existing = view.get('Endpoints', ref.name, ref.namespace);
  const full = repackSubsets(addressedPorts(view, selected));
  const subsets = truncateSubsets(full);
  const { [OVER_CAPACITY]: _before, ...annotations } = existing?.object.metadata.annotations ?? {};
  const wanted: Endpoints = {
    ...(existing?.object ?? { apiVersion: 'v1', kind: 'Endpoints' }),
    metadata: {
      ...(existing?.object.metadata ?? newMetadata(selected.service)),
      labels: labelsFor(object),
      annotations: subsets === full ? annotations : { ...annotations, [OVER_CAPACITY]: 'truncated' },
    },
    subsets,
  };
  if (existing !== undefined) return putChanged(existing, wanted);
  const resource = { ref: { ...ref, kind: 'Endpoints' }, object: wanted };
  return [{ kind: 'put', resource: { ...resource, origin: { kind: 'derived', by: NAME, owner: ref } } }];
}

/** Endpoints have no owner reference: their Service's name is the tie. */
function newMetadata({ ref, object }: Resource<Service>): Endpoints['metadata'] {
  const { name, namespace } = object.metadata;
  return { name, namespace, uid: stableUid(formatRef({ ...ref, kind: 'Endpoints' })) };
}

function labelsFor(service: Service): Labels {
  const { [HEADLESS_LABEL]: _reserved, ...labels } = service.metadata.labels ?? {};
  return { ...labels, ...MANAGED_BY, ...(isHeadless(service) && { [HEADLESS_LABEL]: '' }) };
}

/** Only a headless Service may have addresses without ports; Terminating pods stay only where unready ones are published. */
function addressedPorts(view: ClusterView, selected: SelectedPods): readonly AddressedPorts[] {
  const { service } = selected;
  const { ports: declared = [], publishNotReadyAddresses: publishes = false } = service.object.spec;
  const isPortless = declared.length === 0 && isHeadless(service.object);
  const [family = 4] = familiesOf(view, service.object);
  return byPorts(selected).flatMap(({ ports, pods }) => {
    if (ports.length === 0 && !isPortless) return [];
    const listed = pods.filter(({ object }) => publishes || !isTerminating(object));
    const members = listed.flatMap((pod) => membersOf(service, pod, family));
    return members.length === 0 ? [] : [{ ports: ports.map(endpointsPort), members }];
  });
}

function membersOf(service: Resource<Service>, pod: Resource<Pod>, family: Family): AddressedPorts['members'] {
  const { ref, object } = pod;
  const [ip] = addressesOf(object, family);
  if (ip === undefined) return [];
  const nodeName = object.spec.nodeName;
  const hostname = hostnameIn(service, object);
  const address = {
    ip,
    ...(hostname !== undefined && { hostname }),
    ...(nodeName !== undefined && { nodeName }),
    targetRef: { kind: 'Pod', namespace: ref.namespace, name: ref.name, uid: uidOf(pod) },
  };
  return [{ address, isReady: service.object.spec.publishNotReadyAddresses === true || isReady(object) }];
}

function endpointsPort({ port, number }: ResolvedPort): AddressedPorts['ports'][number] {
  const { name, protocol, appProtocol } = port;
  return {
    ...(name !== undefined && { name }),
    port: number,
    protocol,
    ...(appProtocol !== undefined && { appProtocol }),
  };
}

/** The Endpoints that this controller made for Services that are gone. */
function leftovers(view: ClusterView): readonly Change[] {
  return view
    .list('Endpoints')
    .filter(({ ref, origin }) => {
      return origin.kind === 'derived' && view.get('Service', ref.name, ref.namespace) === undefined;
    })
    .map(({ ref }) => ({ kind: 'delete', ref }));
}
