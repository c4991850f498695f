import { realpath, stat } from 'node:fs/promises';
import type { ManifestText } from '../engine/admission/index.ts';
import { compareText, type Diagnostic, SetupError } from '../engine/model/index.ts';
import { decodeBytes } from './decode-bytes.ts';
import type { FoundFile } from './find-files.ts';
import { linkUnreadable, reasonOf, topOf } from './read-errors.ts';
import { MOST_BYTES, mebibytes, readBytes } from './size-limit.ts';

/** How many files are open at a time. */
const BATCH = 64;

/** What files hold, each read once however often it was found. */
export interface LoadedFiles {
  /** In the order in which they were found. */
  readonly texts: readonly ManifestText[];
  readonly diagnostics: readonly Diagnostic[];
  /** The names of files that nobody named, and that are no texts. */
  readonly leftOut: readonly string[];
  /** The outermost Cluster file among them: it describes the cluster. */
  readonly clusterFile?: ManifestText;
}

/** Reads files. What is no text, or too large, becomes a diagnostic; what cannot be read at all, a SetupError. */
export async function loadFiles(
  found: readonly FoundFile[],
  quotable: ReadonlySet<FoundFile> = new Set(found),
): Promise<LoadedFiles> {
  const files = await distinct(found);
  const diagnostics: Diagnostic[] = [];
  const leftOut: string[] = [];
  const texts: ManifestText[] = [];
  const clusters: ManifestText[] = [];
  for (let from = 0; from < files.length; from += BATCH) {
    const batch = files.slice(from, from + BATCH);
    const contents = await Promise.all(batch.map(readText));
    for (const [index, content] of contents.entries()) {
      const file = batch[index];
      if (file === undefined) continue;
      const { name, isFound } = file;
      if (typeof content !== 'string') {
        if (isFound && content.code === 'binary-file') leftOut.push(name);
        else diagnostics.push(content);
      } else if (file.isCluster) clusters.push({ name, text: content });
      else {
        const unquoted = !quotable.has(file);
        texts.push({ name, text: content, ...(isFound && { found: true }), ...(unquoted && { unquoted: true }) });
      }
    }
  }
  // The outermost describes the cluster; those further in belong to parts that can also be used alone.
  const [clusterFile, ...ignored] = clusters.sort((a, b) => depth(a) - depth(b) || compareText(a.name, b.name));
  if (clusterFile === undefined) return { texts, diagnostics, leftOut };
  return {
    texts,
    leftOut,
    diagnostics: [...diagnostics, ...ignored.map((file) => clusterIgnored(file, clusterFile))],
    clusterFile,
  };
}

async function distinct(found: readonly FoundFile[]): Promise<readonly FoundFile[]> {
  const byRealPath = new Map<string, FoundFile>();
  for (const file of found) {
    // A pipe (`-f <(helm template …)`) has no path of its own.
    const real = await realpath(file.absolute).catch(() => file.absolute);
    if (!byRealPath.has(real)) byRealPath.set(real, file);
  }
  return [...byRealPath.values()];
}

async function readText({ name, absolute, isLinked }: FoundFile): Promise<string | Diagnostic> {
  try {
    const { size } = await stat(absolute);
    if (size > MOST_BYTES) return tooLarge(name, size);
    const { text, problem } = { problem: undefined, text: '', ...decodeBytes(await readBytes(absolute, name)) };
    return problem === undefined ? text : { ...problem, severity: 'error', at: topOf(name) };
  } catch (cause) {
    if (cause instanceof SetupError) throw cause;
    if (isLinked) return linkUnreadable(name, cause);
    throw new SetupError(`cannot read ${name}: ${reasonOf(cause)}`, { cause });
  }
}

function clusterIgnored({ name }: ManifestText, used: ManifestText): Diagnostic {
  const message = `this Cluster file is not used: ${used.name} describes the cluster`;
  return {
    code: 'cluster-file-ignored',
    severity: 'warning',
    message,
    hint: 'choose one with --cluster',
    at: topOf(name),
  };
}

function tooLarge(name: string, size: number): Diagnostic {
  const message = `the file has ${mebibytes(size)}; manifests are read up to ${mebibytes(MOST_BYTES)}`;
  const hint = 'split the file, or name only the files that matter';
  return { code: 'file-too-large', severity: 'error', message, hint, at: topOf(name) };
}

function depth({ name }: ManifestText): number {
  return name.split('/').length;
}
