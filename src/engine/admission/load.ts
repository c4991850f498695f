import type { Dirent, Stats } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { compareText, type Diagnostic, SetupError } from '../model/index.ts';
import { decodeBytes } from './decode-bytes.ts';
import { displayName, isSkipped, roleOf } from './file-names.ts';
import { kustomizationNote } from './identity.ts';
import type { ClusterFile } from './manifest-source.ts';
import { nearestName } from './schema/nearest-name.ts';
import { SourceText } from './source-text.ts';

/** Files over this size are not read: a cluster stores no object of more than 1.5 MiB, so this is no manifest. */
const MOST_BYTES = 32 * 1024 * 1024;

/** How many files are open at a time. */
const BATCH = 64;

/** The files that one path stands for, unread. */
export interface FoundFiles {
  readonly path: string;
  readonly files: readonly FoundFile[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface FoundFile {
  /** As diagnostics name it. */
  readonly name: string;
  readonly absolute: string;
  readonly isCluster: boolean;
}

/** What files hold, each read once however often it was found. */
export interface LoadedFiles {
  readonly texts: readonly SourceText[];
  readonly diagnostics: readonly Diagnostic[];
  readonly clusterFile?: ClusterFile;
}

/** A path that only a glob can mean. */
const PATTERN = /[*?[\]{}()!]/;

/**
 * Finds the files of a path: a file, a folder with its subfolders, or a glob. A path that exists is taken literally,
 * whatever characters it has. Throws a SetupError where nothing is there.
 */
export async function findFiles(path: string, cwd: string): Promise<FoundFiles> {
  // A shell variable that is not set, say; it must not stand for the whole folder.
  if (path === '') throw new SetupError('the path of the manifests is empty');
  const absolute = resolve(cwd, path);
  const stats = await statOf(absolute);
  if (stats === undefined) return PATTERN.test(path) ? findByGlob(path, cwd) : raiseMissing(path, cwd);
  const search = { cwd, visited: new Set<string>() };
  if (stats.isDirectory()) return { path, ...(await walk(absolute, path, search)) };
  if (!stats.isFile() && !stats.isFIFO()) throw new SetupError(`${path} is neither a file nor a folder`);
  return { path, ...foundFile(absolute, path, search) };
}

interface Search {
  readonly cwd: string;
  /** The real paths of the folders seen so far: links may lead round in circles. */
  readonly visited: Set<string>;
}

type Found = Omit<FoundFiles, 'path'>;

const NOTHING: Found = { files: [], diagnostics: [] };

async function walk(folder: string, written: string, search: Search): Promise<Found> {
  const real = await realpath(folder);
  if (search.visited.has(real)) return NOTHING;
  search.visited.add(real);
  const entries = (await entriesOf(folder)).filter(({ name }) => !isSkipped(name));
  entries.sort((a, b) => compareText(a.name, b.name));
  const chart = entries.find(({ name }) => roleOf(name) === 'chart');
  if (chart !== undefined) {
    return {
      files: [],
      diagnostics: [chartSkipped(displayName(search.cwd, join(folder, chart.name), `${written}/${chart.name}`))],
    };
  }
  const found: Found[] = [];
  for (const entry of entries) {
    const absolute = join(folder, entry.name);
    const name = `${written}/${entry.name}`;
    const what = entry.isSymbolicLink() ? await statOf(absolute) : entry;
    if (what?.isDirectory()) found.push(await walk(absolute, name, search));
    else if (roleOf(entry.name) !== 'other') found.push(fileOfFolder(what, absolute, name, search));
  }
  return joined(found);
}

async function findByGlob(pattern: string, cwd: string): Promise<FoundFiles> {
  const { folder, written, rest } = await literalPart(pattern, cwd);
  // Few paths are patterns, and the library takes a while to load.
  const { glob } = await import('tinyglobby');
  const options = { cwd: folder, onlyFiles: false, expandDirectories: false, ignore: '**/node_modules/**' };
  const matches = (await glob(rest, options)).sort(compareText);
  const search = { cwd, visited: new Set<string>() };
  const found: Found[] = [];
  for (const match of matches) {
    const absolute = join(folder, match);
    const name = join(written, match);
    const stats = await statOf(absolute);
    if (stats?.isDirectory()) found.push(await walk(absolute, name, search));
    else if (stats?.isFile() && roleOf(basename(match)) !== 'other') found.push(foundFile(absolute, name, search));
  }
  return { path: pattern, ...joined(found) };
}

/** A folder's name may look like a pattern (`[staging]`): as far as the path exists, it is no pattern. */
async function literalPart(pattern: string, cwd: string): Promise<{ folder: string; written: string; rest: string }> {
  const steps = pattern.split('/');
  let written = steps[0] === '' ? '/' : '';
  if (written === '/') steps.shift();
  while (steps.length > 1) {
    const next = join(written, steps[0] ?? '');
    if (!(await statOf(resolve(cwd, next)))?.isDirectory()) break;
    written = next;
    steps.shift();
  }
  return { folder: resolve(cwd, written), written, rest: steps.join('/') };
}

/** What a folder offers. A link that leads nowhere is a manifest that is missing; a socket is none. */
function fileOfFolder(what: Stats | Dirent | undefined, absolute: string, written: string, search: Search): Found {
  if (what === undefined) throw new SetupError(`cannot read ${written}: the link leads nowhere`);
  return what.isFile() ? foundFile(absolute, written, search) : NOTHING;
}

function foundFile(absolute: string, written: string, { cwd }: Search): Found {
  const name = displayName(cwd, absolute, written);
  const role = roleOf(basename(absolute));
  if (role === 'kustomization') {
    const { code, severity = 'note', message, hint = '' } = kustomizationNote;
    return { files: [], diagnostics: [{ code, severity, message, hint, at: topOf(name) }] };
  }
  return { files: [{ name, absolute, isCluster: role === 'cluster' }], diagnostics: [] };
}

function joined(found: readonly Found[]): Found {
  return { files: found.flatMap(({ files }) => files), diagnostics: found.flatMap(({ diagnostics }) => diagnostics) };
}

/** Reads files. What is no text, or too large, becomes a diagnostic; what cannot be read at all, a SetupError. */
export async function loadFiles(found: readonly FoundFile[]): Promise<LoadedFiles> {
  const files = await distinct(found);
  const diagnostics: Diagnostic[] = [];
  const texts: SourceText[] = [];
  const clusters: ClusterFile[] = [];
  for (let from = 0; from < files.length; from += BATCH) {
    const batch = files.slice(from, from + BATCH);
    const contents = await Promise.all(batch.map(readText));
    for (const [index, content] of contents.entries()) {
      const file = batch[index];
      if (typeof content !== 'string') diagnostics.push(content);
      else if (file?.isCluster) clusters.push({ file: file.name, text: content });
      else if (file !== undefined) texts.push(new SourceText({ name: file.name, text: content }));
    }
  }
  // The outermost describes the cluster; those further in belong to parts that can also be used alone.
  const [clusterFile, ...ignored] = clusters.sort((a, b) => depth(a) - depth(b) || compareText(a.file, b.file));
  if (clusterFile === undefined) return { texts, diagnostics };
  return {
    texts,
    diagnostics: [...diagnostics, ...ignored.map((file) => clusterIgnored(file, clusterFile))],
    clusterFile,
  };
}

async function distinct(found: readonly FoundFile[]): Promise<readonly FoundFile[]> {
  const byRealPath = new Map<string, FoundFile>();
  for (const file of found) {
    const real = await realpath(file.absolute);
    if (!byRealPath.has(real)) byRealPath.set(real, file);
  }
  return [...byRealPath.values()];
}

async function readText({ name, absolute }: FoundFile): Promise<string | Diagnostic> {
  try {
    const { size } = await stat(absolute);
    if (size > MOST_BYTES) return tooLarge(name, size);
    const { text, problem } = { problem: undefined, text: '', ...decodeBytes(await readFile(absolute)) };
    return problem === undefined ? text : { ...problem, severity: 'error', at: topOf(name) };
  } catch (cause) {
    throw new SetupError(`cannot read ${name}: ${reasonOf(cause)}`, { cause });
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(codeOf(cause))) return undefined;
    throw new SetupError(`cannot read ${path}: ${reasonOf(cause)}`, { cause });
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw new SetupError(`cannot read the folder ${folder}: ${reasonOf(cause)}`, { cause });
  }
}

async function raiseMissing(path: string, cwd: string): Promise<never> {
  let folder = dirname(resolve(cwd, path));
  let name = basename(resolve(cwd, path));
  while ((await statOf(folder)) === undefined) {
    name = basename(folder);
    folder = dirname(folder);
  }
  const isFolder = (await statOf(folder))?.isDirectory() ?? false;
  const shown = displayName(cwd, folder, folder);
  const names = isFolder ? (await entriesOf(folder)).map((entry) => entry.name) : [];
  const near = nearestName(name, names)?.name;
  const nothing = isFolder ? `the folder ${shown} has no ${name}` : `${shown} is a file`;
  const hint =
    near === undefined ? nothing : `did you mean ${displayName(cwd, join(folder, near), join(folder, near))}?`;
  throw new SetupError(`no manifests in ${path}: there is no such file or folder`, { hint });
}

function chartSkipped(name: string): Diagnostic {
  const message = 'a Helm chart is not rendered: its folder is skipped';
  const hint = 'render it first: helm template FOLDER | curlew … -f -';
  return { code: 'chart-skipped', severity: 'warning', message, hint, at: topOf(name) };
}

function clusterIgnored({ file }: ClusterFile, used: ClusterFile): Diagnostic {
  const message = `this Cluster file is not used: ${used.file} describes the cluster`;
  return {
    code: 'cluster-file-ignored',
    severity: 'warning',
    message,
    hint: 'choose one with --cluster',
    at: topOf(file),
  };
}

function tooLarge(name: string, size: number): Diagnostic {
  const mebibytes = (bytes: number): string => `${Math.ceil((bytes / 1024 / 1024) * 10) / 10} MiB`;
  const message = `the file has ${mebibytes(size)}; manifests are read up to ${mebibytes(MOST_BYTES)}`;
  const hint = 'split the file, or name only the files that matter';
  return { code: 'file-too-large', severity: 'error', message, hint, at: topOf(name) };
}

function topOf(file: string): { readonly file: string; readonly line: number; readonly column: number } {
  return { file, line: 1, column: 1 };
}

function depth({ file }: ClusterFile): number {
  return file.split('/').length;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function reasonOf(error: unknown): string {
  const reasons: Readonly<Record<string, string>> = { EACCES: 'permission denied', EPERM: 'permission denied' };
  return reasons[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}
