import { HOST, quoted, type StatementResult as Ran } from '../../clients/shell/index.ts';
import { modernText } from '../../engine/admission/index.ts';
import { formerRun } from './former-run.ts';
import { onlyKubectl } from './only-kubectl.ts';
import { withoutRemovedFlags } from './removed-flags.ts';
import type { PageScene } from './scene.ts';
import { runAndEnter, type Typed } from './type-command.ts';

interface Failed extends Typed {
  readonly ran: Ran;
}

/**
 * Does what a failed command did when the page was written, in today's words: manifests of removed API versions, `exec`
 * without `--`, `run` that made a Deployment, flags that are gone. Answers with what took the place of the old form;
 * `undefined` where that was not what it failed for.
 */
export async function modernWay(failed: Failed, scene: PageScene): Promise<string | undefined> {
  if (failed.ran.status === 0) return undefined;
  const run = formerRun(failed.ran);
  if (run !== undefined) {
    for (const command of run.commands) await runAndEnter({ ...failed, command }, scene);
    return run.reason;
  }
  return (
    (await execWithDash(failed, scene)) ?? (await todaysFlags(failed, scene)) ?? (await currentVersions(failed, scene))
  );
}

/** kubectl 1.31 and later take no command without `--` (kubernetes pull request 125437). */
async function execWithDash(failed: Failed, scene: PageScene): Promise<string | undefined> {
  const argv = onlyKubectl(failed.ran);
  if (argv === undefined || !argv.includes('exec') || argv.includes('--')) return undefined;
  if (!failed.ran.stderr.includes(' is not supported anymore')) return undefined;
  const start = commandAt(argv);
  const words = [...argv.slice(0, start), '--', ...argv.slice(start)];
  await runAndEnter({ ...failed, command: quoted(words) }, scene);
  return 'exec needs "--" before the command since kubectl 1.31';
}

/** The same without flags that say nothing today. */
async function todaysFlags(failed: Failed, scene: PageScene): Promise<string | undefined> {
  const today = withoutRemovedFlags(failed.ran);
  if (today === undefined) return undefined;
  await runAndEnter({ ...failed, command: quoted(today.argv) }, scene);
  return today.told;
}

const WITH_VALUE: ReadonlySet<string> = new Set(['-n', '--namespace', '-c', '--container']);

/** Where the command begins: behind the flags in front and behind the pod, and the pod. */
function commandAt(argv: readonly string[]): number {
  let index = argv.indexOf('exec') + 1;
  let hasPod = false;
  for (; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (word.startsWith('-')) {
      if (WITH_VALUE.has(word)) index++;
    } else if (hasPod) break;
    else hasPod = true;
  }
  return index;
}

/** The same with every manifest in a version that the server has: the page's, those on the disk, and those that it wrote. */
async function currentVersions(failed: Failed, scene: PageScene): Promise<string | undefined> {
  if (!failed.ran.stderr.includes('no matches for kind')) return undefined;
  const { terminals, manifests } = scene;
  const { kubernetesVersion } = terminals.cluster.view.spec;
  const uses = new Set<string>();
  const modern = (text: string): string => {
    const found = modernText(text, kubernetesVersion);
    for (const { apiVersion, use } of found?.removed ?? []) uses.add(`${apiVersion} is gone: it is ${use} today`);
    return found?.text ?? text;
  };
  for (const path of filesNamed(failed.ran)) {
    const text = await terminals.readFile(HOST, path);
    if (text !== undefined) await terminals.writeFile(HOST, path, modern(text));
  }
  const { textOf } = manifests;
  manifests.textOf = modern;
  try {
    await runAndEnter({ ...failed, command: withDocuments(failed.command, modern) }, scene);
  } finally {
    manifests.textOf = textOf;
  }
  return uses.size === 0 ? undefined : [...uses].join('; ');
}

function filesNamed({ commands }: Ran): readonly string[] {
  return commands.flatMap(({ argv }) =>
    argv.flatMap((word, index) => {
      if (word === '-f' || word === '--filename') return argv[index + 1] ?? [];
      return /^(?:-f|--filename)=(.+)$/.exec(word)?.[1] ?? [];
    }),
  );
}

/** A command with its here-documents changed, and the manifests that it quotes. */
function withDocuments(command: string, change: (text: string) => string): string {
  const withQuoted = command.replace(
    /(["'])(\s*(?:---\s*)?(?:apiVersion|kind):[^"']*)\1/g,
    (_, quote: string, text: string) => `${quote}${change(text)}${quote}`,
  );
  return withQuoted.replace(
    /(<<-?\s*(["']?)(\w+)\2[^\n]*\n)([\s\S]*?)(\n[\t ]*\3(?:\n|$))/g,
    (_, head: string, _quote, _end, body: string, tail: string) => `${head}${change(body).trimEnd()}${tail}`,
  );
}
