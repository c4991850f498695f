import type { Considered, EndpointSlice, Resource } from '../../model/index.ts';
import { qualifiedName, SERVICE_NAME_LABEL } from '../../model/index.ts';
import type { MissingEndpoints } from './missing-endpoints.ts';
import type { ProxiedPort } from './proxied-port.ts';
import type { ServiceTable } from './table.ts';

/** Says why a Service without a selector has no endpoints: somebody has to write them, and in a way that fits. */
export function explainManualEndpoints(table: ServiceTable, port: ProxiedPort): MissingEndpoints {
  const slices = table.slices(port);
  if (slices.length === 0) return nobodyWroteThem(table, port);
  const considered = slices.map(
    (slice): Considered => ({
      rule: table.rule(slice.ref, [mismatchedField(slice, port)]),
      mismatch: `EndpointSlice ${qualifiedName(slice.ref)} ${mismatchOf(slice, port)}`,
    }),
  );
  return {
    why: `it has no selector, and ${considered[0]?.mismatch ?? ''}`,
    path: ['spec', 'ports', port.index],
    considered,
  };
}

function nobodyWroteThem(table: ServiceTable, port: ProxiedPort): MissingEndpoints {
  const { name, namespace } = port.service.ref;
  const endpoints = table.view.get('Endpoints', name, namespace);
  const path = ['spec'];
  if (endpoints !== undefined) {
    const mismatch = `Endpoints ${namespace}/${name} is mirrored to no EndpointSlice`;
    const considered = [{ rule: table.rule(endpoints.ref, []), mismatch }];
    return { why: `it has no selector, and ${mismatch}`, path, considered };
  }
  return {
    why: `it has no selector, and no EndpointSlice has the label ${SERVICE_NAME_LABEL}=${name}`,
    path,
    considered: table.view
      .list('EndpointSlice', namespace)
      .filter((slice) => isOrphan(table, slice))
      .map((slice) => ({
        rule: table.rule(slice.ref, ['metadata', 'labels', SERVICE_NAME_LABEL]),
        mismatch: `EndpointSlice ${qualifiedName(slice.ref)} has ${labelText(slice)}`,
      })),
  };
}

/** Reports whether a slice belongs to no Service that there is. */
function isOrphan({ view }: ServiceTable, slice: Resource<EndpointSlice>): boolean {
  const owner = slice.object.metadata.labels?.[SERVICE_NAME_LABEL];
  return owner === undefined || view.get('Service', owner, slice.ref.namespace) === undefined;
}

function labelText({ object }: Resource<EndpointSlice>): string {
  const owner = object.metadata.labels?.[SERVICE_NAME_LABEL];
  return owner === undefined
    ? `no label ${SERVICE_NAME_LABEL}`
    : `${SERVICE_NAME_LABEL}=${owner}, and no Service has that name`;
}

type SliceField = 'addressType' | 'ports' | 'endpoints';

function mismatchedField({ object }: Resource<EndpointSlice>, port: ProxiedPort): SliceField {
  if (object.addressType !== `IPv${port.family}`) return 'addressType';
  return hasPort(object, port) ? 'endpoints' : 'ports';
}

function mismatchOf(slice: Resource<EndpointSlice>, port: ProxiedPort): string {
  const { addressType, ports = [], endpoints } = slice.object;
  switch (mismatchedField(slice, port)) {
    case 'addressType':
      return `holds ${addressType} addresses, not IPv${port.family}`;
    case 'ports': {
      const names = ports.map(({ name, protocol }) => portName(name, protocol)).join(', ');
      return `has no ${portName(port.name, port.protocol)}, only ${names === '' ? 'none at all' : names}`;
    }
    case 'endpoints':
      return endpoints.length === 0 ? 'holds no endpoints' : 'holds no endpoint that is ready';
  }
}

function hasPort({ ports = [] }: EndpointSlice, port: ProxiedPort): boolean {
  return ports.some(({ name, protocol }) => name === port.name && protocol === port.protocol);
}

function portName(name: string, protocol: string): string {
  return name === '' ? `unnamed ${protocol} port` : `${protocol} port named ${name}`;
}
