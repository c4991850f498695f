import type { Writable } from 'node:stream';
import type { Slip } from './hint.ts';

/** Files that cucumber imports by path, so that the build must give each its own entry point. Absolute paths. */
export interface RunAssets {
  /** Built from `formatter.ts`: the default report, `--format curlew`. */
  readonly formatter: string;
  /** Built from `redirect.ts`: makes the user's step files share our copies of cucumber and Curlew. */
  readonly redirect: string;
  /** Cucumber in one file, made by the build; absent where steps must come from the installed package. */
  readonly cucumber?: string;
  /** Built from `line-filter.ts`: picks scenarios by `file.feature:LINE`. */
  readonly lineFilter: string;
}

/** What `curlew run` runs. Where a member is a flag, it has the flag's name, and its comment begins with it. Only the first six are required. */
export interface RunOptions {
  readonly cwd: string;
  /** Compiled step files of our own, absolute, in loading order. They load before the user's. */
  readonly builtinSteps: readonly string[];
  readonly assets: RunAssets;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Reaches worker processes, without cucumber's publishing variables. */
  readonly env: Readonly<Record<string, string | undefined>>;

  /** `[PATH...]` files, folders, globs, `file.feature:12:30`, `@rerun.txt`. None: `features/`, else every feature file below `cwd`. */
  readonly paths?: readonly string[];
  /** `-t, --tags EXPRESSION` only scenarios whose tags match, such as `@smoke and not @slow`. */
  readonly tags?: string;
  /** `-n, --name REGEXP` (repeatable) only scenarios whose name matches one of them. */
  readonly name?: readonly string[];
  /** `--parallel N` worker processes. 0, the default, is fastest until a scenario takes about 2 ms. */
  readonly parallel?: number;
  /** What does not work with worker processes: a run that would have some, by the configuration file even, is refused. */
  readonly inOneProcess?: string;
  /** `--shard INDEX/TOTAL` only this part of the scenarios, counted from 1. A shard that comes out empty passes. */
  readonly shard?: string;
  /** `-f, --format NAME[:FILE]` (repeatable) `curlew` (default), any of cucumber's, or a path. The last one without a file prints. */
  readonly format?: readonly string[];
  /** `--format-options JSON` settings for the reports, as cucumber takes them. */
  readonly formatOptions?: Readonly<Record<string, unknown>>;
  /** `-d, --dry-run` checks that every sentence is defined, and runs none. */
  readonly dryRun?: boolean;
  /** `--fail-fast` skips what is left after the first failure. */
  readonly failFast?: boolean;
  /** `--order defined|reverse|random[:SEED]`. */
  readonly order?: string;
  /** `--retry N` for the user's own steps that are not deterministic; Curlew's are. */
  readonly retry?: number;
  /** `--language ISO` the dialect of feature files that do not name theirs. */
  readonly language?: string;
  /** `--world-parameters JSON` reaches steps as `this.parameters`. */
  readonly worldParameters?: Readonly<Record<string, unknown>>;
  /** What people write in the place of sentences, for hints about those that nobody defines. */
  readonly slips?: readonly Slip[];
  /** More World parameters, for the `BeforeAll` hooks of this process alone, as they are. Cucumber copies no symbols. */
  readonly handed?: Readonly<Record<symbol, unknown>>;
  /** `-i, --import PATH` (repeatable) step files, folders or globs, on top of those that are found. */
  readonly import?: readonly string[];
  /** `-r, --require PATH` (repeatable) the same as `--import`; both take ES modules and CommonJS. */
  readonly require?: readonly string[];
  /** `--require-module NAME` (repeatable) a module to load before everything else. */
  readonly requireModule?: readonly string[];
  /** `-c, --config FILE` a cucumber configuration file. Without it and `--profile`, none is read. */
  readonly config?: string;
  /** `-p, --profile NAME` (repeatable) profiles of the configuration file; alone, of the `cucumber.*` file in `cwd`. */
  readonly profile?: readonly string[];
  /**
   * Called as a run begins with what says how far it is; what it answers is called when the run is over. Whoever stops the
   * process meanwhile can say what was done.
   */
  readonly whenInterrupted?: (progress: () => readonly string[]) => () => void;
  /** `--allow-empty` passes when nothing ran. */
  readonly allowEmpty?: boolean;
  /** `--no-strict` lets pending steps pass. Default true. */
  readonly strict?: boolean;
  /** `--color, --no-color`. Absent: NO_COLOR, then FORCE_COLOR, then whether `stdout` is a terminal. */
  readonly color?: boolean;
}

/**
 * 0 every scenario holds; 1 one fails, or has an undefined, ambiguous or pending step; 2 bad input, or nothing ran;
 * 3 a defect in Curlew. A defect outranks a failure, and a failure outranks bad input.
 */
export type RunStatus = 0 | 1 | 2 | 3;

export interface RunResult {
  readonly status: RunStatus;
  /** Why the status is not 0 where the report does not say so, and what went unnoticed; for standard error. */
  readonly problems: readonly string[];
}
