import type { Listens } from './settings.ts';

/** The servers whose answers over HTTP are known (`engine/network/servers`). */
export type ServerName =
  | 'agnhost'
  | 'bitnami-wordpress'
  | 'bootcamp'
  | 'color'
  | 'echoserver'
  | 'hello-app'
  | 'http-echo'
  | 'httpd'
  | 'nginx'
  | 'nginx-hello'
  | 'node-hello'
  | 'serve-hostname'
  | 'whoami'
  | 'wordpress';

/**
 * What an image's entry point makes of the words behind it (`args`, else the CMD of the Dockerfile): arguments of its
 * server; a script that takes them for its server's where the first begins with a dash, and else runs them (the images of
 * docker-library); or a command to run, whatever it is.
 */
export type EntryPoint = 'server' | 'script' | 'command';

/** What a well-known image does, from its published Dockerfile and default configuration. */
export interface KnownImage {
  /** Repositories, without registry host, `library/`, tag and digest. */
  readonly names: readonly string[];
  readonly entryPoint: EntryPoint;
  /** The programs that start its server, for a container that writes its command out. */
  readonly programs: readonly string[];
  /** What its server listens on. */
  readonly listens: Listens;
  /** Whether no release of its server listens on more than that, as it comes. */
  readonly complete?: true;
  /** What earlier releases listened on: its server answers there in a container that declares the port. */
  readonly formerly?: readonly string[];
  /** Which of the known servers answers. */
  readonly server?: ServerName;
}
