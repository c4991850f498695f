import { NotModelled } from '../../../engine/model/index.ts';
import type { FlagSet } from '../flags.ts';
import { formatFromFile } from '../format-file.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { manifestTexts } from '../manifest-texts.ts';
import { objectFormat, sortedBy } from '../print-objects.ts';
import { printTables } from '../print-table.ts';
import { readObjects } from '../read-objects.ts';
import { resourceType } from '../resource-types.ts';
import { notFound, type SelectedKind, type Selection, selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';

export const getFlags: FlagSet = {
  command: 'get',
  flags: [
    { name: 'output', short: 'o', type: 'text' },
    { name: 'selector', short: 'l', type: 'text' },
    { name: 'field-selector', type: 'text' },
    { name: 'all-namespaces', short: 'A', type: 'switch' },
    { name: 'no-headers', type: 'switch' },
    { name: 'show-labels', type: 'switch' },
    { name: 'show-kind', type: 'switch' },
    { name: 'label-columns', short: 'L', type: 'list' },
    { name: 'sort-by', type: 'text' },
    { name: 'ignore-not-found', type: 'switch' },
    { name: 'filename', short: 'f', type: 'list' },
    { name: 'recursive', short: 'R', type: 'switch' },
    { name: 'template', type: 'text' },
    { name: 'watch', short: 'w', type: 'switch' },
    { name: 'output-watch-events', type: 'switch' },
    { name: 'chunk-size', type: 'number' },
    { name: 'allow-missing-template-keys', type: 'switch' },
  ],
  unmodelled: [...['watch-only', 'raw', 'server-print', 'show-managed-fields', 'kustomize/k', 'subresource']],
};

/** `kubectl get` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/get/get.go). */
export async function get(session: Session): Promise<Reply> {
  const { args } = session;
  const template = args.text('template');
  // A template alone is one of Go's (print_flags.go).
  const output = args.text('output') ?? (template === undefined ? '' : 'go-template');
  if (args.words.length === 0 && !args.isSet('filename')) return noTypeGiven();
  const selection = sorted(await selected(session), args.text('sort-by'));
  const errors = args.isOn('ignore-not-found') ? [] : selection.errors;
  if (output !== '' && output !== 'wide') {
    const format = objectFormat(await formatFromFile(session, output), { template });
    if (selection.isSingle && selection.groups.length === 0) return { errors };
    const resources = selection.groups.flatMap((group) => group.resources);
    return { stdout: format(resources, selection.isSingle), errors };
  }
  const stdout = printTables(selection.groups, {
    wide: output === 'wide',
    headers: !args.isOn('no-headers'),
    showKind: args.isOn('show-kind') || new Set(selection.groups.map(({ kind }) => kind)).size > 1,
    showNamespace: args.isOn('all-namespaces'),
    showLabels: args.isOn('show-labels'),
    labelColumns: args.list('label-columns').flatMap((keys) => keys.split(',')),
  });
  const nothing = stdout === '' && errors.length === 0 && !args.isOn('ignore-not-found');
  return { stdout, errors, ...(nothing ? { stderr: noneFound(session) } : {}) };
}

/** The namespace is named whatever the kinds: a kind without objects tells kubectl nothing of its scope. */
function noneFound({ args, namespace }: Session): string {
  return args.isOn('all-namespaces') ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`;
}

function noTypeGiven(): Reply {
  const all = 'Use "kubectl api-resources" for a complete list of supported resources.';
  const explain =
    'Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).';
  return {
    stderr: `You must specify the type of resource to get. ${all}\n\n`,
    errors: [usageError('get', `Required resource not specified.\n${explain}`)],
  };
}

async function selected(session: Session): Promise<Selection> {
  return session.args.isSet('filename') ? fromFiles(session) : selectResources(session);
}

/** The objects that manifests name, as the cluster has them now. */
export async function fromFiles(session: Session): Promise<Selection> {
  const { args, cluster, context } = session;
  if (args.words.length > 0) {
    throw new KubectlError(
      'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
    );
  }
  const files = await manifestTexts(args.list('filename'), context, args.isOn('recursive'));
  const read = readObjects(session, files, 'create');
  const groups: SelectedKind[] = [];
  const errors = [...read.errors];
  for (const { outcome } of read.objects) {
    if (outcome instanceof KubectlError) {
      errors.push(outcome);
      continue;
    }
    const [group, version] = (outcome.object.apiVersion ?? 'v1').split('/');
    const kind = resourceType(cluster.view, version === undefined ? outcome.ref.kind : `${outcome.ref.kind}.${group}`);
    const found = cluster.view.getAny(outcome.ref);
    if (found === undefined) errors.push(notFound(kind, outcome.ref.name));
    else groups.push({ kind, resources: [found] });
  }
  return { groups, errors, isSingle: groups.length === 1 && errors.length === 0, byName: true };
}

function sorted(selection: Selection, field: string | undefined): Selection {
  if (field === undefined) return selection;
  if (selection.groups.length > 1) throw new NotModelled('--sort-by of several kinds at once is not modelled');
  return {
    ...selection,
    groups: selection.groups.map((group) => ({ ...group, resources: sortedBy(group.resources, field) })),
  };
}
