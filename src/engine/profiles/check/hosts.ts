import type { ClusterSpec, FieldPath } from '../../model/index.ts';
import { contains, formatAddress, formatCidr, parseAddress, readPort } from '../../model/index.ts';
import type { ClusterProblem } from '../problem.ts';
import { checkAddress } from './cidrs.ts';
import { isSubdomain } from './formats.ts';
import { clusterRanges } from './node-addresses.ts';

/**
 * Checks the machines outside the cluster: names and addresses of their own, and not from the cluster's ranges. A name
 * may stand for a node, as that of a website does; what listens there is the node's business.
 */
export function* checkExternalHosts(spec: ClusterSpec): Generator<ClusterProblem> {
  const ranges = clusterRanges(spec);
  const nodes = new Map(spec.nodes.flatMap(({ name, addresses }) => addresses.map((text) => [canonical(text), name])));
  for (const [index, { name, addresses, listens = [] }] of spec.externalHosts.entries()) {
    const path = ['spec', 'externalHosts', index];
    if (!isSubdomain(name.replace(/^\*\./, ''))) {
      yield { path: [...path, 'name'], code: 'name-malformed', message: `"${name}" is no name of a host` };
    }
    for (const [position, text] of addresses.entries()) {
      const at = [...path, 'addresses', position];
      yield* checkAddress(text, at);
      const node = nodes.get(canonical(text));
      if (node !== undefined && listens.length > 0) {
        const hint = 'leave out "listens" to give the node a name';
        yield { path: at, code: 'duplicate-address', message: `${text} is the address of node ${node}`, hint };
      }
      const address = parseAddress(text);
      const range = ranges.find(({ cidr }) => address !== undefined && contains(cidr, address));
      if (range === undefined) continue;
      const message = `${text} lies in the cluster's ${range.what} range ${formatCidr(range.cidr)}`;
      yield { path: at, code: 'address-in-range', message };
    }
    yield* checkPorts(listens, [...path, 'listens']);
  }
}

/** Checks the addresses and zones of the nameservers outside. */
export function* checkOutsideNameservers({ nameservers }: ClusterSpec): Generator<ClusterProblem> {
  for (const [index, { address, zones = [] }] of nameservers.entries()) {
    const path = ['spec', 'nameservers', index];
    yield* checkAddress(address, [...path, 'address']);
    for (const [position, zone] of zones.entries()) {
      if (isSubdomain(zone)) continue;
      yield { path: [...path, 'zones', position], code: 'name-malformed', message: `"${zone}" is no zone` };
    }
  }
}

/** Checks what images listen on. */
export function* checkImages(spec: ClusterSpec): Generator<ClusterProblem> {
  for (const [index, { name, listens }] of spec.images.entries()) {
    const path = ['spec', 'images', index];
    if (/[:@]/.test(name)) {
      const hint = 'leave out registry, tag and digest: bitnami/mariadb';
      yield { path: [...path, 'name'], code: 'name-malformed', message: `"${name}" is no image repository`, hint };
    }
    yield* checkPorts(listens, [...path, 'listens']);
  }
}

function* checkPorts(ports: readonly string[], path: FieldPath): Generator<ClusterProblem> {
  for (const [index, text] of ports.entries()) {
    if (readPort(text) !== undefined) continue;
    const hint = 'ports are written like 443/TCP';
    yield { path: [...path, index], code: 'port-malformed', message: `"${text}" is no port`, hint };
  }
}

function canonical(text: string): string {
  const address = parseAddress(text);
  return address === undefined ? text : formatAddress(address);
}
