import { joinInside, type PageSettings } from '../../settings/index.ts';

/** Gives the text of a file by its path from the folder of the settings; undefined where it is not there. */
export type FileTexts = (path: string) => string | undefined;

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The first of some paths that a file is at, and its text. */
export function firstFile(
  files: FileTexts,
  paths: readonly (string | undefined)[],
): { readonly path: string; readonly text: string } | undefined {
  for (const path of paths) {
    const text = path === undefined || path === '' ? undefined : files(path);
    if (path !== undefined && text !== undefined) return { path, text };
  }
  return undefined;
}

/** The text of a file that a page's reader has: where `doc.paths` says, beside the page, or in one of `doc.files`. */
export function fileOfReader(
  path: string,
  page: string,
  { files: folders, paths }: PageSettings,
  files: FileTexts,
): { readonly path: string; readonly text: string } | undefined {
  const mapped = Object.entries(paths).flatMap(([from, to]) =>
    path === from || path.startsWith(`${from.replace(/\/$/, '')}/`) ? [joinInside(to, path.slice(from.length))] : [],
  );
  const beside = [joinInside(folderOf(page), path), joinInside(path)];
  const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..' && part !== '~');
  const suffixes = parts.map((_, index) => parts.slice(index).join('/')).slice(-6);
  const inFolders = suffixes.flatMap((suffix) => folders.map((folder) => joinInside(folder, suffix)));
  const named = folders.filter((each) => baseName(each) === parts.at(-1));
  return firstFile(files, [...mapped, ...beside, ...inFolders, ...named]);
}
