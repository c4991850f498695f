import type { Container, PodSpec, Resource } from '../../../engine/model/index.ts';
import { NotModelled } from '../../../engine/model/index.ts';
import { KubectlError } from '../kubectl-error.ts';
import type { Reply, Session } from '../session.ts';
import { changePods, matches, selectionOf } from './change-pods.ts';
import { allContainers, podSpecOf, withContainers } from './pod-template.ts';

type Variable = NonNullable<Container['env']>[number];

function isSetting(word: string): boolean {
  return /^[^=]+=|^[^=]+-$/.test(word);
}

/** set_env.go: `NAME=value` sets, `NAME-` removes, `--from` takes all keys of a ConfigMap or a Secret, `--list` prints. */
export async function setEnv(session: Session): Promise<Reply> {
  const { args } = session;
  const settings = [...args.words.filter(isSetting), ...args.list('env')];
  const words = args.words.filter((word) => !isSetting(word));
  if (words.length === 0 && !args.isSet('filename')) {
    throw new KubectlError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  const selection = await selectionOf(session, words);
  const wanted = args.text('containers') ?? '*';
  const resources = selection.groups.flatMap((group) => group.resources);
  if (args.isOn('list')) {
    if (args.isOn('resolve')) throw new NotModelled('kubectl set env --list --resolve is not modelled');
    return { stdout: resources.map((each) => listText(each, wanted)).join(''), errors: selection.errors };
  }
  const { variables, warnings } = variablesFrom(session);
  const added = [...variables, ...settings.filter((each) => !each.endsWith('-')).map(variableOf)];
  const removed = settings.filter((each) => !each.includes('=')).map((each) => each.slice(0, -1));
  if (added.length + removed.length === 0) return { errors: selection.errors };
  const idle = resources.filter((each) => hasNone(each, wanted));
  const stderr = idle.map(({ ref }) => {
    return `Warning: ${ref.kind}/${ref.name} does not have any containers matching "${wanted}"\n`;
  });
  const groups = selection.groups.map((group) => ({
    ...group,
    resources: group.resources.filter((each) => !idle.includes(each)),
  }));
  const change = (spec: PodSpec) => ({
    spec: withContainers(spec, (container) =>
      matches(wanted, container.name) ? withVariables(container, added, removed) : container,
    ),
  });
  const reply = changePods(session, { ...selection, groups }, change, 'env updated', { saysUnchanged: true });
  return { ...reply, stderr: [...warnings, ...stderr, reply.stderr ?? ''].join('') };
}

function hasNone(resource: Resource, wanted: string): boolean {
  const spec = podSpecOf(resource);
  return !(spec instanceof KubectlError) && !allContainers(spec).some(({ name }) => matches(wanted, name));
}

function variableOf(text: string): Variable {
  const equals = text.indexOf('=');
  return { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

/** What is there already gets its new value where it stands; the rest goes to the end. */
function withVariables(container: Container, added: readonly Variable[], removed: readonly string[]): Container {
  const env = (container.env ?? []).filter(({ name }) => !removed.includes(name));
  for (const variable of added) {
    const at = env.findIndex(({ name }) => name === variable.name);
    if (at < 0) env.push(variable);
    else env[at] = variable;
  }
  const { env: _, ...rest } = container;
  return env.length === 0 ? rest : { ...rest, env };
}

interface FromObject {
  readonly variables: readonly Variable[];
  readonly warnings: readonly string[];
}

/** `--from=configmap/NAME`, `secret/NAME`: one variable for each key, in capitals. */
function variablesFrom({ args, cluster, namespace }: Session): FromObject {
  const from = args.text('from');
  if (from === undefined) return { variables: [], warnings: [] };
  const [type = '', name = ''] = from.split('/');
  const kind = /^(cm|configmaps?)$/i.test(type) ? 'ConfigMap' : /^secrets?$/i.test(type) ? 'Secret' : undefined;
  if (kind === undefined) throw new KubectlError('unsupported resource specified in --from');
  const found = cluster.view.getAny({ kind, namespace, name });
  const plural = `${kind.toLowerCase()}s`;
  if (found === undefined) throw new KubectlError(`${plural} "${name}" not found`, { reason: 'NotFound' });
  const { data = {} } = found.object as { readonly data?: Readonly<Record<string, string>> };
  const only = args.list('keys').flatMap((each) => each.split(','));
  const keys = Object.keys(data).filter((key) => only.length === 0 || only.includes(key));
  const source = kind === 'ConfigMap' ? 'configMapKeyRef' : 'secretKeyRef';
  const prefix = args.text('prefix') ?? '';
  const warnings: string[] = [];
  const variables = keys.map((key): Variable => {
    const capital = `${key.toUpperCase().replace(/[^A-Z0-9_]/g, '_')}`;
    if (capital !== key) warnings.push(`Warning: key ${key} transferred to ${capital}\n`);
    return { name: `${prefix}${capital}`, valueFrom: { [source]: { key, name } } };
  });
  return { variables, warnings };
}

/** The containers come before the init containers here. */
function listText(resource: Resource, wanted: string): string {
  const spec = podSpecOf(resource);
  if (spec instanceof KubectlError) throw spec;
  const containers = [...spec.containers, ...(spec.initContainers ?? [])].filter(({ name }) => matches(wanted, name));
  return containers
    .map(({ name, env = [] }) => {
      const lines = env.map((each) => `${variableText(each)}\n`).join('');
      return `# ${resource.ref.kind} ${resource.ref.name}, container ${name}\n${lines}`;
    })
    .join('');
}

/** GetEnvVarRefString of kubectl pkg/cmd/set/env/env_resolve.go. */
function variableText({ name, value = '', valueFrom }: Variable): string {
  if (valueFrom === undefined) return `${name}=${value}`;
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = valueFrom;
  if (configMapKeyRef !== undefined)
    return `# ${name} from configmap ${configMapKeyRef.name}, key ${configMapKeyRef.key}`;
  if (secretKeyRef !== undefined) return `# ${name} from secret ${secretKeyRef.name}, key ${secretKeyRef.key}`;
  if (fieldRef !== undefined) return `# ${name} from field path ${fieldRef.fieldPath}`;
  const container = resourceFieldRef?.containerName ?? '';
  const prefix = container === '' ? '' : `${container}/`;
  return `# ${name} from resource field ${prefix}${resourceFieldRef?.resource ?? ''}`;
}
