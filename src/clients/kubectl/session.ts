import type { Cluster, FileReader } from '../../api/index.ts';
import type { CommandOutput, Forward, ProgramQuestion } from '../net-tools/index.ts';
import type { Arguments } from './flags.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import type { KubectlError } from './kubectl-error.ts';

/** Where a command runs. */
export interface KubectlContext {
  /** The namespace of the kubeconfig: the cluster's own unless said otherwise. */
  readonly namespace?: string;
  /** What `-f PATH` reads; without it there are no files. */
  readonly files?: FileReader;
  /** The text behind a URL that `-f https://…` names; where it is `undefined`, or there is no such function, kubectl cannot say. */
  readonly urls?: (url: string) => string | undefined;
  /** What earlier `kubectl config` commands made of the kubeconfig; by itself it has one context, which is the cluster's. */
  readonly kubeconfig?: Kubeconfig;
  /** What `-f -` reads, or the process in a container. */
  readonly stdin?: string;
  /** Hears of each connection that a command in a container opens. */
  readonly connected?: ProgramQuestion['connected'];
  /** Runs a process in a container; without it no command opens one. */
  readonly runIn?: (process: ContainerProcess) => Promise<ContainerOutput>;
}

/** A process that kubectl has the kubelet start in a container. */
export interface ContainerProcess {
  /** As the command left it. */
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly argv: readonly string[];
  readonly stdin: string | undefined;
  /** Whether somebody sits at a terminal: standard input is open, and a terminal. */
  readonly isInteractive: boolean;
}

/** A container whose shell was entered. */
export interface EnteredContainer {
  readonly kind: 'pod';
  readonly namespace: string;
  readonly name: string;
  readonly container: string;
  /** Leaving it removes the pod. */
  readonly removedOnExit?: boolean;
}

export interface ContainerOutput extends CommandOutput {
  /** Both streams as a terminal shows them. */
  readonly shown?: string;
  /** The process is a shell that waits for somebody to type. */
  readonly entered?: EnteredContainer;
  /** Whether it would go on until somebody stops it. */
  readonly endless?: true;
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
export interface Reply extends Partial<ContainerOutput> {
  /** What else the command may print, where the real system chooses at random. */
  readonly alternatives?: readonly CommandOutput[];
  readonly errors?: readonly KubectlError[];
  /** Ports of the own machine that lead into pods from now on. */
  readonly forwards?: ReadonlyMap<number, Forward>;
  readonly cluster?: Cluster;
  /** There when the command changed it: later commands are to be given it. */
  readonly kubeconfig?: Kubeconfig;
  /** Why there is nothing to run: the command opens an editor, say. */
  readonly skipped?: string;
}
