import type { ClusterView, Diagnostic, NetworkSpec, Resource } from '../../model/index.ts';
import { isActedOn } from './acting-object.ts';
import { groupOf } from './effects-of.ts';
import type { ForeignKind } from './foreign-kind.ts';

interface Rows {
  readonly resource: Resource;
  readonly rows: readonly ForeignKind[];
}

/** Says once of a kind what its objects do to answers: the worst that any of them does. */
export function diagnosticOf(view: ClusterView, objects: readonly Rows[]): Diagnostic | undefined {
  const { network } = view.spec;
  const effective = objects.filter(({ rows }) => rows.some((row) => isEffective(row, network)));
  const [first] = effective;
  if (first !== undefined) return about(view, first, messageOf(first, effective.length, view));
  const [ignored] = objects.filter(({ rows }) => rows.some(({ effect }) => effect !== 'none'));
  const [any] = objects;
  if (ignored !== undefined) {
    const { kind } = ignored.resource.ref;
    const message = `${kind} is ignored by plugin ${network.plugin}: ${countOf(objects.length)} nothing in this cluster`;
    return about(view, ignored, {
      code: 'ignored-by-plugin',
      severity: 'warning',
      message,
      hint: clusterHint(ignored),
    });
  }
  if (any === undefined) return undefined;
  const message = `${any.resource.ref.kind} is not modelled, and has no part in connections: its objects are kept and listed`;
  return about(view, any, { code: 'unmodelled-kind', severity: 'note', message });
}

function isEffective(row: ForeignKind, network: NetworkSpec): boolean {
  return row.effect !== 'none' && isActedOn(row, network);
}

type Said = Pick<Diagnostic, 'code' | 'severity' | 'message'> & { readonly hint?: string | undefined };

function about(view: ClusterView, { resource }: Rows, { hint, ...said }: Said): Diagnostic {
  const at = view.locate(resource.ref, []);
  return {
    ...said,
    about: resource.ref,
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : { at }),
  };
}

function messageOf({ resource, rows }: Rows, count: number, view: ClusterView): Said {
  const { network } = view.spec;
  const row = rows.find((each) => isEffective(each, network));
  const { kind } = resource.ref;
  const start = `${kind} is not modelled (${count} ${count === 1 ? 'object' : 'objects'})`;
  switch (row?.effect) {
    case 'isolates':
      return warning(`${start}: answers about the pods that it may put on a network of their own are unknown`);
    case 'leads-in':
      return warning(`${start}: whether the Services that it may lead to are exposed is unknown`);
    case 'runs':
      return warning(`${start}: answers that hang on the pods that it runs are unknown`);
    case 'undeclared':
      return {
        code: 'unknown-effect',
        severity: 'warning',
        message: `what ${kind} does is not known (${count} ${count === 1 ? 'object' : 'objects'}): it is taken to leave connections alone, and where pods or Services are missing in its namespace that it may make, the answer is unknown`,
        hint: ignoringHint(resource),
      };
    default: {
      const who = row?.plugins === undefined ? '' : `, and plugin ${network.plugin} may enforce it`;
      const which = network.pluginIsStandIn === true ? clusterHint({ rows }) : undefined;
      const hint = which ?? ignoringHint(resource);
      return { ...warning(`${start}${who}: answers about those that it may act on are unknown`), hint };
    }
  }
}

function warning(message: string): Said {
  return { code: 'not-modelled', severity: 'warning', message };
}

function clusterHint({ rows }: Pick<Rows, 'rows'>): string | undefined {
  const plugins = [...new Set(rows.flatMap(({ plugins = [] }) => plugins))];
  return plugins.length === 0 ? undefined : `say which cluster is meant: ${plugins.join(' and ')} would act on it`;
}

function ignoringHint({ ref, object }: Resource): string {
  return `where it has no part in connections, say so in the Cluster file: ignoredKinds: [${ref.kind}.${groupOf(object)}]`;
}

function countOf(count: number): string {
  return count === 1 ? 'its object changes' : `its ${count} objects change`;
}
