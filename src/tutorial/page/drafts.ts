import type { CommandStatement, ManifestStatement } from './page.ts';

/** A value that is not finished. */
export type Changing<T> = { -readonly [key in keyof T]: T[key] };

/** A command whose output, and fate, what follows may tell. */
export type CommandDraft = Changing<CommandStatement>;

/** A manifest whose file what follows may name. */
export type ManifestDraft = Changing<ManifestStatement>;
