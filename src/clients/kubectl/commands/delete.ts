import type { Cluster } from '../../../api/index.ts';
import type { Resource } from '../../../engine/model/index.ts';
import { NotModelled } from '../../../engine/model/index.ts';
import { DRY_RUN, did, dryRunOf } from '../dry-run.ts';
import type { Arguments, FlagSet } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import { kindName } from '../resource-names.ts';
import { requireWords, type Selection, selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { fromFiles } from './get.ts';

export const deleteFlags: FlagSet = {
  command: 'delete',
  flags: [
    { name: 'filename', short: 'f', type: 'list' },
    { name: 'recursive', short: 'R', type: 'switch' },
    { name: 'selector', short: 'l', type: 'text' },
    { name: 'field-selector', type: 'text' },
    { name: 'all', type: 'switch' },
    { name: 'all-namespaces', short: 'A', type: 'switch' },
    { name: 'ignore-not-found', type: 'switch' },
    { name: 'now', type: 'switch' },
    { name: 'wait', type: 'switch' },
    { name: 'timeout', type: 'duration' },
    { name: 'force', type: 'switch' },
    { name: 'grace-period', type: 'number' },
    { name: 'cascade', type: 'text', bare: 'background' },
    { name: 'kustomize', short: 'k', type: 'text' },
    DRY_RUN,
    { name: 'output', short: 'o', type: 'text' },
  ],
  unmodelled: ['interactive/i', 'raw'],
};

/** `kubectl delete` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/delete/delete.go). Nothing takes time to go. */
export async function deleteObjects(session: Session): Promise<Reply> {
  const { args } = session;
  requireWords(session);
  if (args.isOn('all') && args.isSet('selector')) {
    throw new KubectlError("setting 'all' parameter but found a non empty selector. ");
  }
  const warnings = warningsOf(args);
  const selection =
    args.isSet('filename') || args.isSet('kustomize') ? await fromFiles(session) : selectResources(session);
  const filtered = args.isSet('selector') || args.isSet('field-selector') || args.isOn('all');
  if (!selection.byName && !filtered) {
    throw new KubectlError('resource(s) were provided, but no name was specified');
  }
  const resources = selection.groups.flatMap((group) => group.resources);
  const errors = args.isOn('ignore-not-found') ? [] : selection.errors;
  const stdout = resources.map((resource) => `${message(session, resource)}\n`).join('');
  if (resources.length > 0)
    return { stdout, stderr: warnings, errors, cluster: await without(session.cluster, selection) };
  return { stdout: errors.length > 0 || args.isOn('ignore-not-found') ? '' : 'No resources found\n', errors };
}

/** A deletion in the foreground ends as one in the background does; orphans are another matter (GetCascadingStrategy). */
function warningsOf(args: Arguments): string {
  const cascade = args.text('cascade') ?? 'background';
  if (!['background', 'foreground', 'orphan', 'true', 'false'].includes(cascade)) {
    throw new KubectlError(`Invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan".`);
  }
  if (cascade === 'orphan' || cascade === 'false') {
    throw new NotModelled('kubectl delete --cascade=orphan is not modelled', {
      hint: 'delete the pods with their owner',
    });
  }
  const old =
    cascade === 'true'
      ? 'warning: --cascade=true is deprecated (boolean value) and can be replaced with --cascade=background.\n'
      : '';
  return args.isOn('force') && dryRunOf(args) === 'none' ? `${old}${IMMEDIATE}` : old;
}

const IMMEDIATE =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n';

async function without(cluster: Cluster, { groups }: Selection): Promise<Cluster> {
  let current = cluster;
  for (const { ref } of groups.flatMap(({ resources }) => resources)) {
    // What an owner took along, and pods that came anew under another name, need no second deletion.
    if (current.view.getAny(ref) === undefined) continue;
    const [namespace, name] = [ref.namespace ?? 'default', `${ref.kind}/${ref.name}`];
    current = await current.change(
      [{ delete: ref.namespace === undefined ? name : `${namespace}/${name}` }],
      namespace,
    );
  }
  return current;
}

/** kubectl tells the namespace since 1.34 (kubernetes/kubernetes pull request 126619). */
function message({ args, cluster }: Session, resource: Resource): string {
  if (args.text('output') === 'name') return `${kindName(resource)}/${resource.ref.name}`;
  const verb = args.isOn('force') ? 'force deleted' : 'deleted';
  const what = `${kindName(resource)} "${resource.ref.name}" ${verb}`;
  const minor = Number(cluster.view.spec.kubernetesVersion.split('.')[1]);
  const { namespace } = resource.ref;
  return did(args, minor >= 34 && namespace !== undefined ? `${what} from ${namespace} namespace` : what);
}
