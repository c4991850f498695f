import type { Where } from '../settings/index.ts';

/** A line of the page, counted from 1 in its file. A line of an included file has the number of the line that includes it. */
export interface PageLine {
  readonly line: number;
  readonly text: string;
}

/** What the page prints for a command. */
export interface Printed {
  readonly line: number;
  /** Where it ends; behind the last of `lines` where the page shows the prompt that comes after. */
  readonly endLine: number;
  /** Its lines without prompts that come back, and without a remark of the author's at the end. */
  readonly lines: readonly PageLine[];
  /** Present where the author leaves out what follows: `(...)`, `<snip>`. */
  readonly cut?: true;
}

/** What stands before a command in a terminal. */
export interface Prompt {
  readonly text: string;
  /** `$` and `#`; `/ #`, which is a container's; `root@web:/#` and `[root@web /]#`, which name somebody. */
  readonly kind: 'plain' | 'container' | 'machine';
  readonly user?: string;
  readonly host?: string;
}

/** How an output is held against what the cluster prints. */
export type Comparison = 'exact' | 'contains' | 'lines' | 'none';

/** What the author says of a block in `curlew:` comments and in its fence's words. */
export interface Annotations {
  /** Why it is not run. */
  readonly skip?: string;
  /** Of the last command of the block. */
  readonly fails?: true;
  readonly where?: Where;
  readonly file?: string;
  readonly apply?: true;
  readonly noApply?: true;
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly compare?: Comparison;
  readonly output?: true;
  /** A fresh cluster before the block; on its first statement alone. */
  readonly reset?: true;
}

/** One of several ways that the page shows beside each other. */
export interface Tab {
  /** Equal for the tabs that stand beside each other. */
  readonly group: number;
  readonly name: string;
  readonly isFirst: boolean;
}

interface Stands {
  /** The first and the last line; of a block the lines between its fences. */
  readonly line: number;
  readonly endLine: number;
  /** The number of its block, counted from 1. */
  readonly block: number;
  /** The heading above it; empty before the first. */
  readonly section: string;
  readonly annotations: Annotations;
  readonly tab?: Tab;
  /** Why it cannot be run as the page prints it: another tab, a placeholder, a piece of a manifest, an annotation. */
  readonly skipped?: string;
}

/** What somebody types into a shell, with its continuation lines, here-documents and loops. */
export interface CommandStatement extends Stands {
  readonly kind: 'command';
  /** Without its prompt, and without its block's indentation. */
  readonly text: string;
  readonly prompt?: Prompt;
  readonly output?: Printed;
  /** Whether the page says that it fails: by annotation, or in a sentence after it. */
  readonly fails: boolean;
  /** Whether the page shows that somebody ended it: `^C`. */
  readonly interrupted: boolean;
}

export interface ManifestObject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

export interface ManifestStatement extends Stands {
  readonly kind: 'manifest';
  readonly text: string;
  /** The name that the page gives to the file, without its folders. */
  readonly file?: string;
  /** The same with its folders, as the page writes it. */
  readonly path?: string;
  readonly objects: readonly ManifestObject[];
}

/** A printed text that belongs to no command. */
export interface OutputStatement extends Stands {
  readonly kind: 'output';
  readonly text: string;
}

/** Sentences about the cluster as it is at that point of the page. */
export interface GherkinStatement extends Stands {
  readonly kind: 'gherkin';
  readonly text: string;
}

export type Statement = CommandStatement | ManifestStatement | OutputStatement | GherkinStatement;

/** Something about the page that its author should know. With an `error` the page is not to be run. */
export interface PageProblem {
  readonly line: number;
  readonly column?: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint?: string;
}

/** A page as it is read: nothing of it has run. */
export interface Page {
  readonly path: string;
  /** In the order of their lines. */
  readonly statements: readonly Statement[];
  /** Its headings, in order; `before` is how many statements stand above one. */
  readonly headings: readonly { readonly text: string; readonly before: number }[];
  /** What its top says: `<!-- curlew: cluster flannel; host node a -->`. */
  readonly settings: { readonly cluster?: string; readonly host?: Where };
  readonly problems: readonly PageProblem[];
}
