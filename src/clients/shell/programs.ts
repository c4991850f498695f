import type { Client, Cluster, FileReader } from '../../api/index.ts';
import type { SetupError, Trace } from '../../engine/model/index.ts';
import type { KubectlContext } from '../kubectl/index.ts';
import type { CommandOutput, Forward } from '../net-tools/index.ts';
import type { IFileSystem } from './just-bash.ts';
import type { Place } from './place.ts';

/** A program that a shell runs. */
export interface ProgramCall {
  readonly argv: readonly string[];
  readonly stdin: string;
  readonly cwd: string;
  readonly home: string;
  /** What the shell exports to it. */
  readonly variables: ReadonlyMap<string, string>;
  /** The files of the shell that runs it. */
  readonly files: IFileSystem;
  readonly place: Place;
}

/** A shell that somebody entered. */
export type Entered = Place & { readonly removedOnExit?: boolean };

/** What a program did. Values: a shell that is run again is given them. */
export interface ProgramResult extends Omit<CommandOutput, 'unknown'> {
  readonly unknown?: string | undefined;
  /** Both streams as a terminal shows them; one after the other where nothing is said. */
  readonly shown?: string;
  /** The cluster after it, where it changed something. */
  readonly cluster?: Cluster;
  readonly entered?: Entered;
  readonly endless?: true;
  /** Ports of the machine that lead into pods from now on. */
  readonly forwards?: ReadonlyMap<number, Forward>;
  readonly notModelled?: NotModelledReason;
  readonly skipped?: string;
  /** The kubeconfig after it, where it changed that. */
  readonly kubeconfig?: NonNullable<KubectlContext['kubeconfig']>;
  /** Files that it wrote, by their whole path. */
  readonly written?: Readonly<Record<string, string>>;
}

export interface NotModelledReason {
  readonly reason: string;
  readonly hint?: string;
  /** What is thrown where a sentence asked. */
  readonly error?: SetupError;
}

/** What a program may ask, and tell. */
export interface Surroundings {
  readonly cluster: Cluster;
  readonly namespace: string | undefined;
  readonly kubeconfig: KubectlContext['kubeconfig'] | undefined;
  /** What `kubectl port-forward` opened on the machine of the call. */
  readonly forwards: ReadonlyMap<number, Forward>;
  readonly files: FileReader | undefined;
  readonly urls: ((url: string) => string | undefined) | undefined;
  connected(trace: Trace): void;
  clientOf(place: Place): Client;
  /** Runs a process somewhere, in a cluster that may be newer. */
  runAt(cluster: Cluster, place: Place, argv: readonly string[], terminal: Terminal): Promise<ProcessResult>;
}

export interface Terminal {
  readonly stdin: string;
  /** Whether somebody sits there who types. */
  readonly isInteractive: boolean;
}

export interface ProcessResult extends ProgramResult {
  /** It is a shell that waits for somebody to type. */
  readonly waits?: true;
}

/** Every outcome that it may have, where the real system chooses at random. */
export type Program = (
  call: ProgramCall,
  surroundings: Surroundings,
) => Promise<readonly [ProgramResult, ...(readonly ProgramResult[])]>;
