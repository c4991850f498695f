import { isSameGenerated } from '../generated-name.ts';
import { itemsOf, matchSet } from '../match-set.ts';
import { type Match, matchName, matchText, type Scope } from '../match-text.ts';
import { ADDED_LABEL, matchEndpoints, matchEntry } from '../tables/match-cell.ts';
import type { Field } from './description.ts';

/** What differs from machine to machine, or with the time. */
export const IGNORED: RegExp =
  /^(?:Start Time|Created|CreationTimestamp|Age|Started|Finished|Container ID|Image ID|UID|Events|Conditions|Volumes|Mounts|Tolerations|Restart Count|Last State|Priority|Priority Class Name|Service Account|QoS Class|Capacity|Allocatable|System Info|Non-terminated Pods|Allocated resources|ExternalID|PodCIDRs?|ProviderID|Lease|Created On|Last Transition Time|Ephemeral|IP Famil\w+(?: Policy)?|IPs|Pod Template|Limits|Requests|Liveness|Readiness|Security Groups|Resource Version|Self Link|Generation|Image tag|Controllers|Created By|Exit Code|Message|Reason|Revision|Roles)$/i;

const NONE = /^(?:<none>|<unset>|)$/;

/** All values of a field: what stands behind it, and the lines below. */
export function valuesOf({ value, more }: Field): readonly string[] {
  return [value, ...more.map(({ text }) => text)].filter((text) => !NONE.test(text));
}

/** One field of the page and the same of the cluster. */
export function matchField(page: Field, actual: Field, scope: Scope): Match {
  const { bindings, known } = scope;
  switch (page.key.toLowerCase()) {
    case 'labels':
    case 'selector':
    case 'node-selectors':
    case 'pod selector':
    case 'podselector':
    case 'namespaceselector':
      return matchSet(labelsOf(page), labelsOf(actual), scope);
    case 'annotations':
      return matchSet(annotationsOf(page), annotationsOf(actual), scope, true);
    case 'endpoints':
    case 'addresses':
      return matchEndpoints(valuesOf(page).join(','), valuesOf(actual).join(','), scope);
    case 'node':
      return matchNode(page.value, actual.value, scope);
    case 'replicas':
    case 'pods status':
      return matchCounts(page.value, actual.value, scope);
    case 'loadbalancer ingress':
      return matchEntry(page.value, actual.value, scope);
    case 'address':
      return matchEntry(page.value, actual.value, scope, 'Ingress');
    case 'name':
    case 'controlled by':
    case 'newreplicaset':
    case 'oldreplicasets':
      return matchGenerated(page.value, actual.value, scope);
    case 'status':
      return page.value.replace(/\s.*/, '') === actual.value.replace(/\s.*/, '')
        ? { bindings }
        : matchText(page.value, actual.value, scope);
    default:
      if (NONE.test(page.value) && NONE.test(actual.value)) return { bindings };
      return matchText(withoutRemark(page.value), withoutRemark(actual.value), { ...scope, known });
  }
}

/** `<any> (traffic allowed to all ports)`: the remark is another in each version. */
function withoutRemark(value: string): string {
  return /^<\w+>\s+\(/.test(value)
    ? value.replace(/\s+\(.*$/, '')
    : value.replace(/\s+\(traffic .*\)$|\s+\(Selected pods .*\)$/i, '');
}

function labelsOf(field: Field): readonly string[] {
  return valuesOf(field)
    .flatMap((text) => itemsOf(text, /,(?![^(]*\))\s*/))
    .map((label) => label.replace(/\s+\(.*\)$/, '').replace(/: /, '='))
    .filter((label) => !ADDED_LABEL.test(label) && !NONE.test(label) && !/coexist|isolated/.test(label));
}

const SYSTEM_ANNOTATION =
  /^(?:(?:[\w-]+\.)*(?:kubernetes|k8s|projectcalico|openshift|google|amazonaws|azure)\.(?:io|com)\/(?!rewrite)|cni\.|deployment\.kubernetes|kubectl\.)/;

/** What the page's author annotated; what tools leave in annotations is another in each cluster. */
function annotationsOf(field: Field): readonly string[] {
  return valuesOf(field)
    .map((text) => text.replace(/^([\w./-]+)[=:]\s*/, '$1: '))
    .filter((text) => /^[\w./-]+: /.test(text) && (!SYSTEM_ANNOTATION.test(text) || text.startsWith('nginx.ingress')));
}

/** `node-1/10.0.0.4`: the scheduler chose it. */
function matchNode(page: string, actual: string, { bindings, line }: Scope): Match {
  const [name = '', address] = page.split('/');
  const [theirName = '', theirAddress] = actual.split('/');
  if (NONE.test(page) || NONE.test(actual)) return { bindings };
  const named = bindings.withIfFree({ kind: 'node', page: name, cluster: theirName, line });
  if (address === undefined || theirAddress === undefined) return { bindings: named };
  return {
    bindings: named.withIfFree({
      kind: 'address',
      page: address,
      cluster: theirAddress,
      line,
      owner: `Node ${theirName}`,
    }),
  };
}

/** `2 desired | 2 updated | 2 total`: the counts that both versions print. */
function matchCounts(page: string, actual: string, scope: Scope): Match {
  const counts = (text: string) =>
    new Map([...text.matchAll(/(\d+) (\w+)/g)].map(([, count = '', what = '']) => [what.toLowerCase(), count]));
  const theirs = counts(actual);
  for (const [what, count] of counts(page)) {
    const found = theirs.get(what);
    if (found !== undefined && found !== count)
      return { bindings: scope.bindings, why: `${found} ${what}, not ${count}` };
  }
  return { bindings: scope.bindings };
}

/** A name that may be generated, with its kind before it and a remark behind it. */
function matchGenerated(page: string, actual: string, scope: Scope): Match {
  const nameOf = (text: string) => text.replace(/\s+\(.*$/, '').replace(/^\w+\//, '');
  const [mine, theirs] = [nameOf(page), nameOf(actual)];
  const count = (text: string) => /\((\d+\/\d+) replicas/.exec(text)?.[1];
  const [created, found] = [count(page), count(actual)];
  if (created !== undefined && found !== undefined && created !== found) {
    return { bindings: scope.bindings, why: `${found} replicas are created, not ${created}` };
  }
  const isPlain = scope.known.baseOf(theirs) === undefined;
  if (mine === theirs && isPlain) return { bindings: scope.bindings };
  return isSameGenerated(mine, theirs, scope.known) ? matchName(mine, theirs, scope) : matchText(mine, theirs, scope);
}
