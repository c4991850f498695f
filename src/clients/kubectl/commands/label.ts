import type { KubernetesObject, Resource } from '../../../engine/model/index.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import { admitChanged } from '../read-objects.ts';
import { qualifiedByKind } from '../resource-names.ts';
import { selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';

const FLAGS: Pick<FlagSet, 'flags' | 'unmodelled'> = {
  flags: [
    { name: 'overwrite', type: 'switch' },
    { name: 'selector', short: 'l', type: 'text' },
    { name: 'all', type: 'switch' },
    { name: 'all-namespaces', short: 'A', type: 'switch' },
    { name: 'field-selector', type: 'text' },
  ],
  unmodelled: [
    ...['dry-run', 'field-manager', 'filename/f', 'kustomize/k', 'list', 'local', 'output/o', 'recursive/R'],
    ...['resource-version', 'show-managed-fields', 'template', 'allow-missing-template-keys'],
  ],
};

export const labelFlags: FlagSet = { command: 'label', ...FLAGS };
export const annotateFlags: FlagSet = { command: 'annotate', ...FLAGS };

interface Metadata {
  readonly field: 'labels' | 'annotations';
  readonly word: 'label' | 'annotation';
}

/** `kubectl label` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/label/label.go). */
export async function label(session: Session): Promise<Reply> {
  return update(session, { field: 'labels', word: 'label' });
}

/** `kubectl annotate` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/annotate/annotate.go). */
export async function annotate(session: Session): Promise<Reply> {
  return update(session, { field: 'annotations', word: 'annotation' });
}

function update(session: Session, metadata: Metadata): Reply {
  const { words } = session.args;
  const isUpdate = (word: string): boolean => /^[^=]+(=|-$)/.test(word);
  const first = words.findIndex((word, index) => index > 0 && isUpdate(word));
  const resources = first < 0 ? words : words.slice(0, first);
  const updates = first < 0 ? [] : words.slice(first);
  if (resources.length === 0) {
    throw new KubectlError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (updates.length === 0) throw new KubectlError(`at least one ${metadata.word} update is required`);
  const stray = updates.find((word) => !isUpdate(word));
  if (stray !== undefined)
    throw new KubectlError(`all resources must be specified before ${metadata.word} changes: ${stray}`);
  const removed = new Set(updates.flatMap((word) => (word.includes('=') ? [] : [word.slice(0, -1)])));
  if (updates.some((word) => removed.has(word.split('=')[0] ?? ''))) {
    throw new KubectlError(bothText(metadata, removed));
  }
  return applyUpdates(session, { resources, updates, metadata });
}

function bothText({ field }: Metadata, keys: ReadonlySet<string>): string {
  if (field === 'labels') return 'can not both modify and remove a label in the same command';
  return `can not both modify and remove the following annotation(s) in the same command: ${[...keys].join(', ')}`;
}

interface Updates {
  readonly resources: readonly string[];
  readonly updates: readonly string[];
  readonly metadata: Metadata;
}

function applyUpdates(session: Session, { resources, updates, metadata }: Updates): Reply {
  const { groups, errors: missing } = selectResources(session, resources);
  const results = groups.flatMap((group) =>
    group.resources.map((each) => sent(session, updateOne(session, each, { updates, metadata }))),
  );
  const errors = [...missing, ...results.flatMap(({ error }) => error ?? [])];
  const changed = results.flatMap(({ resource }) => resource ?? []);
  const stdout = results.map(({ text }) => text).join('');
  if (changed.length === 0) return { stdout, errors };
  return { stdout, errors, cluster: session.cluster.write({ resources: changed, diagnostics: [], files: new Map() }) };
}

interface Updated {
  readonly text: string;
  readonly resource?: Resource;
  readonly error?: KubectlError;
}

/** The API server admits the changed object, or rejects it. */
function sent(session: Session, updated: Updated): Updated {
  if (updated.resource === undefined) return updated;
  const { outcome } = admitChanged(session, updated.resource);
  return outcome instanceof KubectlError ? { text: '', error: outcome } : { ...updated, resource: outcome };
}

function updateOne(
  { args }: Session,
  resource: Resource,
  { updates, metadata }: Pick<Updates, 'updates' | 'metadata'>,
): Updated {
  const before = resource.object.metadata?.[metadata.field] ?? {};
  const after: Record<string, string> = { ...before };
  let text = '';
  for (const update of updates) {
    const equals = update.indexOf('=');
    const key = equals < 0 ? update.slice(0, -1) : update.slice(0, equals);
    const value = equals < 0 ? undefined : update.slice(equals + 1);
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    if (value === undefined) {
      if (old === undefined && metadata.field === 'labels') text += `${metadata.word} "${key}" not found.\n`;
      delete after[key];
    } else if (old !== undefined && old !== value && !args.isOn('overwrite')) {
      const message = `'${key}' already has a value (${old}), and --overwrite is false`;
      return {
        text: '',
        error: new KubectlError(
          metadata.field === 'labels'
            ? message
            : `--overwrite is false but found the following declared annotation(s): '${key}' already has a value (${old})`,
        ),
      };
    } else after[key] = value;
  }
  const object = withMetadata(resource.object, metadata.field, after);
  const isChanged = JSON.stringify(before) !== JSON.stringify(after);
  text += `${qualifiedByKind(resource)} ${outcome(metadata, updates, isChanged)}\n`;
  return isChanged ? { text, resource: { ...resource, object } } : { text };
}

/** `labeled`, `unlabeled` where one removed labels alone, `not labeled` where nothing changed. */
function outcome({ field }: Metadata, updates: readonly string[], isChanged: boolean): string {
  if (field === 'annotations') return 'annotated';
  const onlyRemoves = updates.every((update) => !update.includes('='));
  if (isChanged) return onlyRemoves ? 'unlabeled' : 'labeled';
  return onlyRemoves ? 'labeled' : 'not labeled';
}

function withMetadata(
  object: KubernetesObject,
  field: Metadata['field'],
  value: Readonly<Record<string, string>>,
): KubernetesObject {
  const { [field]: _, ...rest } = object.metadata ?? {};
  return { ...object, metadata: Object.keys(value).length === 0 ? rest : { ...rest, [field]: value } };
}
