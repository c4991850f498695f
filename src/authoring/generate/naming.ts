import { type Cluster, findWorkload, parseParty } from '../../api/index.ts';
import { everyWorkload } from '../../behaviour/index.ts';
import type { ObjectRef } from '../../engine/model/index.ts';
import { qualifiedName, SetupError } from '../../engine/model/index.ts';

/** How the sentences call the objects of a cluster. */
export interface Naming {
  /** `deployment shop/web`; where everything is in the current namespace, `deployment web`. */
  client(ref: ObjectRef): string;
  /** `shop/web`; where everything is in the current namespace, `web`. */
  name(ref: ObjectRef): string;
  /** `shop/web:80`; where that could mean somebody else, `shop/deployment/web:80`. */
  workload(ref: ObjectRef, port: string): string;
}

/** A name is qualified where it has to be. */
export function namingOf(cluster: Cluster): Naming {
  const { view } = cluster;
  const services = view.list('Service').filter(({ origin }) => origin.kind === 'manifest');
  const refs = [...everyWorkload(cluster, undefined), ...services.map(({ ref }) => ref)];
  const isPlain = refs.every(({ namespace }) => namespace === cluster.namespace);
  const name = (ref: ObjectRef): string => (isPlain ? ref.name : qualifiedName(ref));
  return {
    name,
    client: (ref) => `${ref.kind.toLowerCase()} ${name(ref)}`,
    workload(ref, port) {
      const isShort = view.get('Service', ref.name, ref.namespace) === undefined && isAlone(cluster, ref);
      const own = isShort ? ref.name : `${ref.kind.toLowerCase()}/${ref.name}`;
      return `${ref.namespace}/${own}:${port}`;
    },
  };
}

/** Whether the bare name means this workload. */
function isAlone({ view }: Cluster, ref: ObjectRef): boolean {
  const party = parseParty(qualifiedName(ref));
  if (party.kind !== 'workload') return false;
  try {
    return findWorkload(view, party, 'default').ref.kind === ref.kind;
  } catch (error) {
    if (error instanceof SetupError) return false;
    throw error;
  }
}
