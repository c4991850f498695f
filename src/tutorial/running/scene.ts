import type { Cluster, FileReader } from '../../api/index.ts';
import type { Place, Terminals } from '../../clients/shell/index.ts';
import type { StatementResult } from '../../report/index.ts';
import type { Bindings } from '../comparison/index.ts';
import type { PageSettings } from '../settings/index.ts';
import type { PageFiles } from './page-files.ts';
import type { PendingManifests } from './pending.ts';
import type { Session } from './session.ts';

/** Judges sentences about a cluster: what each that does not hold says, with its line in the text, and the cluster afterwards. */
export type Sentences = (cluster: Cluster, text: string) => Promise<SentencesJudged>;

export interface SentencesJudged {
  readonly cluster: Cluster;
  /** `line` is counted from 1 in the text. */
  readonly failures: readonly { readonly line: number; readonly sentence: string; readonly message: string }[];
}

export interface PageRunOptions {
  /** The cluster before the page begins; asked again at each `reset`. */
  readonly fresh: () => Promise<Cluster>;
  /** What the page's cluster is called. */
  readonly clusterName: string;
  readonly settings: PageSettings;
  /** The files that `-f` finds on the disk. */
  readonly files: FileReader;
  /** Who the reader's machine is for the network. */
  readonly host: Exclude<Place, { readonly kind: 'host' }>;
  /** The text behind a web address. */
  readonly urls: (url: string) => string | undefined;
  /** Without it blocks of sentences are skipped. */
  readonly sentences?: Sentences;
  /** Runs the page down to this heading, and not beyond. */
  readonly upTo?: string;
}

/** What the statements of a page share while it runs. */
export interface PageScene {
  readonly options: PageRunOptions;
  readonly files: PageFiles;
  readonly pending: PendingManifests;
  readonly session: Session;
  readonly results: readonly StatementResult[];
  readonly manifests: ManifestReading;
  terminals: Terminals;
  bindings: Bindings;
}

/** How manifests are read: as they are written, unless a command is run again in today's words. */
export interface ManifestReading {
  textOf(text: string): string;
  /** The manifest that the page shows for the file behind a web address. */
  shown(url: string): string | undefined;
}

/** Where what names no namespace is looked for. */
export function namespaceOf({ terminals }: Pick<PageScene, 'terminals'>): string {
  return terminals.cluster.namespace;
}
