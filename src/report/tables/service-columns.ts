import type { EndpointPort, Endpoints, Service, SliceEndpoint } from '../../engine/model/index.ts';
import { formatLabels, formatSocket } from '../../engine/model/index.ts';
import { ageColumn, firstThree, type KindColumns, NONE, orNone } from './column.ts';
import { ingressAddresses } from './ingress-addresses.ts';

/**
 * serviceColumnDefinitions, endpointColumnDefinitions and endpointSliceColumnDefinitions in kubernetes
 * pkg/printers/internalversion/printers.go. Nothing is clipped, since the API server always makes wide tables.
 */
export const serviceColumns: KindColumns<'Service' | 'Endpoints' | 'EndpointSlice'> = {
  Service: [
    { name: 'TYPE', cell: ({ spec }) => spec.type },
    { name: 'CLUSTER-IP', cell: ({ spec }) => orNone(spec.clusterIPs?.[0] ?? spec.clusterIP) },
    { name: 'EXTERNAL-IP', cell: (service) => externalIP(service) },
    { name: 'PORT(S)', cell: (service) => portsText(service) },
    ageColumn,
    { name: 'SELECTOR', wide: true, cell: ({ spec }) => formatLabels(spec.selector) },
  ],
  Endpoints: [{ name: 'ENDPOINTS', cell: (endpoints) => endpointsText(endpoints) }, ageColumn],
  EndpointSlice: [
    { name: 'ADDRESSTYPE', cell: ({ addressType }) => addressType },
    { name: 'PORTS', cell: ({ ports }) => orUnset(firstThree((ports ?? []).map(slicePort))) },
    { name: 'ENDPOINTS', cell: ({ endpoints }) => orUnset(firstThree(endpoints.flatMap(addressesOf))) },
    ageColumn,
  ],
};

function externalIP({ spec, status }: Service): string {
  const externalIPs = spec.externalIPs ?? [];
  if (spec.type === 'ExternalName') return spec.externalName ?? '';
  if (spec.type !== 'LoadBalancer') return orNone(externalIPs.join(','));
  const addresses = [...ingressAddresses(status?.loadBalancer?.ingress), ...externalIPs];
  return addresses.length === 0 ? '<pending>' : addresses.join(',');
}

function portsText({ spec }: Service): string {
  const ports = (spec.ports ?? []).map(({ port, nodePort = 0, protocol }) =>
    nodePort > 0 ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  );
  return orNone(ports.join(','));
}

/** Subsets that hold no ready address print nothing, where no subset at all prints `<none>` (formatEndpoints). */
function endpointsText({ subsets = [] }: Endpoints): string {
  if (subsets.length === 0) return NONE;
  const sockets = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port }) => addresses.map(({ ip }) => formatSocket(ip, port))),
  );
  return firstThree(sockets);
}

function slicePort({ port, name }: EndpointPort): string {
  return port === undefined ? name : `${port}`;
}

function addressesOf({ addresses }: SliceEndpoint): readonly string[] {
  return addresses;
}

function orUnset(text: string): string {
  return text === '' ? '<unset>' : text;
}
