import type { KubernetesObject, PodSpec, Resource } from '../../../engine/model/index.ts';
import { DRY_RUN } from '../dry-run.ts';
import type { FlagSet, FlagSpec } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import { parseLabels } from '../parse-labels.ts';
import { RECORD } from '../record.ts';
import { selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { sendChanges } from './change-objects.ts';
import { changePods, matches, selectionOf } from './change-pods.ts';
import { allContainers, withContainers } from './pod-template.ts';
import { setEnv } from './set-env.ts';

const FLAGS: readonly FlagSpec[] = [
  { name: 'filename', short: 'f', type: 'list' },
  { name: 'recursive', short: 'R', type: 'switch' },
  { name: 'all', type: 'switch' },
  { name: 'selector', short: 'l', type: 'text' },
  { name: 'output', short: 'o', type: 'text' },
  DRY_RUN,
];
const UNMODELLED = ['kustomize/k', 'local', 'field-manager', 'template', 'show-managed-fields', 'resource-version'];

export type SetCommand = FlagSet & { readonly run: (session: Session) => Promise<Reply> };

function command(name: string, flags: readonly FlagSpec[], run: SetCommand['run']): SetCommand {
  return { command: `set ${name}`, flags: [...FLAGS, ...flags], unmodelled: UNMODELLED, run };
}

const CONTAINERS: FlagSpec = { name: 'containers', short: 'c', type: 'text' };

/** What `kubectl set` changes (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/set). */
export const setCommands: readonly SetCommand[] = [
  command(
    'env',
    [
      CONTAINERS,
      { name: 'env', short: 'e', type: 'list' },
      { name: 'from', type: 'text' },
      { name: 'keys', type: 'list' },
      { name: 'prefix', type: 'text' },
      { name: 'list', type: 'switch' },
      { name: 'resolve', type: 'switch' },
      { name: 'overwrite', type: 'switch' },
    ],
    setEnv,
  ),
  command('image', [RECORD], setImage),
  command(
    'resources',
    [CONTAINERS, { name: 'limits', type: 'text' }, { name: 'requests', type: 'text' }, RECORD],
    setResources,
  ),
  command('selector', [RECORD], setSelector),
  command('serviceaccount', [RECORD], setServiceAccount),
  command('sa', [RECORD], setServiceAccount),
];

function isPair(word: string): boolean {
  return word.includes('=');
}

/** set_image.go: `CONTAINER=IMAGE`, and `*=IMAGE` for all of them. */
async function setImage(session: Session): Promise<Reply> {
  const { words } = session.args;
  const pairs = words.filter(isPair);
  const resources = words.filter((word) => !isPair(word));
  if (words.length > 0 && pairs.length === 0 && selectResourcesBefore(session, resources)) {
    throw new KubectlError('at least one image update is required');
  }
  const selection = await selectionOf(session, resources);
  const wanted = new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  const change = (spec: PodSpec) => {
    const names = allContainers(spec).map(({ name }) => name);
    const missing = [...wanted.keys()].filter((name) => name !== '*' && !names.includes(name));
    const after = withContainers(spec, (container) => {
      const image = wanted.get(container.name) ?? wanted.get('*');
      return image === undefined ? container : { ...container, image };
    });
    return { spec: after, errors: missing.map((name) => new KubectlError(`unable to find container named "${name}"`)) };
  };
  return changePods(session, selection, change, 'image updated');
}

/** Whether the words are such that kubectl looks for them before it misses an update. */
function selectResourcesBefore(session: Session, words: readonly string[]): boolean {
  selectResources(session, words);
  return true;
}

const QUANTITY = /^[+-]?[0-9.]+(?:[eEinumkKMGTP]*[-+]?[0-9]*)$/;

/** set_resources.go: `cpu=200m,memory=512Mi`. */
async function setResources(session: Session): Promise<Reply> {
  const { args } = session;
  if (!args.isSet('limits') && !args.isSet('requests')) {
    throw new KubectlError('you must specify an update to requests or limits (in the form of --requests/--limits)');
  }
  const limits = quantities(args.text('limits'));
  const requests = quantities(args.text('requests'));
  const selection = await selectionOf(session, args.words);
  const wanted = args.text('containers') ?? '*';
  const change = (spec: PodSpec) => {
    const chosen = allContainers(spec).filter(({ name }) => matches(wanted, name));
    if (chosen.length === 0) return { spec, errors: [new KubectlError(`unable to find container named ${wanted}`)] };
    const after = withContainers(spec, (container) => {
      if (!chosen.includes(container)) return container;
      const { resources = {} } = container;
      return {
        ...container,
        resources: { ...resources, ...merged('limits', limits), ...merged('requests', requests) },
      };
    });
    return { spec: after };
  };
  return changePods(session, selection, change, 'resource requirements updated');
}

function merged(name: string, amounts: Readonly<Record<string, string>> | undefined): object {
  return amounts === undefined ? {} : { [name]: amounts };
}

function quantities(text: string | undefined): Readonly<Record<string, string>> | undefined {
  if (text === undefined || text === '') return undefined;
  const pairs = text.split(',').map((pair) => {
    const [name = '', amount, ...more] = pair.split('=');
    if (amount === undefined || more.length > 0) {
      throw new KubectlError(`invalid argument syntax ${pair}, expected <resource>=<value>`);
    }
    if (QUANTITY.test(amount)) return [name, amount] as const;
    throw new KubectlError(
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    );
  });
  return Object.fromEntries(pairs);
}

/** set_selector.go: the whole selector of a Service; the last word is the selector, whatever it is. */
async function setSelector(session: Session): Promise<Reply> {
  const { words } = session.args;
  const { groups, errors } = await selectionOf(session, words.slice(0, -1));
  const selector = parseLabels(words.at(-1) ?? '');
  const changes = groups
    .flatMap(({ resources }) => resources)
    .map((resource) => {
      if (resource.ref.kind !== 'Service') {
        return new KubectlError('setting a selector is only supported for Services');
      }
      return { resource, object: withSpec(resource, { selector }), done: 'selector updated' };
    });
  return sendChanges(session, [...changes, ...errors]);
}

function withSpec({ object }: Resource, fields: object): KubernetesObject {
  const { spec } = object as { readonly spec?: object };
  return Object.assign({}, object, { spec: { ...spec, ...fields } });
}

/** set_serviceaccount.go. */
async function setServiceAccount(session: Session): Promise<Reply> {
  const { words } = session.args;
  const name = words.at(-1);
  if (name === undefined) throw new KubectlError('serviceaccount is required');
  const selection = await selectionOf(session, words.slice(0, -1));
  const change = (spec: PodSpec) => ({ spec: { ...spec, serviceAccountName: name, serviceAccount: name } });
  return changePods(session, selection, change, 'serviceaccount updated', { saysUnchanged: true });
}
