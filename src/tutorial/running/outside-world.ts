import type { Place, StatementResult as Ran } from '../../clients/shell/index.ts';
import type { ClusterView } from '../../engine/model/index.ts';
import type { Bindings } from '../comparison/index.ts';

/**
 * The name that a command outside of every pod asked for and that nobody here resolves: what the author's own name servers
 * say of it is not known. Names of the cluster's domain, and those without a dot, are no such names.
 */
export function nameOfOthers(place: Place, { commands, output, status }: Ran): string | undefined {
  if (place.kind === 'pod' || status === 0) return undefined;
  if (!/could not resolve|bad address|unable to resolve|can't resolve|can't find|NXDOMAIN/i.test(output))
    return undefined;
  const names = commands.flatMap(({ argv }) => argv.slice(1).map(hostOf));
  return names.find((name) => name !== undefined && isOfOthers(name) && output.includes(name));
}

function hostOf(word: string): string | undefined {
  return /^(?:[a-z]+:\/\/)?([A-Za-z0-9][A-Za-z0-9.-]*)(?::\d+)?(?:[/?#].*)?$/.exec(word.slice(0, 500))?.[1];
}

function isOfOthers(name: string): boolean {
  return /\.[a-z]{2,}$/i.test(name) && !/\.(?:local|svc|internal|pod)$/.test(name) && !/\.svc\./.test(name);
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
