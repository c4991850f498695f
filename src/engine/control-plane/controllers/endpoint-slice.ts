import type { Change, ClusterView, Diagnostic, EndpointSlice, Family, Resource, Service } from '../../model/index.ts';
import { canonicalJson, isHeadless, qualifiedName, SERVICE_NAME_LABEL } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import type { EndpointGroup } from './endpoint-groups.ts';
import { endpointGroups, usesTopologyMode } from './endpoint-groups.ts';
import { generatedName } from './generated-names.ts';
import { keepSlices, MANAGED_BY_LABEL } from './keep-slices.ts';
import type { SelectedPods } from './service-endpoints.ts';
import { familiesOf, HEADLESS_LABEL, selectingServices } from './service-endpoints.ts';
import { derived } from './writing.ts';

const NAME = 'endpointslice-controller';
const MAX_ENDPOINTS = 100;

const MANAGER = 'endpointslice-controller.k8s.io';

/**
 * Keeps the EndpointSlices of the Services that have a selector (kubernetes staging/src/k8s.io/endpointslice).
 *
 * The real controller fills up slices that exist; here a slice's name and place follow from the Service, the ports and
 * the number of the slice alone.
 */
export const endpointSliceController: Controller = {
  name: NAME,
  reconcile(view) {
    const services = selectingServices(view);
    return {
      changes: services.flatMap((selected) => reconcileSlices(view, selected)),
      diagnostics: services.flatMap(({ service }) => topologyDiagnostic(view, service)),
    };
  },
};

function reconcileSlices(view: ClusterView, selected: SelectedPods): readonly Change[] {
  const { service } = selected;
  const wanted = familiesOf(view, service.object).flatMap((family) => slicesFor(view, selected, family));
  return keepSlices(view, { service: service.ref, manager: MANAGER }, wanted);
}

/** A Service without any endpoint of the family has one slice that is empty. */
function slicesFor(view: ClusterView, selected: SelectedPods, family: Family): readonly Resource<EndpointSlice>[] {
  const groups = endpointGroups(view, selected, family);
  if (groups.length === 0) return [sliceOf(selected.service, family, { ports: [], endpoints: [] }, 0)];
  return groups.flatMap(({ ports, endpoints }) =>
    Array.from({ length: Math.ceil(endpoints.length / MAX_ENDPOINTS) }, (_, index) => {
      const part = endpoints.slice(index * MAX_ENDPOINTS, (index + 1) * MAX_ENDPOINTS);
      return sliceOf(selected.service, family, { ports, endpoints: part }, index);
    }),
  );
}

function sliceOf(
  service: Resource<Service>,
  family: Family,
  group: EndpointGroup,
  index: number,
): Resource<EndpointSlice> {
  const { ref, object } = service;
  const seed = `${qualifiedName(ref)}/${family}/${canonicalJson(group.ports)}/${index}`;
  const { [HEADLESS_LABEL]: _reserved, ...labels } = object.metadata.labels ?? {};
  return derived(NAME, service, {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: generatedName(ref.name, seed),
      generateName: `${ref.name}-`,
      labels: {
        ...labels,
        ...(isHeadless(object) && { [HEADLESS_LABEL]: '' }),
        [SERVICE_NAME_LABEL]: ref.name,
        [MANAGED_BY_LABEL]: MANAGER,
      },
    },
    addressType: family === 6 ? 'IPv6' : 'IPv4',
    ports: group.ports,
    endpoints: group.endpoints,
  });
}

function topologyDiagnostic(view: ClusterView, service: Resource<Service>): readonly Diagnostic[] {
  const annotation = usesTopologyMode(service.object);
  if (annotation === undefined) return [];
  const at = view.locate(service.ref, ['metadata', 'annotations', annotation]);
  return [
    {
      code: 'topology-mode-ignored',
      severity: 'note',
      message: `Service ${qualifiedName(service.ref)}: hints in proportion to the CPUs of the zones are not modelled, so every node uses every endpoint`,
      hint: 'spec.trafficDistribution says the same in a way that can be predicted',
      about: service.ref,
      ...(at !== undefined && { at }),
    },
  ];
}
