import { NotModelled } from '../../../engine/model/index.ts';
import { alignCells } from '../../../report/index.ts';
import type { FlagSet, FlagSpec } from '../flags.ts';
import { type Kubeconfig, type KubeconfigContext, ownContext, ownKubeconfig, serverOf } from '../kubeconfig.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { valueFormat } from '../print-objects.ts';
import type { Reply, Session } from '../session.ts';

type ConfigCommand = FlagSet & { readonly run: (session: Session) => Promise<Reply> };

function command(name: string, flags: readonly FlagSpec[], run: (session: Session) => Reply): ConfigCommand {
  return { command: `config ${name}`, flags, unmodelled: [], run: async (session) => run(session) };
}

/** What `kubectl config` does with contexts (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/config). */
export const configCommands: readonly ConfigCommand[] = [
  command('current-context', [], currentContext),
  command(
    'get-contexts',
    [
      { name: 'output', short: 'o', type: 'text' },
      { name: 'no-headers', type: 'switch' },
    ],
    getContexts,
  ),
  command('get-clusters', [], (session) => names(session, ({ cluster }) => cluster)),
  command('get-users', [], (session) => names(session, ({ user }) => user)),
  command('use-context', [], useContext),
  command('use', [], useContext),
  command('rename-context', [], renameContext),
  command(
    'set-context',
    [
      { name: 'current', type: 'switch' },
      { name: 'cluster', type: 'text' },
      { name: 'user', type: 'text' },
    ],
    setContext,
  ),
  command(
    'view',
    [
      { name: 'output', short: 'o', type: 'text' },
      { name: 'template', type: 'text' },
      { name: 'minify', type: 'switch' },
      { name: 'flatten', type: 'switch' },
      { name: 'merge', type: 'switch' },
    ],
    view,
  ),
];

function configOf({ cluster, context }: Session): Kubeconfig {
  return context.kubeconfig ?? ownKubeconfig(cluster);
}

function currentContext(session: Session): Reply {
  refuseWords(session, 0);
  const { current } = configOf(session);
  if (current === '') throw new KubectlError('current-context is not set');
  return { stdout: `${current}\n` };
}

function refuseWords({ args }: Session, wanted: number): void {
  if (args.words.length !== wanted) throw new KubectlError(`Unexpected args: [${args.words.join(' ')}]`);
}

/** get_contexts.go: of names that are not there, the others are shown all the same. */
function getContexts(session: Session): Reply {
  const { args } = session;
  const output = args.text('output');
  if (output !== undefined && output !== 'name') {
    throw new NotModelled(`kubectl config get-contexts -o ${output} is not modelled`, { hint: 'supported: name' });
  }
  const { contexts, current } = configOf(session);
  const named = args.words.length === 0 ? contexts : contexts.filter(({ name }) => args.words.includes(name));
  const sorted = [...named].sort((a, b) => (a.name < b.name ? -1 : 1));
  const missing = args.words.filter((word) => !contexts.some(({ name }) => name === word));
  const errors = missing.map((name) => new KubectlError(`context ${name} not found`));
  if (output === 'name') return { stdout: sorted.map(({ name }) => `${name}\n`).join(''), errors };
  const rows = sorted.map((each) => [
    ...[each.name === current ? '*' : '', each.name, each.cluster, each.user, each.namespace],
  ]);
  const header = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'];
  return { stdout: aligned(args.isOn('no-headers') ? rows : [header, ...rows]), errors };
}

function aligned(rows: readonly (readonly string[])[]): string {
  return alignCells(rows)
    .map((line) => `${line}\n`)
    .join('');
}

function names(session: Session, of: (context: KubeconfigContext) => string): Reply {
  return { stdout: `NAME\n${of(ownContext(session.cluster))}\n` };
}

function useContext(session: Session): Reply {
  refuseWords(session, 1);
  const [name = ''] = session.args.words;
  const kubeconfig = configOf(session);
  if (!kubeconfig.contexts.some((each) => each.name === name)) {
    throw new KubectlError(`no context exists with the name: "${name}"`);
  }
  return { stdout: `Switched to context "${name}".\n`, kubeconfig: { ...kubeconfig, current: name } };
}

function renameContext(session: Session): Reply {
  const [from = '', to = '', ...more] = session.args.words;
  if (to === '' || more.length > 0) throw new KubectlError(`Unexpected args: [${session.args.words.join(' ')}]`);
  const { contexts, current } = configOf(session);
  if (!contexts.some(({ name }) => name === from)) {
    throw new NotModelled(`the kubeconfig has no context "${from}": the error names its path, which is not modelled`);
  }
  if (contexts.some(({ name }) => name === to)) {
    throw new NotModelled(`the kubeconfig has a context "${to}": the error names its path, which is not modelled`);
  }
  const renamed = contexts.map((each) => (each.name === from ? { ...each, name: to } : each));
  const kubeconfig = { current: current === from ? to : current, contexts: renamed };
  return { stdout: `Context "${from}" renamed to "${to}".\n`, kubeconfig };
}

/** set_context.go: only what flags name is changed. */
function setContext(session: Session): Reply {
  const { args } = session;
  const { contexts, current } = configOf(session);
  if (args.words.length > 1) throw new KubectlError(`Unexpected args: [${args.words.join(' ')}]`);
  const [written = ''] = args.words;
  if (written !== '' && args.isOn('current')) {
    throw new KubectlError('you cannot specify both a context name and --current');
  }
  if (written === '' && !args.isOn('current')) {
    throw new KubectlError('you must specify a non-empty context name or --current');
  }
  if (args.isOn('current') && current === '') throw new KubectlError('no current context is set');
  const name = args.isOn('current') ? current : written;
  const before = contexts.find((each) => each.name === name);
  const changed = {
    name,
    cluster: args.text('cluster') ?? before?.cluster ?? '',
    user: args.text('user') ?? before?.user ?? '',
    namespace: args.text('namespace') ?? before?.namespace ?? '',
  };
  const kubeconfig = { current, contexts: [...contexts.filter((each) => each !== before), changed] };
  return { stdout: `Context "${name}" ${before === undefined ? 'created' : 'modified'}.\n`, kubeconfig };
}

/** What stands for an address that nobody knows: whoever would print it cannot. */
const UNKNOWN_SERVER = 'https://unknown.invalid';

function view(session: Session): Reply {
  const { args, cluster } = session;
  if (args.words.length > 0) throw usageError(args.command, `unexpected arguments: [${args.words.join(' ')}]`);
  const { contexts, current } = configOf(session);
  const minify = args.isOn('minify');
  const name = args.text('context') ?? current;
  if (minify && current === '' && name === '') throw new KubectlError('current-context must exist in order to minify');
  const shown = minify ? contexts.filter((each) => each.name === name) : contexts;
  if (minify && shown.length === 0) throw new KubectlError(`cannot locate context ${name}`);
  const own = ownContext(cluster);
  const server = serverOf(cluster) ?? UNKNOWN_SERVER;
  const value = {
    apiVersion: 'v1',
    clusters: [{ cluster: { 'certificate-authority-data': 'DATA+OMITTED', server }, name: own.cluster }],
    contexts: [...shown].sort((a, b) => (a.name < b.name ? -1 : 1)).map(contextValue),
    'current-context': name,
    kind: 'Config',
    preferences: {},
    users: [
      {
        name: own.user,
        user: { 'client-certificate-data': 'DATA+OMITTED', 'client-key-data': 'DATA+OMITTED' },
      },
    ],
  };
  const stdout = formatted(session, value);
  if (!stdout.includes(UNKNOWN_SERVER)) return { stdout };
  return { stdout: '', status: 'unknown', unknown: 'by which address and port this machine reaches the API server' };
}

function contextValue({ name, cluster, user, namespace }: KubeconfigContext): object {
  return { context: { cluster, ...(namespace === '' ? {} : { namespace }), user }, name };
}

function formatted({ args }: Session, value: object): string {
  const output = args.text('output') ?? 'yaml';
  return valueFormat(output, { template: args.text('template') })(value);
}
