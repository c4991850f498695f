import type { FieldPath } from '../../model/index.ts';
import type { Fields } from './fields.ts';
import { eachWithin, fieldsOf, preset, without } from './fields.ts';

const HOSTNAME = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

/**
 * EndpointSlices before v1: node and zone stood in `topology`. The server itself moves only the zone
 * (pkg/apis/discovery/v1beta1/conversion.go); the node is moved too, since kube-proxy read it there.
 */
export function convertEndpointSlice(object: Fields): Fields {
  return eachWithin(object, 'endpoints', (endpoint) => {
    if (endpoint['topology'] === undefined) return endpoint;
    const topology = fieldsOf(endpoint['topology']);
    const { [HOSTNAME]: nodeName, [ZONE]: zone, ...others } = topology;
    const moved = { ...(nodeName !== undefined && { nodeName }), ...(zone !== undefined && { zone }) };
    const kept = Object.keys(others).length > 0 ? { deprecatedTopology: others } : {};
    return { ...preset(without(endpoint, 'topology'), moved), ...kept };
  });
}

/** Where a field of the converted slice was written; a node's name may have been written in its own place as well. */
export function writtenSlicePath(path: FieldPath): FieldPath {
  const [list, index, field, ...rest] = path;
  if (list !== 'endpoints' || index === undefined) return path;
  if (field === 'zone') return [list, index, 'topology', ZONE];
  if (field === 'deprecatedTopology') return [list, index, 'topology', ...rest];
  return path;
}
