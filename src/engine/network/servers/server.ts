import type { ClusterView, Container, Pod, Resource } from '../../model/index.ts';
import type { HttpReply, HttpRequest } from './reply.ts';

/** A request, and the container that got it. */
export interface Asked {
  readonly view: ClusterView;
  readonly pod: Resource<Pod>;
  readonly container: Container;
  readonly port: number;
  readonly request: HttpRequest;
}

/** The web server of well-known images. */
export interface Server {
  /** Repositories, without registry host and tag. */
  readonly images: readonly string[];
  /** The ports that it opens by itself. */
  ports(container: Container): readonly number[];
  /** Whether the image's entry point takes arguments: then `args` do not replace the server. */
  readonly takesArguments: boolean;
  /** Programs that start the server, for containers with a command of their own. */
  readonly programs: readonly string[];
  reply(asked: Asked): HttpReply;
}

/** Reports whether the container still runs the image's own server, whatever its command and args say. */
export function runsServer(server: Server, container: Container): boolean {
  const { command = [], args = [] } = container;
  if (command.length === 0 && (args.length === 0 || server.takesArguments)) return true;
  const program = [...command, ...args][0] ?? '';
  return server.programs.includes(program.slice(program.lastIndexOf('/') + 1));
}

/** The words that the container starts its process with, as far as the manifest says. */
export function argumentsOf(container: Container): readonly string[] {
  return [...(container.command ?? []), ...(container.args ?? [])];
}

/** The value of `-name=value`, `--name value` and the like; `undefined` where the flag is not given. */
export function flagValue(container: Container, name: string): string | undefined {
  const words = argumentsOf(container);
  for (const [index, word] of words.entries()) {
    const match = /^--?([\w-]+)(?:=([\s\S]*))?$/.exec(word);
    if (match?.[1] === name) return match[2] ?? words[index + 1];
  }
  return undefined;
}
