import { customKinds, type KindInfo, resolveKind } from '../../engine/admission/index.ts';
import type { ClusterView } from '../../engine/model/index.ts';
import { NotModelled } from '../../engine/model/index.ts';
import { KubectlError } from './kubectl-error.ts';

/** The kinds of the category `all`, in the order in which the API server's discovery lists them. */
const ALL: readonly string[] = [
  ...['pods', 'replicationcontrollers', 'services', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  ...['horizontalpodautoscalers', 'cronjobs', 'jobs'],
];

/** Kinds whose objects only a running cluster makes: to find none of them would be untrue. */
const ABSENT: ReadonlySet<string> = new Set(['Event', 'Lease', 'ComponentStatus', 'ControllerRevision']);

/** The kinds that a type argument names: `pods`, `po,svc`, `deployments.apps`, `all`. Throws a KubectlError for another. */
export function resourceTypes(view: ClusterView, text: string): readonly KindInfo[] {
  const names = text.split(',').flatMap((name) => (name === 'all' ? ALL : [name]));
  const found = names.map((name) => resourceType(view, name));
  return found.filter((each, index) => found.indexOf(each) === index);
}

/** The kind of one type argument. */
export function resourceType(view: ClusterView, name: string): KindInfo {
  // `deployments.v1.apps` names a version, of which there is one here.
  const found = resolveKind(name) ?? resolveKind(name.replace(/\.v\d\w*(?=\.|$)/, '')) ?? customType(view, name);
  if (found === undefined) throw new KubectlError(`the server doesn't have a resource type "${name}"`);
  if (!ABSENT.has(found.kind)) return found;
  throw new NotModelled(`${found.plural} are not modelled`, { hint: 'a simulated cluster records no such objects' });
}

function customType(view: ClusterView, name: string): KindInfo | undefined {
  const wanted = name.toLowerCase();
  return customKinds(view).find(({ kind, plural, shortNames, group }) => {
    const names = [kind.toLowerCase(), plural, ...shortNames];
    return [...names, ...names.map((each) => `${each}.${group}`)].includes(wanted);
  });
}

/** `deployments.apps`, `pods`: how the API server names a kind in its answers. */
export function groupResource({ plural, group }: KindInfo): string {
  return group === '' ? plural : `${plural}.${group}`;
}
