import type { FlagSpec } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import { resourceType } from '../resource-types.ts';
import type { Reply, Session } from '../session.ts';
import { type CreateCommand, createCommand, createObject, onlyName } from './create-object.ts';

const list = (name: string): FlagSpec => ({ name, type: 'list' });
const text = (name: string): FlagSpec => ({ name, type: 'text' });
const SUBJECTS: readonly FlagSpec[] = [list('user'), list('group'), list('serviceaccount')];
const RULES: readonly FlagSpec[] = [list('verb'), list('resource'), list('resource-name')];

/** What `kubectl create` makes of who may do what (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create). */
export const rbacCommands: readonly CreateCommand[] = [
  createCommand('serviceaccount', [], createServiceAccount),
  createCommand('role', RULES, (session) => createRole(session, 'Role')),
  createCommand('clusterrole', [...RULES, list('non-resource-url')], (session) => createRole(session, 'ClusterRole')),
  createCommand('rolebinding', [...SUBJECTS, text('role'), text('clusterrole')], createRoleBinding),
  createCommand('clusterrolebinding', [...SUBJECTS, text('clusterrole')], createClusterRoleBinding),
];

const API_VERSION = 'rbac.authorization.k8s.io/v1';

function createServiceAccount(session: Session): Promise<Reply> {
  const name = onlyName(session);
  const object = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: session.namespace } };
  return createObject(session, object, { failed: 'failed to create serviceaccount' });
}

/** Lists may be written with commas, too; what is named twice counts once. */
function names(session: Session, flag: string): readonly string[] {
  return [...new Set(session.args.list(flag).flatMap((each) => each.split(',').map((word) => word.trim())))];
}

const STANDARD: ReadonlySet<string> = new Set([
  ...['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'proxy', 'use', 'bind', '*'],
  ...['escalate', 'impersonate', 'sign', 'approve'],
]);

async function createRole(session: Session, kind: 'Role' | 'ClusterRole'): Promise<Reply> {
  const { namespace } = session;
  const name = onlyName(session);
  const verbs = names(session, 'verb');
  const resources = names(session, 'resource');
  const urls = names(session, 'non-resource-url');
  if (verbs.length === 0) throw new KubectlError('at least one verb must be specified');
  if (resources.length === 0 && urls.length === 0) throw new KubectlError('at least one resource must be specified');
  const odd = verbs.filter((verb) => !STANDARD.has(verb));
  const wanted = verbs.includes('*') ? ['*'] : verbs;
  const rules = [
    ...rulesFor(session, wanted, resources),
    ...(urls.length === 0 ? [] : [{ nonResourceURLs: urls, verbs: wanted }]),
  ];
  const metadata = kind === 'Role' ? { name, namespace } : { name };
  const object = Object.assign({ apiVersion: API_VERSION, kind, metadata }, { rules });
  const reply = await createObject(session, object, { failed: `failed to create ${kind.toLowerCase()}` });
  const warnings = odd.map((verb) => `Warning: '${verb}' is not a standard resource verb\n`).join('');
  return { ...reply, stderr: `${warnings}${reply.stderr ?? ''}` };
}

/** One rule for each group of the API, in the order of their first resources. */
function rulesFor(session: Session, verbs: readonly string[], resources: readonly string[]): readonly object[] {
  const groups = new Map<string, string[]>();
  for (const resource of resources) {
    const [type = '', subresource] = resource.split('/');
    const { group, plural } = type === '*' ? { group: '*', plural: '*' } : knownType(session, type);
    const shown = subresource === undefined ? plural : `${plural}/${subresource}`;
    groups.set(group, [...(groups.get(group) ?? []), shown]);
  }
  const resourceNames = names(session, 'resource-name');
  return [...groups].map(([group, all]) => ({
    apiGroups: [group],
    ...(resourceNames.length === 0 ? {} : { resourceNames }),
    resources: all,
    verbs,
  }));
}

function knownType({ cluster }: Session, type: string): { readonly group: string; readonly plural: string } {
  try {
    return resourceType(cluster.view, type);
  } catch (error) {
    if (error instanceof KubectlError) throw new KubectlError(error.message, { isBare: true });
    throw error;
  }
}

function subjects(session: Session): readonly object[] {
  const of = (kind: string, flag: string) =>
    names(session, flag).map((name) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name }));
  const accounts = names(session, 'serviceaccount').map((each) => {
    const [namespace = '', name = '', ...more] = each.split(':');
    if (namespace !== '' && name !== '' && more.length === 0) return { kind: 'ServiceAccount', name, namespace };
    throw new KubectlError('serviceaccount must be <namespace>:<name>');
  });
  return [...of('User', 'user'), ...of('Group', 'group'), ...accounts];
}

function bound(session: Session, kind: string, name: string): object {
  const all = subjects(session);
  return {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
    ...(all.length === 0 ? {} : { subjects: all }),
  };
}

async function createRoleBinding(session: Session): Promise<Reply> {
  const { args, namespace } = session;
  const name = onlyName(session);
  if (args.isSet('role') === args.isSet('clusterrole')) {
    throw new KubectlError('exactly one of clusterrole or role must be specified');
  }
  const [kind, role] = args.isSet('role') ? ['Role', args.text('role')] : ['ClusterRole', args.text('clusterrole')];
  const base = { apiVersion: API_VERSION, kind: 'RoleBinding', metadata: { name, namespace } };
  const object = Object.assign(base, bound(session, kind ?? '', role ?? ''));
  return createObject(session, object, { failed: 'failed to create rolebinding' });
}

async function createClusterRoleBinding(session: Session): Promise<Reply> {
  const role = session.args.text('clusterrole');
  if (role === undefined) throw new KubectlError('required flag(s) "clusterrole" not set');
  const base = { apiVersion: API_VERSION, kind: 'ClusterRoleBinding', metadata: { name: onlyName(session) } };
  const object = Object.assign(base, bound(session, 'ClusterRole', role));
  return createObject(session, object, { failed: 'failed to create clusterrolebinding' });
}
