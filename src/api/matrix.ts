import { readPort, SetupError, type WrittenPort } from '../engine/model/index.ts';
import { parseParty } from '../grammar/index.ts';
import type { EndQuery, MatrixQuery, PodAddressReading } from '../questions/analysis/index.ts';

/** How blocks of addresses that cover pods are read. */
export interface PodAddressOptions {
  /**
   * `known`, unless said otherwise: a pod has the address that the cluster gave it, so that blocks match it as they match its
   * packets. `unknown`: a pod may have any address, as an analyzer of manifests reads them; only a block of all addresses matches it.
   */
  readonly podAddresses?: PodAddressReading;
}

/** What a matrix shows. Ends are named as in the sentences: `shop/web`, `deploy/web`, `outside`, `203.0.113.7`. */
export interface MatrixOptions extends PodAddressOptions {
  /** Keep only the ports that somebody listens on. */
  readonly listening?: boolean;
  /** Keep only the connections from or to this end. */
  readonly focus?: string;
  readonly from?: string;
  readonly to?: string;
  /** Keep only this port: `8080`, or `53/UDP`. */
  readonly port?: string | number;
  /** Say for each pair why, and list the pairs without any connection. */
  readonly explain?: boolean;
  /** List the ways in that Services and Ingresses open. */
  readonly exposure?: boolean;
}

/** Reads the options; a bare name means the workloads of `namespace`, else of any. Throws a SetupError for a name or a port that cannot be read. */
export function matrixQuery(
  { focus, from, to, port, podAddresses: _, ...flags }: MatrixOptions,
  namespace?: string,
): MatrixQuery {
  return {
    ...flags,
    ...(focus === undefined ? {} : { focus: endQuery(focus, namespace) }),
    ...(from === undefined ? {} : { from: endQuery(from, namespace) }),
    ...(to === undefined ? {} : { to: endQuery(to, namespace) }),
    ...(port === undefined ? {} : { port: portQuery(String(port)) }),
  };
}

const OUTSIDE = /^(?:the )?(?:outside|internet)$/i;

function endQuery(text: string, namespace: string | undefined): EndQuery {
  if (OUTSIDE.test(text.trim())) return { kind: 'outside' };
  const party = parseParty(text);
  switch (party.kind) {
    case 'workload':
      return namespace === undefined ? party : { namespace, ...party };
    case 'address':
      return party;
    case 'external':
      return party.ip === undefined ? { kind: 'outside' } : { kind: 'address', ip: party.ip };
    case 'node':
      throw new SetupError(`the matrix knows no nodes: "${text}"`, { hint: 'name a workload, outside, or an address' });
  }
}

function portQuery(text: string): WrittenPort {
  const port = readPort(text.trim());
  if (port !== undefined) return port;
  throw new SetupError(`"${text}" is no port`, { hint: 'write 8080, or 53/UDP' });
}
