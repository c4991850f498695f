import { findWorkload } from '../../api/index.ts';
import type { Branch, ClusterView } from '../../engine/model/index.ts';
import { qualifiedName } from '../../engine/model/index.ts';
import { type DestinationQuery, meaningOf, meetsAddress, type Phrase, parseDestination } from '../../grammar/index.ts';

/** Whom an expectation wants to answer: `text` as it was written, and whether a branch ends there. */
export interface Destination {
  readonly text: string;
  meets(branch: Branch): boolean;
}

/** Finds whom a connection should reach. Throws a SetupError for a name that the cluster does not have. */
export function findDestination(
  view: ClusterView,
  written: string | Phrase<DestinationQuery>,
  namespace: string,
): Destination {
  const meets = endpointTest(view, meaningOf(written, parseDestination), namespace);
  return { text: String(written), meets: ({ endpoint }) => endpoint !== null && meets(endpoint) };
}

type Endpoint = NonNullable<Branch['endpoint']>;

function endpointTest(view: ClusterView, query: DestinationQuery, namespace: string): (endpoint: Endpoint) => boolean {
  switch (query.kind) {
    case 'address': {
      const { pattern, podOnly } = query;
      return ({ kind, ip, port }) =>
        ip !== undefined && (!podOnly || kind === 'Pod') && meetsAddress(pattern, { ip: ip.text, port });
    }
    case 'host':
      return ({ kind, name }) => kind === 'External' && name === query.name;
    case 'node':
      return ({ kind, node }) => kind === 'Node' && node === query.name;
    case 'workload': {
      const names = new Set(findWorkload(view, query.workload, namespace).pods.map(({ ref }) => qualifiedName(ref)));
      return (endpoint) => endpoint.kind === 'Pod' && names.has(qualifiedName(endpoint));
    }
  }
}
