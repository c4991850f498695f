import type { Resource } from '../../../engine/model/index.ts';
import { NotModelled } from '../../../engine/model/index.ts';
import type { Arguments, FlagSet } from '../flags.ts';
import { formatFromFile } from '../format-file.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { kustomizedTexts } from '../kustomize/kustomized-texts.ts';
import { manifestTexts } from '../manifest-texts.ts';
import { type ObjectFormat, objectFormat, sortedBy } from '../print-objects.ts';
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
  const isWatching = args.isOn('watch');
  if (args.isOn('output-watch-events') && !isWatching) {
    throw new KubectlError('--output-watch-events option can only be used with --watch or --watch-only');
  }
  if (args.words.length === 0 && !args.isSet('filename')) return noTypeGiven();
  const found = await selected(session);
  if (isWatching && found.groups.length + found.errors.length > 1 && args.words.every((word) => word.includes(','))) {
    throw new KubectlError('you may only specify a single resource type');
  }
  const [missing] = found.errors;
  if (isWatching && missing !== undefined) return { errors: [missing] };
  const selection = sorted(found, args.text('sort-by'));
  const errors = args.isOn('ignore-not-found') ? [] : selection.errors;
  const stdout = await printed(session, selection);
  const nothing = stdout === '' && errors.length === 0 && !args.isOn('ignore-not-found') && !isWatching;
  return {
    stdout,
    errors,
    ...(nothing && !hasFormat(args) ? { stderr: noneFound(session) } : {}),
    ...(isWatching ? { endless: true as const } : {}),
  };
}

function hasFormat({ text, isSet }: Arguments): boolean {
  return isSet('template') || (text('output') ?? 'wide') !== 'wide';
}

async function printed(session: Session, selection: Selection): Promise<string> {
  const { args } = session;
  const template = args.text('template');
  // A template alone is one of Go's (print_flags.go).
  const output = args.text('output') ?? (template === undefined ? 'wide' : 'go-template');
  if (hasFormat(args)) {
    const format = objectFormat(await formatFromFile(session, output), { template });
    if (selection.isSingle && selection.groups.length === 0) return '';
    const resources = selection.groups.flatMap((group) => group.resources);
    return args.isOn('watch') ? printEach(output, format, resources) : format(resources, selection.isSingle);
  }
  return printTables(selection.groups, {
    wide: args.text('output') === 'wide',
    headers: !args.isOn('no-headers'),
    showKind: args.isOn('show-kind') || new Set(selection.groups.map(({ kind }) => kind)).size > 1,
    showNamespace: args.isOn('all-namespaces'),
    showLabels: args.isOn('show-labels'),
    showEvents: args.isOn('output-watch-events'),
    labelColumns: args.list('label-columns').flatMap((keys) => keys.split(',')),
  });
}

/** Who watches is shown every object by itself. */
function printEach(output: string, format: ObjectFormat, resources: readonly Resource[]): string {
  if (/^custom-columns/.test(output)) return format(resources, false);
  return resources.map((each) => format([each], true)).join(output === 'yaml' ? '---\n' : '');
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
  const files = args.isSet('kustomize')
    ? await kustomizedTexts(session)
    : await manifestTexts(args.list('filename'), context, args.isOn('recursive'));
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
