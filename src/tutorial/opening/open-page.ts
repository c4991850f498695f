import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Cluster, FileContent, FileReader } from '../../api/index.ts';
import type { Place } from '../../clients/shell/index.ts';
import { SetupError } from '../../engine/model/index.ts';
import { profileNamed } from '../../engine/profiles/index.ts';
import { Cluster as LoadedCluster, type LoadOptions, readPageText, TextFolder } from '../../files/index.ts';
import { fileOfReader, type Page, readPage } from '../page/index.ts';
import { type PageRun, runPage, type Sentences } from '../running/index.ts';
import {
  joinInside,
  NO_SETTINGS,
  type PageSettings,
  type ReadSettings,
  readPageSettings,
  type Where,
} from '../settings/index.ts';

export interface OpenOptions {
  /** Where relative paths start. */
  readonly cwd: string;
  /** A second folder to look for a relative path in: that of a feature file. */
  readonly beside?: string;
  /** The settings to use in place of the `curlew.yaml` beside the page. */
  readonly config?: string;
  /** A profile, or the path of a Cluster file, whatever the page and its settings say. */
  readonly cluster?: string;
  /** Who the shell of the page's reader is, whatever the page and its settings say. */
  readonly host?: Where;
}

/** A page that was read, and has not run. */
export interface OpenedPage {
  readonly page: Page;
  readonly text: string;
  run(options?: RunOpenedOptions): Promise<PageRun>;
}

export interface RunOpenedOptions {
  /** The cluster that the page begins with, in place of a fresh one. */
  readonly cluster?: Cluster;
  readonly sentences?: Sentences;
  readonly upTo?: string;
}

/**
 * Reads a page and its settings. Rejects with a SetupError for what is not there, and for settings that cannot be used; what
 * is wrong with the page itself stands in its problems.
 */
export async function openPage(written: string, options: OpenOptions): Promise<OpenedPage> {
  const { cwd } = options;
  const path = await findBeside(written, options);
  const text = await readPageText(path, cwd);
  const absolute = resolve(cwd, path);
  const { root, settings, name } = await settingsFor(absolute, options);
  const folder = new TextFolder(root);
  const { doc } = settings;
  const inFolder = relative(root, absolute).replaceAll('\\', '/');
  const read = await readPage({ path: inFolder, text }, doc, (file) => folder.textOf(file));
  const page = { ...read, path };
  const chosen =
    options.cluster ?? page.settings.cluster ?? settings.cluster ?? (settings.isCluster ? name : 'default');
  const start = { folder, root, doc, page, path: inFolder, chosen, cwd: options.cluster === undefined ? root : cwd };
  return {
    page,
    text,
    run: ({ cluster, sentences, upTo } = {}) =>
      runPage(page, {
        fresh: cluster === undefined ? () => freshCluster(start) : async () => cluster,
        clusterName: chosen,
        settings: doc,
        files: readerFor(start),
        host: hostOf(options.host ?? page.settings.host ?? doc.host),
        urls: (url) => textBehind(url, doc, folder),
        ...(sentences === undefined ? {} : { sentences }),
        ...(upTo === undefined ? {} : { upTo }),
      }),
  };
}

async function findBeside(path: string, { cwd, beside }: OpenOptions): Promise<string> {
  if (beside === undefined || new TextFolder(cwd).textOf(path) !== undefined) return path;
  const other = resolve(cwd, beside, path);
  return new TextFolder(dirname(other)).textOf(basename(other)) === undefined ? path : relative(cwd, other);
}

interface Start {
  readonly folder: TextFolder;
  /** The folder of the settings, absolute. */
  readonly root: string;
  readonly doc: PageSettings;
  /** The page's path from that folder. */
  readonly path: string;
  readonly chosen: string;
  /** Where the path of a Cluster file starts. */
  readonly cwd: string;
}

const SETTINGS = 'curlew.yaml';

async function settingsFor(
  page: string,
  { config, cwd }: OpenOptions,
): Promise<{ readonly root: string; readonly settings: ReadSettings; readonly name: string }> {
  if (config !== undefined) {
    const absolute = resolve(cwd, config);
    const text = await readPageText(config, cwd);
    return { root: dirname(absolute), settings: readPageSettings({ name: config, text }), name: basename(config) };
  }
  const root = dirname(page);
  const text = new TextFolder(root).textOf(SETTINGS);
  const name = relative(cwd, join(root, SETTINGS)).replaceAll('\\', '/');
  const settings = text === undefined ? { doc: NO_SETTINGS, isCluster: false } : readPageSettings({ name, text });
  return { root, settings, name: SETTINGS };
}

/** The Kubernetes of today, whatever release a profile stands for: pages are held against what their readers have. */
const TODAY = profileNamed('default')?.spec?.kubernetesVersion;

async function freshCluster({ doc: { manifests }, root, chosen, cwd }: Start): Promise<Cluster> {
  const isProfile = profileNamed(chosen) !== undefined;
  const override: NonNullable<LoadOptions['override']> = {
    removedVersions: 'reject',
    ...(isProfile && TODAY !== undefined ? { kubernetesVersion: TODAY } : {}),
  };
  const cluster = isProfile ? chosen : resolve(cwd, chosen);
  const before = await LoadedCluster.load({ cwd: root, cluster, manifests: [...manifests], override });
  const error = before.diagnostics.find(({ severity, at }) => severity === 'error' && at !== undefined);
  if (error === undefined) return before;
  throw new SetupError(`${error.at?.file}:${error.at?.line}: ${error.message}`, {
    hint: 'mend it, or leave it out of doc.manifests',
  });
}

/** What `-f` finds: the files that the settings tell of, those beside the page, and folders there. */
function readerFor({ folder, doc, path }: Start): FileReader {
  return {
    read: async (asked) => {
      const file = fileOfReader(asked, path, doc, (each) => folder.textOf(each));
      if (file !== undefined) return { kind: 'file', text: file.text };
      return folderFor(asked, { folder, doc, path });
    },
  };
}

function folderFor(
  asked: string,
  { folder, doc, path }: Pick<Start, 'folder' | 'doc' | 'path'>,
): FileContent | undefined {
  const mapped = Object.entries(doc.paths).flatMap(([from, to]) =>
    asked === from || asked.startsWith(`${from}/`) ? [join(to, asked.slice(from.length))] : [],
  );
  const places = [...mapped, join(dirname(path), asked), asked, ...doc.files.map((each) => join(each, asked))];
  for (const place of places) {
    const content = folder.contentOf(place);
    if (content?.kind === 'folder') return content;
  }
  return undefined;
}

function textBehind(url: string, { urls }: PageSettings, folder: TextFolder): string | undefined {
  const matching = Object.entries(urls).filter(
    ([from]) => url === from || url.startsWith(`${from.replace(/\/$/, '')}/`),
  );
  // The longest beginning is the nearest.
  for (const [from, to] of matching.sort(([a], [b]) => b.length - a.length)) {
    const rest = url.slice(from.replace(/\/$/, '').length).replace(/[?#].*$/, '');
    const text = folder.textOf(joinInside(to, rest) ?? '');
    if (text !== undefined) return text;
  }
  return undefined;
}

function hostOf(where: Where | undefined): Exclude<Place, { readonly kind: 'host' }> {
  if (where === undefined || where.kind === 'host') return { kind: 'outside' };
  return where.kind === 'pod' ? { ...where, namespace: where.namespace ?? 'default' } : where;
}
