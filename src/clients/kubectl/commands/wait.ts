import type { KubernetesObject, Resource } from '../../../engine/model/index.ts';
import type { FlagSet } from '../flags.ts';
import { evaluatePath, formatValue } from '../jsonpath/evaluate.ts';
import { parsePath } from '../jsonpath/parse-template.ts';
import { KubectlError } from '../kubectl-error.ts';
import { objectFormat } from '../print-objects.ts';
import { qualifiedByKind, resourceOf } from '../resource-names.ts';
import { requireWords, type Selection, selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { fromFiles } from './get.ts';

export const waitFlags: FlagSet = {
  command: 'wait',
  flags: [
    { name: 'for', type: 'text' },
    { name: 'timeout', type: 'duration' },
    { name: 'selector', short: 'l', type: 'text' },
    { name: 'field-selector', type: 'text' },
    { name: 'all', type: 'switch' },
    { name: 'all-namespaces', short: 'A', type: 'switch' },
    { name: 'filename', short: 'f', type: 'list' },
    { name: 'recursive', short: 'R', type: 'switch' },
    { name: 'output', short: 'o', type: 'text' },
  ],
  unmodelled: ['local', 'show-managed-fields', 'template', 'allow-missing-template-keys'],
};

/** Whether an object is as one waits for it to be. */
type Condition = (object: KubernetesObject) => boolean;

/**
 * `kubectl wait` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/wait/wait.go). The cluster is at rest: what is not met now
 * never will be, so that the time runs out.
 */
export async function wait(session: Session): Promise<Reply> {
  const { args } = session;
  const text = args.text('for') ?? '';
  const isFor = (word: string): boolean => text.toLowerCase() === word;
  const condition = isFor('delete') || isFor('create') ? undefined : conditionOf(text);
  requireWords(session);
  const selection = args.isSet('filename') ? await fromFiles(session) : selectResources(session);
  if (!selection.byName && !args.isSet('selector') && !args.isSet('field-selector') && !args.isOn('all')) {
    throw new KubectlError('resource(s) were provided, but no name was specified');
  }
  const resources = selection.groups.flatMap((group) => group.resources);
  if (isFor('create')) return waitForCreation(session, selection, resources);
  const met = resources.filter(({ object }) => condition?.(object) ?? false);
  const late = resources.filter((each) => !met.includes(each)).map(timedOut);
  const missing = isFor('delete') ? [] : selection.errors;
  if (resources.length + missing.length === 0) {
    if (isFor('delete')) return {};
    throw new KubectlError('no matching resources found');
  }
  return { stdout: shown(session, met), errors: [...late, ...missing] };
}

function waitForCreation(session: Session, { errors }: Selection, resources: readonly Resource[]): Reply {
  if (errors.length > 0) throw new KubectlError('timed out waiting for the condition');
  return { stdout: shown(session, resources) };
}

function timedOut(resource: Resource): KubectlError {
  const plural = resourceOf(resource).split('.')[0] ?? '';
  return new KubectlError(`timed out waiting for the condition on ${plural}/${resource.ref.name}`);
}

function shown({ args }: Session, resources: readonly Resource[]): string {
  const output = args.text('output');
  if (output !== undefined) return resources.map((each) => objectFormat(output)([each], true)).join('');
  return resources.map((each) => `${qualifiedByKind(each)} condition met\n`).join('');
}

function conditionOf(text: string): Condition {
  if (text.startsWith('condition=')) return statusCondition(text.slice('condition='.length));
  if (text.startsWith('jsonpath=')) return jsonPathCondition(text.slice('jsonpath='.length));
  throw new KubectlError(`unrecognized condition: "${text}"`);
}

interface WithConditions extends KubernetesObject {
  readonly metadata?: KubernetesObject['metadata'] & { readonly generation?: number };
  readonly status?: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly observedGeneration?: number;
    }[];
  };
}

/** `Ready`, `available=false`: types and values in any case; `True` by itself. */
function statusCondition(text: string): Condition {
  const equals = text.indexOf('=');
  const type = (equals < 0 ? text : text.slice(0, equals)).toLowerCase();
  const wanted = equals < 0 ? 'true' : text.slice(equals + 1).toLowerCase();
  return (object) => {
    const conditions = (object as WithConditions).status?.conditions ?? [];
    return conditions.some((each) => each.type.toLowerCase() === type && each.status.toLowerCase() === wanted);
  };
}

/** `{.status.phase}=Running`; without a value, any one that is there will do. */
function jsonPathCondition(text: string): Condition {
  if (text === '') throw new KubectlError('jsonpath expression cannot be empty');
  const [, path = '', value] = /^((?:\{.*?\})|[^=]*(?:\[\?\(.*?\)\][^=]*)?)(?:=(.*))?$/s.exec(text) ?? [];
  if (path === '') throw new KubectlError('jsonpath expression cannot be empty');
  if (value === '') throw new KubectlError('jsonpath wait value cannot be empty');
  const bare = path.replace(/^\{(.*)\}$/s, '$1');
  const parsed = parsePath(bare.startsWith('.') ? bare : `.${bare}`);
  return (object) => {
    const found = evaluatePath(parsed, object);
    if (value === undefined) return found.length > 0;
    if (found.length > 1) throw new KubectlError('given jsonpath expression matches more than one value');
    return found.some((each) => formatValue(each) === value.trim().replace(/^(['"])(.*)\1$/, '$2'));
  };
}
