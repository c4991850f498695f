import type { Readable, Writable } from 'node:stream';

/**
 * What a command has of the world around it. Only `main.ts` knows the process; a command is a function of its arguments
 * and of this, and answers with an exit status.
 */
export interface Surroundings {
  /** The folder that relative paths start from, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Read to its end by a command that is told to, by `-`. */
  readonly stdin: Readable;
  /** Takes the answer, and nothing else. */
  readonly stdout: Writable;
  readonly stderr: Writable;
  /**
   * Whether the process ends with this command, or others follow in it. What a command of its own loads may take the place
   * of what others would need.
   */
  readonly process: 'its own' | 'shared';
  /** Has `say` called if somebody interrupts the process, just before it ends; what it returns takes that back. */
  whenInterrupted?(say: () => void): () => void;
  /** Resolves when somebody asks the command to stop. Called by a command that serves until then. */
  untilStopped(): Promise<void>;
}

/** 0 it holds; 1 a spec, an expectation or a lint fails; 2 bad usage or bad input; 3 a defect in Curlew. */
export type ExitStatus = 0 | 1 | 2 | 3;
