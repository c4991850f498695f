import type { ClusterView, Diagnostic, Resource } from '../../model/index.ts';
import { groupBy } from '../../model/index.ts';
import { type ActingObject, actingObject, type ForeignObject, foreignObject, isActedOn } from './acting-object.ts';
import { diagnosticOf } from './diagnostics.ts';
import { groupOf, isForeign, rowsFor } from './effects-of.ts';
import { ForeignTable } from './table.ts';

const known = new WeakMap<ClusterView, ForeignTable>();

/** Finds the objects of foreign kinds that may change an answer, once for each state of the cluster, whoever asks. */
export function compileForeign(view: ClusterView): ForeignTable {
  const table = known.get(view) ?? compile(view);
  known.set(view, table);
  return table;
}

function compile(view: ClusterView): ForeignTable {
  const acting: ActingObject[] = [];
  const others: ForeignObject[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [, objects] of groupBy(foreignObjects(view), ({ ref }) => ref.kind)) {
    const rows = objects.map((resource) => ({
      resource,
      rows: isIgnored(view, resource) ? [] : rowsFor(resource.object),
    }));
    const said = diagnosticOf(view, rows);
    if (said !== undefined) diagnostics.push(said);
    for (const { resource, rows: own } of rows) {
      for (const row of own.filter((each) => isActedOn(each, view.spec.network))) {
        if (row.effect === 'restricts' || row.effect === 'isolates') acting.push(actingObject(view, resource, row));
        else if (row.effect !== 'none') others.push(foreignObject(view, resource, row));
      }
    }
  }
  return new ForeignTable(view, { acting, others, diagnostics });
}

/** Objects of groups that Kubernetes itself does not have; two groups may share the name of a kind. */
export function foreignObjects(view: ClusterView): readonly Resource[] {
  return view.kinds().flatMap((kind) => {
    if (OWN_KINDS.has(kind)) return [];
    return view.listAny(kind).filter(({ object }) => isForeign(object));
  });
}

/** Kinds of which clusters have many; a foreign kind of that name would have its group behind it. */
const OWN_KINDS: ReadonlySet<string> = new Set(['ConfigMap', 'EndpointSlice', 'Node', 'Pod', 'ReplicaSet', 'Secret']);

/** Reports whether the Cluster file says that a kind has no part in connections. */
function isIgnored({ spec }: ClusterView, { ref, object }: Resource): boolean {
  return spec.ignoredKinds?.includes(`${ref.kind}.${groupOf(object)}`) === true;
}
