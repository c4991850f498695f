import { LACKING, type Lacking } from '../difference.ts';
import { itemsOf, matchSet } from '../match-set.ts';
import { type Match, matchText, type Scope } from '../match-text.ts';

/** What changes with the time, the machine or the version: no page can say it for another cluster. */
const IGNORED = new Set([
  'AGE',
  'RESTARTS',
  'LAST SEEN',
  'FIRST SEEN',
  'LAST SCHEDULE',
  'DURATION',
  'COUNT',
  'CREATED AT',
  'VERSION',
  'OS-IMAGE',
  'KERNEL-VERSION',
  'CONTAINER-RUNTIME',
  'NOMINATED NODE',
  'READINESS GATES',
  'ROLES',
  'CONTROLLER',
]);

/** Labels that controllers add, in other versions others. */
export const ADDED_LABEL: RegExp =
  /^(?:pod-template-hash|controller-revision-hash|pod-template-generation|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|kubernetes\.io\/metadata\.name|(?:batch\.kubernetes\.io\/)?(?:controller-uid|job-name)|endpointslice\.kubernetes\.io\/managed-by|kubernetes\.io\/service-name|(?:beta\.)?kubernetes\.io\/(?:arch|os|hostname|instance-type)|node-role\.kubernetes\.io\/[\w-]+|(?:topology|node|failure-domain\.beta)\.kubernetes\.io\/[\w-]+)(?![\w./-])/;

const NONE = /^(?:<none>|<nodes>|nodes|<unset>|<n\/a>|None|)$/;

/** One cell of the page and the same column's of the cluster. */
export function matchCell(column: string, page: string, actual: string, scope: Scope): Match {
  const { bindings } = scope;
  const same: Match = { bindings };
  if (IGNORED.has(column) || /^(?:CPU|MEMORY)/.test(column) || /^(?:\.{2,}|…)$/.test(column)) return same;
  if (page === actual && !/\d/.test(page)) return same;
  switch (column) {
    case 'NAME':
    case 'NAMESPACE':
      return same;
    case 'NODE':
    case 'HOST':
      return { bindings: bindings.withIfFree({ kind: 'node', page, cluster: actual, line: scope.line }) };
    case 'LABELS':
    case 'SELECTOR':
    case 'NODE SELECTOR':
    case 'NODE-SELECTOR':
    case 'POD-SELECTOR':
      return matchSet(labelsOf(page), labelsOf(actual), scope);
    case 'ENDPOINTS':
      return matchEndpoints(page, actual, scope);
    case 'PORT(S)':
    case 'PORTS':
      return matchPorts(page, actual, scope);
    case 'EXTERNAL-IP':
    case 'LOADBALANCER':
      return matchEntry(page, actual, scope);
    case 'ADDRESS':
      return matchEntry(page, actual, scope, 'Ingress');
    case 'STATUS':
      return classOf(page) === classOf(actual) ? same : matchText(page, actual, scope);
    case 'CLASS':
      return NONE.test(page) || NONE.test(actual) ? same : matchText(page, actual, scope);
    default:
      if (NONE.test(page) && NONE.test(actual)) return same;
      return /,/.test(page) ? matchSet(itemsOf(page), itemsOf(actual), scope) : matchText(page, actual, scope);
  }
}

/** Labels or selectors, without those that controllers add. */
function labelsOf(text: string): readonly string[] {
  return itemsOf(text, /,(?![^(]*\))\s*|\s+(?=[\w./-]+=)/).filter(
    (label) => !ADDED_LABEL.test(label) && !NONE.test(label),
  );
}

/** `10.1.0.2:80,10.1.1.2:80 + 1 more...` */
export function matchEndpoints(page: string, actual: string, scope: Scope): Match {
  const more = /\s*\+\s*(\d+)\s*more\.*\s*$/;
  const [mine, others] = [itemsOf(page.replace(more, '')), itemsOf(actual.replace(more, ''))];
  const count = (text: string, items: readonly string[]) => items.length + Number(more.exec(text)?.[1] ?? 0);
  if (count(page, mine) !== count(actual, others) && !/\.{3}$|…$/.test(page.replace(more, ''))) {
    return { bindings: scope.bindings, why: `${count(actual, others)} endpoints, not ${count(page, mine)}` };
  }
  const isCut = more.test(page) || more.test(actual) || /\.{3}|…/.test(page);
  const { page: inBoth, actual: theirs } = isCut ? shortest(mine, others) : { page: mine, actual: others };
  const match = matchSet(inBoth, theirs, scope, isCut);
  // Of more endpoints than are shown each cluster shows others, in the order of its own addresses.
  const isOther = match.why !== undefined && more.test(page) && more.test(actual) && isSamePorts(mine, others);
  return isOther ? { bindings: scope.bindings } : match;
}

function isSamePorts(page: readonly string[], actual: readonly string[]): boolean {
  const ports = new Set(actual.map((item) => item.replace(/^.*:/, '')));
  return page.every((item) => ports.has(item.replace(/^.*:/, '')));
}

function shortest(
  page: readonly string[],
  actual: readonly string[],
): { page: readonly string[]; actual: readonly string[] } {
  const length = Math.min(page.length, actual.length);
  return { page: page.filter((item) => !/^(?:\.{3}|…)$/.test(item)).slice(0, length), actual };
}

/** Until 1.3, a NodePort Service showed its ports alone: kubernetes `pkg/kubectl/resource_printer.go`, `makePortString`. */
function matchPorts(page: string, actual: string, scope: Scope): Match {
  const withNodePorts = /:\d+\//.test(page);
  const theirs = withNodePorts ? actual : actual.replace(/:\d+(?=\/)/g, '');
  return matchSet(itemsOf(page), itemsOf(theirs), scope);
}

/** The address at which a load balancer or gateway takes traffic; `<pending>` on a page is a moment. */
export function matchEntry(page: string, actual: string, scope: Scope, lacks: Lacking = 'Service'): Match {
  if (NONE.test(page) && NONE.test(actual)) return { bindings: scope.bindings };
  if (page === '<pending>' || page === '') return { bindings: scope.bindings };
  const isName = (text: string) => /[a-z]/i.test(text) && /^[\w.-]+$/.test(text);
  // A cluster without load balancers, or without a controller, stays there for ever; the author's had some.
  if (NONE.test(actual) || actual === '<pending>' || actual === '')
    return { bindings: scope.bindings, why: LACKING[lacks], lacks };
  if (isName(page) || isName(actual)) return { bindings: scope.bindings };
  return matchSet(itemsOf(page), itemsOf(actual), { ...scope, addresses: 'external' });
}

const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/^(?:ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName)$/, 'no image'],
  [/^(?:Error|CrashLoopBackOff|RunContainerError)$/, 'fails'],
  [/^(?:Completed|Succeeded)$/, 'completed'],
];

function classOf(status: string): string {
  return CLASSES.find(([words]) => words.test(status))?.[1] ?? status;
}
