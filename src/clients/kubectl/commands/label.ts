import type { KubernetesObject, Resource } from '../../../engine/model/index.ts';
import { compareText, NotModelled } from '../../../engine/model/index.ts';
import { DRY_RUN, did } from '../dry-run.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import { objectFormat } from '../print-objects.ts';
import { admitChanged } from '../read-objects.ts';
import { RECORD, recorded } from '../record.ts';
import { qualifiedByKind } from '../resource-names.ts';
import { type Selection, selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { fromFiles } from './get.ts';

const FLAGS: Pick<FlagSet, 'flags' | 'unmodelled'> = {
  flags: [
    { name: 'overwrite', type: 'switch' },
    { name: 'selector', short: 'l', type: 'text' },
    { name: 'all', type: 'switch' },
    { name: 'all-namespaces', short: 'A', type: 'switch' },
    { name: 'field-selector', type: 'text' },
    { name: 'list', type: 'switch' },
    { name: 'output', short: 'o', type: 'text' },
    { name: 'filename', short: 'f', type: 'list' },
    { name: 'recursive', short: 'R', type: 'switch' },
    DRY_RUN,
    RECORD,
  ],
  unmodelled: [
    ...['field-manager', 'kustomize/k', 'local'],
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

async function update(session: Session, metadata: Metadata): Promise<Reply> {
  const { args } = session;
  const { words } = args;
  if (args.isOn('list')) return listed(session, metadata);
  const isUpdate = (word: string): boolean => /^[^=]+(=|-$)/.test(word);
  const first = words.findIndex((word, index) => (index > 0 || args.isSet('filename')) && isUpdate(word));
  const resources = first < 0 ? words : words.slice(0, first);
  const updates = first < 0 ? [] : words.slice(first);
  if (resources.length === 0 && !args.isSet('filename')) {
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
  const selection = args.isSet('filename')
    ? await fromFiles({ ...session, args: { ...args, words: resources } })
    : selectResources(session, resources);
  return applyUpdates(session, selection, { updates, metadata });
}

/** `--list` prints the labels of one object; of several, with their names. */
async function listed(session: Session, { field }: Metadata): Promise<Reply> {
  const { args } = session;
  const { groups, errors } = args.isSet('filename') ? await fromFiles(session) : selectResources(session);
  const resources = groups.flatMap((group) => group.resources);
  const texts = resources.map((resource) => {
    const entries = Object.entries(resource.object.metadata?.[field] ?? {}).sort(([a], [b]) => compareText(a, b));
    const lines = entries.map(([key, value]) => `${key}=${value}\n`).join('');
    const { kind, name } = resource.ref;
    if (resources.length === 1) return lines;
    throw new NotModelled(`--list of several objects at once is not modelled: ${kind} ${name} is one of them`);
  });
  return { stdout: texts.join(''), errors };
}

function bothText({ field }: Metadata, keys: ReadonlySet<string>): string {
  if (field === 'labels') return 'can not both modify and remove a label in the same command';
  return `can not both modify and remove the following annotation(s) in the same command: ${[...keys].join(', ')}`;
}

interface Updates {
  readonly updates: readonly string[];
  readonly metadata: Metadata;
}

function applyUpdates(session: Session, { groups, errors: missing }: Selection, { updates, metadata }: Updates): Reply {
  const results = groups.flatMap((group) =>
    group.resources.map((each) => sent(session, updateOne(session, each, { updates, metadata }))),
  );
  const errors = [...missing, ...results.flatMap(({ error }) => error ?? [])];
  const changed = results.flatMap(({ resource }) => resource ?? []);
  const after = session.cluster.write({ resources: changed, diagnostics: [], files: new Map() });
  const output = session.args.text('output');
  const shown = output === undefined ? undefined : objectFormat(output);
  const stdout = results
    .map(({ text, before }) =>
      shown === undefined || before === undefined ? text : shown([after.view.getAny(before.ref) ?? before], true),
    )
    .join('');
  return changed.length === 0 ? { stdout, errors } : { stdout, errors, cluster: after };
}

interface Updated {
  readonly text: string;
  /** The object that was to be changed; absent where it was refused. */
  readonly before?: Resource;
  readonly resource?: Resource;
  readonly error?: KubectlError;
}

/** The API server admits the changed object, or rejects it. */
function sent(session: Session, updated: Updated): Updated {
  if (updated.resource === undefined) return updated;
  const { object } = updated.resource;
  const { outcome } = admitChanged(session, { ...updated.resource, object: recorded(session.args, object) });
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
  text += `${qualifiedByKind(resource)} ${did(args, outcome(metadata, updates, isChanged))}\n`;
  return isChanged ? { text, before: resource, resource: { ...resource, object } } : { text, before: resource };
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
