import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { kustomizationNote, nearestName } from '../engine/admission/index.ts';
import { compareText, type Diagnostic, SetupError } from '../engine/model/index.ts';
import { displayName, isSkipped, roleOf } from './file-names.ts';
import { linkUnreadable, reasonOf, topOf } from './read-errors.ts';
import { statOf } from './stat-of.ts';

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
  /** Whether it was found in a folder, or by a glob, and nobody named it: it need not be a manifest. */
  readonly isFound: boolean;
  /** Whether it stands behind a link that nobody named. */
  readonly isLinked: boolean;
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
  return { path, ...foundFile(absolute, path, search, false) };
}

interface Search {
  readonly cwd: string;
  /** The real paths of the folders seen so far: links may lead round in circles. */
  readonly visited: Set<string>;
}

type Found = Omit<FoundFiles, 'path'>;

/** Folders in folders, from the one that was named. */
const MOST_FOLDERS = 100;

const NOTHING: Found = { files: [], diagnostics: [] };

async function walk(folder: string, written: string, search: Search, depth = 0): Promise<Found> {
  if (depth > MOST_FOLDERS) throw tooDeep(written);
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
    if (entry.isSymbolicLink()) found.push(await behindLink(absolute, name, search, depth));
    else if (entry.isDirectory()) found.push(await walk(absolute, name, search, depth + 1));
    else if (roleOf(entry.name) !== 'other') found.push(fileOfFolder(entry, absolute, name, search));
  }
  return joined(found);
}

/** What a link in a folder leads to. Nobody named it, so that one that nobody may read is no reason to stop. */
async function behindLink(absolute: string, name: string, search: Search, depth: number): Promise<Found> {
  const isManifest = roleOf(basename(absolute)) !== 'other';
  try {
    const what = await statOf(absolute);
    if (what?.isDirectory()) return await walk(absolute, name, search, depth + 1);
    if (!isManifest) return NOTHING;
    const { files, diagnostics } = fileOfFolder(what, absolute, name, search);
    return { diagnostics, files: files.map((file) => ({ ...file, isLinked: true })) };
  } catch (error) {
    if (!(error instanceof SetupError) || error.cause === undefined) throw error;
    return { files: [], diagnostics: [linkUnreadable(displayName(search.cwd, absolute, name), error.cause)] };
  }
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

function foundFile(absolute: string, written: string, { cwd }: Search, isFound = true): Found {
  const name = displayName(cwd, absolute, written);
  const role = roleOf(basename(absolute));
  if (role === 'kustomization') {
    const { code, severity = 'note', message, hint = '' } = kustomizationNote;
    return { files: [], diagnostics: [{ code, severity, message, hint, at: topOf(name) }] };
  }
  return { files: [{ name, absolute, isCluster: role === 'cluster', isFound, isLinked: false }], diagnostics: [] };
}

function joined(found: readonly Found[]): Found {
  return { files: found.flatMap(({ files }) => files), diagnostics: found.flatMap(({ diagnostics }) => diagnostics) };
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

function tooDeep(written: string): SetupError {
  const [first = '', ...steps] = written.split('/');
  const start = first === '' ? `/${steps[0]}` : first;
  const message = `the folders in ${start} nest deeper than ${MOST_FOLDERS} levels: manifests are not looked for there`;
  return new SetupError(message, { hint: 'name the folders or files that hold manifests' });
}

function chartSkipped(name: string): Diagnostic {
  const message = 'a Helm chart is not rendered: its folder is skipped';
  const hint = 'render it first: helm template FOLDER | curlew … -f -';
  return { code: 'chart-skipped', severity: 'warning', message, hint, at: topOf(name) };
}
