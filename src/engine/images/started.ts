import type { Container } from '../model/index.ts';
import type { KnownImage } from './known-image.ts';
import { expand } from './run.ts';
import { commandsOf } from './shell-script.ts';

/** A program that a container starts, and the words behind it: its image's own server, or another. */
export interface Started {
  /** `undefined` for the image's own server. */
  readonly program: string | undefined;
  readonly words: readonly string[];
}

const SHELLS: ReadonlySet<string> = new Set(['ash', 'bash', 'dash', 'sh']);
const WRAPPERS: ReadonlySet<string> = new Set(['docker-entrypoint.sh', 'dumb-init', 'exec', 'tini']);

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

function programsOf(image: KnownImage | undefined, [first = '', ...words]: readonly string[]): readonly Started[] {
  const program = first.slice(first.lastIndexOf('/') + 1);
  if (image?.programs.includes(program) === true) return [{ program: undefined, words }];
  if (WRAPPERS.has(program) && words.length > 0) {
    return programsOf(image, words.slice(words.findIndex((word) => !word.startsWith('-'))));
  }
  if (!SHELLS.has(program)) return [{ program, words }];
  const flags = words.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word));
  // A shell without a script waits for what is typed; with the file of one nobody knows what it does.
  if (flags < 0) return words.some((word) => !word.startsWith('-')) ? [{ program, words }] : [];
  return commandsOf(words[flags + 1] ?? '').flatMap((each) => programsOf(image, each));
}
