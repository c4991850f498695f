import { quoted, type StatementResult as Ran } from '../../clients/shell/index.ts';
import { onlyKubectl } from './only-kubectl.ts';

/** What `kubectl run` did when a page was written, in today's words. */
export interface FormerRun {
  /** Commands of today that do the same. */
  readonly commands: readonly string[];
  readonly reason: string;
}

/** Flags of `kubectl run` with a value of their own word; those of a later kubectl are of no matter here. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  '--env',
  '--generator',
  '--image',
  '--image-pull-policy',
  '--labels',
  '--limits',
  '--namespace',
  '--overrides',
  '--port',
  '--replicas',
  '--requests',
  '--restart',
  '--schedule',
  '-l',
  '-n',
  '-r',
]);
const REMOVED: ReadonlySet<string> = new Set([
  '--generator',
  '--hostport',
  '--limits',
  '--record',
  '--replicas',
  '--requests',
  '--schedule',
  '--serviceaccount',
  '-r',
]);

interface Words {
  readonly name: string;
  readonly flags: readonly { readonly name: string; readonly value?: string; readonly words: readonly string[] }[];
  readonly rest: readonly string[];
}

/**
 * Until kubectl 1.18 `run` made a Deployment, whose pods have the label `run`, and took `--replicas` and `--generator`
 * (kubernetes `CHANGELOG/CHANGELOG-1.18.md`, pull request 87077). `undefined` where
 * it fails for something else.
 */
export function formerRun(ran: Ran): FormerRun | undefined {
  const read = wordsOf(onlyKubectl(ran) ?? []);
  if (read === undefined) return undefined;
  if (![...REMOVED].some((flag) => ran.stderr.includes(`unknown flag: ${flag}`))) return undefined;
  const flag = (...names: string[]) => read.flags.findLast(({ name }) => names.includes(name))?.value;
  const generator = flag('--generator') ?? '';
  const isInteractive = read.flags.some(({ name }) => /^(?:--rm|--stdin|--tty|--attach|-\w*[it]\w*)$/.test(name));
  const isPod = isInteractive || /^run-pod/.test(generator) || /^(?:Never|OnFailure)$/.test(flag('--restart') ?? '');
  if (isPod) {
    const left = read.flags.filter(({ name }) => !REMOVED.has(name)).flatMap(({ words }) => words);
    const rest = read.rest.length === 0 ? [] : ['--', ...read.rest];
    const words = ['kubectl', 'run', read.name, ...left, ...rest];
    return { commands: [quoted(words)], reason: 'flags of `kubectl run` went with kubectl 1.18' };
  }
  const namespace = flag('-n', '--namespace');
  const place = namespace === undefined ? '' : ` -n ${quoted([namespace])}`;
  const made = JSON.stringify(deploymentOf(read, flag));
  const commands = [`kubectl apply${place} -f - <<'CURLEW'\n${made}\nCURLEW`];
  const port = flag('--port');
  if (port !== undefined && read.flags.some(({ name }) => name === '--expose'))
    commands.push(`kubectl expose deployment ${quoted([read.name])} --port=${quoted([port])}${place}`);
  return { commands, reason: '`kubectl run` makes a pod since kubectl 1.18: it is `kubectl create deployment` today' };
}

function wordsOf(argv: readonly string[]): Words | undefined {
  const end = argv.indexOf('--');
  const words = argv.slice(1, end < 0 ? argv.length : end);
  const plain: string[] = [];
  const flags: Words['flags'][number][] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const [, name = '', value] = /^(-[^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (name === '') plain.push(word);
    else if (value !== undefined) flags.push({ name, value, words: [word] });
    else if (WITH_VALUE.has(name)) {
      index++;
      const next = words[index] ?? '';
      flags.push({ name, value: next, words: [word, next] });
    } else flags.push({ name, words: [word] });
  }
  const [verb, name, ...args] = plain;
  if (verb !== 'run' || name === undefined) return undefined;
  return { name, flags, rest: [...args, ...(end < 0 ? [] : argv.slice(end + 1))] };
}

function deploymentOf({ name, flags, rest }: Words, flag: (...names: string[]) => string | undefined): object {
  const given = flag('-l', '--labels');
  const labels =
    given === undefined
      ? { run: name }
      : Object.fromEntries(given.split(',').map((each) => [each.split('=')[0] ?? '', each.split('=')[1] ?? '']));
  const env = flags
    .filter((each) => each.name === '--env')
    .map(({ value = '' }) => ({ name: value.replace(/=.*$/s, ''), value: value.replace(/^[^=]*=/, '') }));
  const isCommand = flags.some((each) => each.name === '--command');
  const port = Number(flag('--port'));
  const container = {
    name,
    image: flag('--image') ?? '',
    ...(Number.isInteger(port) && port > 0 && { ports: [{ containerPort: port }] }),
    ...(env.length > 0 && { env }),
    ...(rest.length > 0 && (isCommand ? { command: rest } : { args: rest })),
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas: Number(flag('-r', '--replicas') ?? 1),
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
}
