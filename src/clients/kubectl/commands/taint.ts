import type { KubernetesObject, Resource } from '../../../engine/model/index.ts';
import { DRY_RUN } from '../dry-run.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { resourceType } from '../resource-types.ts';
import { selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { type ObjectChange, sendChanges } from './change-objects.ts';

export const taintFlags: FlagSet = {
  command: 'taint',
  flags: [
    { name: 'overwrite', type: 'switch' },
    { name: 'selector', short: 'l', type: 'text' },
    { name: 'all', type: 'switch' },
    { name: 'output', short: 'o', type: 'text' },
    DRY_RUN,
  ],
  unmodelled: ['validate', 'field-manager', 'template', 'show-managed-fields', 'allow-missing-template-keys'],
};

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

/** What is to go: of every effect, unless it names one. */
type Removal = Pick<Taint, 'key'> & { readonly effect: string | undefined };

const EFFECTS: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** `kubectl taint` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/taint). */
export async function taint(session: Session): Promise<Reply> {
  const { args, cluster } = session;
  const isSpec = (word: string): boolean => /[=:]|-$/.test(word);
  const first = args.words.findIndex((word, index) => index > 0 && isSpec(word));
  const words = first < 0 ? args.words : args.words.slice(0, first);
  const specs = first < 0 ? [] : args.words.slice(first);
  const [type] = words;
  if (type === undefined) throw new KubectlError('one or more resources must be specified as <resource> <name>');
  if (specs.length === 0) throw new KubectlError('at least one taint update is required');
  const { added, removed } = parseSpecs(specs);
  if (resourceType(cluster.view, type.split('/')[0] ?? '').kind !== 'Node') {
    throw new KubectlError(`invalid resource type ${type}, only node types are supported`);
  }
  const { groups, errors } = selectResources(session, words);
  const nodes = groups.flatMap(({ resources }) => resources);
  return sendChanges(session, [...nodes.map((each) => tainted(session, each, added, removed)), ...errors]);
}

function parseSpecs(specs: readonly string[]): {
  readonly added: readonly Taint[];
  readonly removed: readonly Removal[];
} {
  const added: Taint[] = [];
  const removed: Removal[] = [];
  for (const spec of specs) {
    if (spec.endsWith('-')) {
      const [key = '', effect] = spec.slice(0, -1).split(':');
      removed.push({ key: key.split('=')[0] ?? '', effect });
    } else added.push(parseTaint(spec));
  }
  return { added, removed };
}

const NAME_RULE =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

function parseTaint(spec: string): Taint {
  const [front = '', effect, ...more] = spec.split(':');
  const [key = '', value, ...values] = front.split('=');
  const isName = /^(?:[^/]+\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(effect === undefined ? spec : key);
  if (!isName) throw usageError('taint', `invalid taint spec: ${spec}, ${NAME_RULE}`);
  if (effect === undefined || more.length > 0 || values.length > 0)
    throw usageError('taint', `invalid taint spec: ${spec}`);
  if (!EFFECTS.includes(effect)) throw usageError('taint', `invalid taint effect: ${effect}, unsupported taint effect`);
  return { key, ...(value === undefined || value === '' ? {} : { value }), effect };
}

type Node = KubernetesObject & { readonly spec?: { readonly taints?: readonly Taint[] } };

function tainted(
  { args }: Session,
  resource: Resource,
  added: readonly Taint[],
  removed: readonly Removal[],
): ObjectChange | KubectlError {
  const { object, ref } = resource;
  const { spec } = object as Node;
  const before = spec?.taints ?? [];
  const isSame = (a: Pick<Taint, 'key' | 'effect'>, b: Pick<Taint, 'key' | 'effect'>) =>
    a.key === b.key && a.effect === b.effect;
  const clash = added.find((each) => before.some((old) => isSame(old, each)));
  if (clash !== undefined && !args.isOn('overwrite')) {
    const shown = `node ${ref.name} already has ${clash.key} taint(s) with same effect(s) and --overwrite is false`;
    return new KubectlError(shown);
  }
  const goes = (old: Taint) =>
    removed.some(({ key, effect }) => key === old.key && (effect ?? old.effect) === old.effect);
  for (const { key, effect } of removed) {
    if (before.some((old) => old.key === key && (effect ?? old.effect) === old.effect)) continue;
    return new KubectlError(`taint "${key}${effect === undefined ? '' : `:${effect}`}" not found`);
  }
  const kept = before.filter((old) => !goes(old) && !added.some((each) => isSame(old, each)));
  const taints = [...added, ...kept];
  const { taints: _, ...rest } = spec ?? {};
  const after = { ...rest, ...(taints.length === 0 ? {} : { taints }) };
  const done =
    added.length === 0
      ? 'untainted'
      : removed.length === 0
        ? clash === undefined
          ? 'tainted'
          : 'modified'
        : 'modified';
  return { resource, object: Object.assign({}, object, { spec: after }), done };
}
