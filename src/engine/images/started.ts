import type { Container } from '../model/index.ts';
import type { KnownImage } from './known-image.ts';
import { expand } from './run.ts';
import { assignedIn, commandsOf } from './shell-script.ts';

/** A program that a container starts, and the words behind it: its image's own server, or another. */
export interface Started {
  /** `undefined` for the image's own server. */
  readonly program: string | undefined;
  readonly words: readonly string[];
  /** The script that starts it. */
  readonly script?: Script;
}

export interface Script {
  /** The variables that it sets. */
  readonly assigned: ReadonlySet<string>;
  /** Whether it names a file of configuration, which it may have written. */
  readonly configures: boolean;
}

const SHELLS: ReadonlySet<string> = new Set(['ash', 'bash', 'dash', 'sh']);
const WRAPPERS: ReadonlySet<string> = new Set(['docker-entrypoint.sh', 'dumb-init', 'env', 'exec', 'tini']);
const CONFIGURATION = /\/etc\/|\.(?:cfg|cnf|conf|ini|json|properties|toml|ya?ml)\b|Caddyfile/;

/**
 * The programs that a container starts: `command` replaces the image's entry point, and `args` what stands behind that
 * (kubernetes staging/src/k8s.io/api/core/v1/types.go, Container). A shell's script is read for its commands.
 * `undefined` where the image is not known and its own entry point runs.
 */
export function startedIn(image: KnownImage | undefined, container: Container): readonly Started[] | undefined {
  const command = (container.command ?? []).map((word) => expand(container, word));
  const args = (container.args ?? []).map((word) => expand(container, word));
  if (command.length > 0) return programsOf(image, [...command, ...args]);
  if (image === undefined) return undefined;
  const isOwn =
    args.length === 0 ||
    image.entryPoint === 'server' ||
    (image.entryPoint === 'script' && args[0]?.startsWith('-') === true);
  return isOwn ? [{ program: undefined, words: args }] : programsOf(image, args);
}

function programsOf(image: KnownImage | undefined, command: readonly string[]): readonly Started[] {
  const [first = '', ...words] = command;
  const program = first.slice(first.lastIndexOf('/') + 1);
  if (image?.programs.includes(program) === true) return [{ program: undefined, words }];
  if (WRAPPERS.has(program)) return wrapped(image, program, words);
  if (!SHELLS.has(program)) return [{ program, words }];
  const flags = words.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word));
  // A shell without a script waits for what is typed; with the file of one nobody knows what it does.
  if (flags < 0) return words.some((word) => !word.startsWith('-')) ? [{ program, words }] : [];
  const text = words[flags + 1] ?? '';
  const script = { assigned: assignedIn(text), configures: CONFIGURATION.test(text) };
  return commandsOf(text).flatMap((each) => programsOf(image, each).map((started) => ({ script, ...started })));
}

/** A program that runs another one: the words behind its flags, and behind the variables that `env` sets. */
function wrapped(image: KnownImage | undefined, program: string, words: readonly string[]): readonly Started[] {
  const start = words.findIndex((word) => !word.startsWith('-') && !(program === 'env' && word.includes('=')));
  if (start < 0) return program === 'env' ? [] : [{ program, words }];
  const assigned = new Set(words.slice(0, start).flatMap((word) => word.split('=').slice(0, -1)));
  return programsOf(image, words.slice(start)).map((started) => ({
    ...(assigned.size > 0 && { script: { assigned, configures: false } }),
    ...started,
  }));
}
