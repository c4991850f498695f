import type { Cluster, FileReader } from '../../api/index.ts';
import type { CommandOutput, CommandQuestion, CommandResult } from '../net-tools/index.ts';
import type { Arguments } from './flags.ts';
import type { KubectlError } from './kubectl-error.ts';

/** Where a command runs. */
export interface KubectlContext {
  /** The namespace of the kubeconfig: the cluster's own unless said otherwise. */
  readonly namespace?: string;
  /** What `-f PATH` reads; without it there are no files. */
  readonly files?: FileReader;
  /** What `-f -` reads. */
  readonly stdin?: string;
  /** Hears of each connection that a command in a container opens. */
  readonly connected?: CommandQuestion['connected'];
}

/** One run of a command: its flags, and the cluster that it talks to. */
export interface Session {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly args: Arguments;
  readonly context: KubectlContext;
}

/**
 * What a command answers with. `errors` come after everything else on standard error and make the status 1; `cluster` is
 * there when the command changed something.
 */
export interface Reply extends Partial<Omit<CommandResult, 'alternatives'>> {
  /** What else a command in a container may print, where the real system chooses at random. */
  readonly alternatives?: readonly CommandOutput[];
  readonly errors?: readonly KubectlError[];
  readonly cluster?: Cluster;
}
