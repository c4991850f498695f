/**
 * What became of a statement of a page.
 *
 * - `holds`: the cluster prints what the page prints, a manifest is accepted, sentences hold.
 * - `differs`: it does not, or a command fails that the page shows to succeed.
 * - `ran`: the page prints nothing to compare with.
 * - `not-modelled`: nobody here knows what it would print.
 * - `skipped`: it was not run, for the reason that is given.
 */
export type StatementStatus = 'holds' | 'differs' | 'ran' | 'not-modelled' | 'skipped';

/** Where a command ran. `name` is that of the pod, the node or the machine outside; `host` is the shell that kubectl runs in. */
export interface PagePlace {
  readonly kind: 'host' | 'node' | 'pod' | 'outside';
  readonly namespace?: string;
  readonly name?: string;
  readonly container?: string;
}

/** Lines of a page, the first and the last; counted from 1 in the file. */
export interface PageLines {
  readonly line: number;
  readonly endLine: number;
}

/** One line that is not as the page has it. `expected` is null for a line that the page lacks, `actual` for one that the cluster lacks. */
export interface PageDifference {
  /** A line of the page, counted from 1. */
  readonly line: number;
  readonly expected: string | null;
  readonly actual: string | null;
  /** In words: what of it differs, and what made it so, where that is known. */
  readonly why: string;
}

/** A command, a manifest, a block of sentences, or an output that belongs to no command. */
export interface StatementResult extends PageLines {
  readonly kind: 'command' | 'manifest' | 'output' | 'gherkin';
  /** Of commands alone. */
  readonly where?: PagePlace;
  /** As the page has it, without its prompt. */
  readonly text: string;
  /** As it was run: with the cluster's own addresses and names. Absent where it was not run. */
  readonly ran?: string;
  /** What the page prints for it. */
  readonly output?: PageLines;
  readonly status: StatementStatus;
  /** Why it is not `holds` or `ran`; also how far it holds: "1 of 3 possible outputs". */
  readonly reason?: string;
  /** The line of an earlier statement that failed, and without which this one would hold. */
  readonly because?: number;
  readonly exitStatus?: number | 'unknown';
  /** What the cluster printed, as a terminal shows it. */
  readonly actual?: string;
  readonly differences: readonly PageDifference[];
  /** Of a manifest: `Kind/name`, in the order of its documents. */
  readonly objects?: readonly string[];
  /** Of a manifest: the file that the page calls it. */
  readonly file?: string;
  /** How many of the printed lines were compared with something. */
  readonly judgedLines: number;
}

/** A word of the page and what it stands for in the cluster: an address, the name of a pod, a port. */
export interface PageBinding {
  readonly page: string;
  readonly cluster: string;
  /** Where the page has it first. */
  readonly line: number;
}

/** What became of a page. */
export interface PageResult {
  /** Its path, as it was given. */
  readonly page: string;
  /** The cluster that its commands ran in: a profile or a file. */
  readonly cluster: string;
  readonly statements: readonly StatementResult[];
  readonly bindings: readonly PageBinding[];
}

/** How many statements there are of each status, and how many of the lines that the page prints were compared. */
export interface PageSummary {
  readonly holds: number;
  readonly differs: number;
  readonly ran: number;
  readonly notModelled: number;
  readonly skipped: number;
  readonly judgedLines: number;
  readonly printedLines: number;
}

export function summaryOf({ statements }: Pick<PageResult, 'statements'>): PageSummary {
  const count = (status: StatementStatus) => statements.filter((each) => each.status === status).length;
  const sum = (of: (each: StatementResult) => number) => statements.reduce((total, each) => total + of(each), 0);
  return {
    holds: count('holds'),
    differs: count('differs'),
    ran: count('ran'),
    notModelled: count('not-modelled'),
    skipped: count('skipped'),
    judgedLines: sum(({ judgedLines }) => judgedLines),
    printedLines: sum(({ output }) => (output === undefined ? 0 : output.endLine - output.line + 1)),
  };
}

/** The summary of all pages together. */
export function totalOf(pages: readonly PageResult[]): PageSummary {
  return summaryOf({ statements: pages.flatMap(({ statements }) => statements) });
}
