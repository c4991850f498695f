import type { Place, StatementResult as Ran, Terminals } from '../../clients/shell/index.ts';
import type { ClusterView } from '../../engine/model/index.ts';
import type { StatementResult } from '../../report/index.ts';
import type { Bindings } from '../comparison/index.ts';

/**
 * The name of somebody outside that a command asked for, and that nobody here resolves: what the author's own name servers
 * say of it, or their file of hosts, is not known. Names of the cluster's domain are no such names.
 */
export function nameOfOthers({ commands, output }: Ran, view: ClusterView): string | undefined {
  if (!/could not resolve|bad address|unable to resolve|can't resolve|can't find|NXDOMAIN/i.test(output))
    return undefined;
  const names = commands.flatMap(({ argv }) => argv.slice(1).map(hostOf));
  return names.find((name) => name !== undefined && output.includes(name) && isOfOthers(name, view));
}

/** A kind that Kubernetes does not have by itself and that the server lacks: an operator brings it. */
export function kindOfOthers(failure: string): string | undefined {
  const [, kind, group = ''] = /no matches for kind "(\w+)" in version "([\w.-]+)\//.exec(failure) ?? [];
  return group.includes('.') && !group.endsWith('.k8s.io') ? kind : undefined;
}

/** A port of the reader's own machine to which nothing of the page leads: what listens there is not known. */
export function isOwnMachine(place: Place, failure: string, results: readonly StatementResult[]): boolean {
  if (place.kind !== 'host' || !/Failed to connect to (?:localhost|127\.0\.0\.1) /.test(failure)) return false;
  return !results.some(({ text, status }) => /\bport-forward\b/.test(text) && status !== 'skipped');
}

/** A variable that the command uses and that the cluster left empty: the author's cluster had something to put there. */
export async function emptyVariable(place: Place, text: string, terminals: Terminals): Promise<string | undefined> {
  for (const [, name = ''] of text.slice(0, 5000).matchAll(/\$\{?([A-Za-z_]\w*)/g)) {
    if ((await terminals.variable(place, name)) === '') return name;
  }
  return undefined;
}

function hostOf(word: string): string | undefined {
  return /^(?:[a-z]+:\/\/)?([A-Za-z0-9][A-Za-z0-9.-]*)(?::\d+)?(?:[/?#].*)?$/.exec(word.slice(0, 500))?.[1];
}

/** Domains of the outside that pages ask for; a Service's namespace may be called like anything else. */
const DOMAIN = /\.(?:com|net|org|io|dev|app|info|edu|gov|cloud|xyz|biz|example|test|[a-z]{2})$/i;

function isOfOthers(name: string, view: ClusterView): boolean {
  const end = name.split('.').at(-1) ?? '';
  if (view.get('Namespace', end) !== undefined || /\.svc$/.test(name)) return false;
  if (DOMAIN.test(name)) return true;
  return view.list('Ingress').some(({ object }) => object.spec?.rules?.some(({ host }) => host === name) === true);
}

/** Pairs the nodes that a command names, and that the cluster does not have, with its own: the first that are free. */
export function withNodesOf(
  text: string,
  bindings: Bindings,
  { view, line }: { readonly view: ClusterView; readonly line: number },
): Bindings {
  let result = bindings;
  for (const name of nodesNamed(text)) {
    if (view.get('Node', name) !== undefined || result.ofPage('node', name) !== undefined) continue;
    const free = view.list('Node').filter(({ ref }) => result.ofCluster('node', ref.name) === undefined);
    const isFirst = /master|control|cp\b/.test(name);
    const isControl = (labels: Readonly<Record<string, string>> = {}) =>
      'node-role.kubernetes.io/control-plane' in labels;
    const chosen = free.find(({ object }) => isControl(object.metadata?.labels) === isFirst) ?? free[0];
    if (chosen !== undefined) result = result.withIfFree({ kind: 'node', page: name, cluster: chosen.ref.name, line });
  }
  return result;
}

/** `kubectl label node a rack=1`, `kubectl describe node/a`, `kubectl drain a`. */
function nodesNamed(text: string): readonly string[] {
  const found: string[] = [];
  for (const line of text.slice(0, 5000).split('\n')) {
    const words = line.trim().split(/\s+/);
    const kubectl = words.findIndex((word) => /^(?:kubectl|oc|k)$/.test(word));
    if (kubectl < 0) continue;
    const rest = words.slice(kubectl + 1).filter((word) => !word.startsWith('-'));
    const [verb = '', kind = ''] = rest;
    if (/^(?:cordon|uncordon|drain)$/.test(verb)) found.push(...rest.slice(1, 2));
    else if (/^(?:label|annotate|taint|describe|get|delete|patch|edit)$/.test(verb)) {
      if (/^nodes?\/./.test(kind)) found.push(kind.replace(/^nodes?\//, ''));
      else if (/^(?:nodes?|no)$/.test(kind)) found.push(...rest.slice(2, 3));
    }
  }
  return found.filter((word) => /^[a-z0-9][a-z0-9.-]*$/.test(word));
}
