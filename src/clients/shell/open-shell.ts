import type { Client, Cluster, FileReader } from '../../api/index.ts';
import { NotModelled } from '../../engine/model/index.ts';
import { containerOf, environmentOf, MACHINE_FILES, machineFile, type Toolbox } from '../net-tools/index.ts';
import { makeFiles } from './files.ts';
import { installedOn } from './installed.ts';
import type { JustBash } from './just-bash.ts';
import type { Place } from './place.ts';
import { machinePrograms } from './programs/index.ts';
import type { NotModelledReason } from './programs.ts';
import { Shell } from './shell.ts';

export interface Opening {
  readonly place: Place;
  readonly client: Client;
  readonly box: Toolbox;
  /** As it is when somebody looks. */
  readonly cluster: () => Cluster;
  /** Files of its home that nobody wrote here. */
  readonly others: FileReader | undefined;
  readonly env: Readonly<Record<string, string>>;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A shell as somebody finds it, and the variables of which the manifests do not tell the value. */
export function openShell(
  library: JustBash,
  opening: Opening,
): { readonly shell: Shell; readonly doubts: ReadonlyMap<string, NotModelledReason> } {
  const { place, box } = opening;
  const { variables, unknown, home, cwd } = surroundingsOf(opening);
  const shell: Shell = new Shell({
    library,
    place,
    home,
    cwd,
    variables,
    box,
    programs: [...Object.keys(box.tools), ...(place.kind === 'pod' ? [] : machinePrograms)],
    isForeign: (name) =>
      /^[\w.+-]+$/.test(name) && !BUILTINS.has(name) && !(installedOn(box.system) as readonly string[]).includes(name),
    files: makeFiles(library, {
      home,
      asksHome: place.kind === 'host',
      known: knownFiles(opening),
      missing: (path) => missing(opening, path, home),
      unknown: (error) => shell.missed(error),
    }),
  });
  const doubts = unknown.map((name) => [name, { reason: `$${name}: its value is not in the manifests` }] as const);
  return { shell, doubts: new Map(doubts) };
}

function surroundingsOf({ client, cluster, env, place }: Opening): {
  readonly variables: Readonly<Record<string, string>>;
  readonly unknown: readonly string[];
  readonly home: string;
  readonly cwd: string;
} {
  const container = containerOf(client);
  if (client.kind === 'pod' && container !== undefined) {
    const { variables, unknown } = environmentOf(cluster().view, client.pod, container);
    const home = variables.get('HOME') ?? '/root';
    return { variables: Object.fromEntries(variables), unknown, home, cwd: container.workingDir ?? '/' };
  }
  const user = place.kind === 'node' ? 'root' : 'user';
  const home = user === 'root' ? '/root' : `/home/${user}`;
  return {
    variables: { PATH, HOME: home, USER: user, LOGNAME: user, SHELL: '/bin/bash', ...env },
    unknown: [],
    home,
    cwd: home,
  };
}

function knownFiles({ client, cluster, place }: Opening): Readonly<Record<string, () => string>> {
  if (client.kind === 'external') return place.kind === 'host' ? { '/etc/hosts': () => '127.0.0.1\tlocalhost\n' } : {};
  return Object.fromEntries(MACHINE_FILES.map((path) => [path, () => machineFile(cluster(), client, path)]));
}

/** What nobody wrote: of the host's home somebody may know, of all else nobody does. */
async function missing(
  { place, client, cluster, others }: Opening,
  path: string,
  home: string,
): Promise<string | undefined> {
  if (place.kind === 'host' && path.startsWith(`${home}/`)) {
    const content = await others?.read(path.slice(home.length + 1));
    return content?.kind === 'file' ? content.text : undefined;
  }
  if (client.kind !== 'external') return machineFile(cluster(), client, path);
  throw new NotModelled(`what ${path} of a machine outside the cluster holds is not modelled`);
}

/** What a shell does itself. */
const BUILTINS: ReadonlySet<string> = new Set([
  ...['.', ':', '[', 'alias', 'bg', 'break', 'builtin', 'cd', 'command', 'compgen', 'complete', 'continue', 'declare'],
  ...[
    'dirs',
    'echo',
    'eval',
    'exec',
    'exit',
    'export',
    'false',
    'getopts',
    'hash',
    'history',
    'let',
    'local',
    'logout',
  ],
  ...['mapfile', 'popd', 'printf', 'pushd', 'pwd', 'read', 'readarray', 'readonly', 'return', 'set', 'shift', 'shopt'],
  ...[
    'source',
    'test',
    'time',
    'times',
    'true',
    'type',
    'typeset',
    'unalias',
    'unset',
    'wait',
    'sudo',
    'nohup',
    'date',
  ],
]);
